/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report has to say beside its figures. Each warning has a code, a place, the number of rows
 * with the same cause, and the money of these where it is known. */
#ifndef BLACKOUT_CORE_WARNING_H
#define BLACKOUT_CORE_WARNING_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/map.h"
#include "core/sum.h"

/* Money in one currency. */
struct warning_money {
    const char *currency;
    struct sum amount;
};

/* In the order in which the currencies were met. {0} is none. */
struct warning_monies {
    struct warning_money *items;
    size_t count;
    size_t capacity;
};

/* The first lines with a cause, and the currencies, that are named. */
enum { WARNING_LINES = 3, WARNING_MONIES = 16 };

struct warning {
    const char *code;    /* for programs: "start_at_midnight", of core/codes.h */
    const char *message; /* for people */
    const char *where;   /* what it is about: "file:line:column", a table, an option, an event */
    const char *file;    /* NULL: no place in a file */
    size_t line;         /* of the first row with this cause */
    size_t column;
    size_t count;                /* rows with this cause, or of warning_add_kinds(); 0 is one */
    size_t lines[WARNING_LINES]; /* the first of them, ascending; 0: there are no more */
    struct warning_monies money; /* revenue of the rows, where they are of `dependencies` */
};

/* In the order in which they were added; texts and items are the arena's. {0} is an empty list. */
struct warning_list {
    struct warning *items;
    size_t count;
    size_t capacity;
    struct map by_cause; /* numbers of items: those without a file by their place too */
};

/* Adds a warning, with copies of its texts in `arena`. One that is there already, with the same
 * message on the same place, is not added again; another row of a file with the same cause counts
 * with the first. Returns 0, or -1 when memory is out. */
int warning_add(struct warning_list *list, struct arena *arena, const struct warning *warning);

/* The same with a message made of `format`, cut at WARNING_SIZE - 1 bytes. */
enum { WARNING_SIZE = 640 };
int warning_print(struct warning_list *list, struct arena *arena, const char *code,
                  const char *where, const char *format, va_list arguments)
    __attribute__((format(printf, 5, 0)));

/* Adds all of another list. What both have is of the same rows and is not counted twice. */
int warning_add_all(struct warning_list *list, struct arena *arena,
                    const struct warning_list *more);

/* The same of the lists of many runs: where one of the code is there already, about no row of a
 * file, another is counted with it, since each run would say it of its own owner. */
int warning_add_kinds(struct warning_list *list, struct arena *arena,
                      const struct warning_list *more);

/* Whether a warning with this code and place is in the list. */
bool warning_stands(const struct warning_list *list, const char *code, const char *where);

/* Adds an amount to the money of its currency. The first text of a currency is kept, not copied. 0,
 * or -1 when memory is out. */
int warning_monies_add(struct warning_monies *monies, struct arena *arena, const char *currency,
                       double amount);

/* Puts `line` among the first ones with a cause. */
void warning_lines_add(size_t lines[WARNING_LINES], size_t line);

/* What follows the message: " (12 rows: lines 3, 7, 9, ...; 1234.5 EUR)"; " (and 11 more like it)"
 * where it is about no row; "" for a single one. Cut at WARNING_TAIL_SIZE - 1 bytes. */
enum { WARNING_TAIL_SIZE = 320 };
void warning_tail(char text[WARNING_TAIL_SIZE], const struct warning *warning);

#endif
