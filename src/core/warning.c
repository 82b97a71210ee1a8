/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equal causes become one warning with a count: a package of a million rows may have the same one
 * in each. Lines are kept as the smallest few, in order, whatever the order in which they were
 * found. */
#include "core/warning.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/codes.h"
#include "core/hash.h"
#include "core/number.h"
#include "core/print.h"
#include "core/text.h"

/* A message may have cut a character of a name, and JSON is UTF-8. */
static const char *copy_line(struct arena *arena, const char *text)
{
    char *copied = arena_copy(arena, text, strlen(text));
    if (copied != NULL) {
        text_make_line(copied);
    }
    return copied;
}

/* ---- Lines and money of equal causes --------------------------------------------------------- */

/* 0 is no line, and a line that is there is not added: warnings may be found in any order, and have
 * to show the same lines. */
void warning_lines_add(size_t lines[WARNING_LINES], size_t line)
{
    for (int i = 0; i < WARNING_LINES && line != 0; ++i) {
        if (lines[i] == line) {
            return;
        }
        if (lines[i] == 0 || line < lines[i]) {
            const size_t later = lines[i];
            lines[i] = line;
            line = later;
        }
    }
}

/* One by one: rows of a file are in a few currencies. */
int warning_monies_add(struct warning_monies *monies, struct arena *arena, const char *currency,
                       double amount)
{
    size_t i = 0;
    while (i < monies->count && strcmp(monies->items[i].currency, currency) != 0) {
        ++i;
    }
    if (i == monies->count) {
        if (arena_grow(arena, (void **)&monies->items, &monies->capacity, monies->count,
                       sizeof *monies->items) != 0) {
            return -1;
        }
        monies->items[monies->count++] = (struct warning_money){.currency = currency};
    }
    sum_add(&monies->items[i].amount, amount);
    return 0;
}

static int add_money(struct warning_monies *monies, struct arena *arena,
                     const struct warning_monies *more)
{
    int status = 0;
    for (size_t i = 0; i < more->count && status == 0; ++i) {
        const char *currency = arena_copy_text(arena, more->items[i].currency);
        status = currency == NULL ? -1
                                  : warning_monies_add(monies, arena, currency,
                                                       sum_value(&more->items[i].amount));
    }
    return status;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

/* Of warnings that say the same of the same place, or of two rows of one file. A package can have
 * as many warnings as rows, so that they are looked up and not searched for. The two kinds begin
 * with different seeds, lest one be taken for the other. */
static uint64_t key_of(const struct warning *warning)
{
    uint64_t key = string_hash(0, warning->code, strlen(warning->code));
    if (warning->file == NULL) {
        key = string_hash(key, warning->where, strlen(warning->where));
        return string_hash(key, warning->message, strlen(warning->message));
    }
    key = string_hash(key + 1, warning->file, strlen(warning->file));
    return hash_mix(key ^ hash_mix(warning->column ^ code_cause(warning->code, warning->message)));
}

/* By 64 bits of a hash alone: of a million causes two would share one once in 37 million packages,
 * and then one line is missing, no figure. */
static struct warning *find(const struct warning_list *list, const struct warning *warning)
{
    uint32_t number = map_find(&list->by_cause, key_of(warning));
    return number != MAP_NONE ? &list->items[number] : NULL;
}

/* Everything is copied: the caller's texts may be on its stack. */
static int append(struct warning_list *list, struct arena *arena, const struct warning *warning)
{
    struct warning copied = *warning;
    copied.code = arena_copy_text(arena, warning->code);
    copied.message = copy_line(arena, warning->message);
    copied.where = copy_line(arena, warning->where);
    copied.file = arena_copy_text(arena, warning->file);
    copied.count = warning->count > 0 ? warning->count : 1;
    copied.money = (struct warning_monies){0};
    warning_lines_add(copied.lines, warning->line);
    if (copied.code == NULL || copied.message == NULL || copied.where == NULL ||
        (warning->file != NULL && copied.file == NULL) ||
        add_money(&copied.money, arena, &warning->money) != 0 ||
        arena_grow(arena, (void **)&list->items, &list->capacity, list->count,
                   sizeof *list->items) != 0) {
        return -1;
    }
    /* a list that was {0} has none yet */
    list->by_cause.arena = arena;
    list->items[list->count] = copied;
    return map_add(&list->by_cause, key_of(&copied), (uint32_t)list->count++);
}

/* The same line again is the same warning, found by a second reading: it is not counted. */
int warning_add(struct warning_list *list, struct arena *arena, const struct warning *warning)
{
    struct warning *known = find(list, warning);
    if (known == NULL) {
        return append(list, arena, warning);
    }
    if (known->file == NULL || known->line == warning->line) {
        return 0;
    }
    known->count += warning->count > 0 ? warning->count : 1;
    warning_lines_add(known->lines, warning->line);
    for (int i = 0; i < WARNING_LINES; ++i) {
        warning_lines_add(known->lines, warning->lines[i]);
    }
    return add_money(&known->money, arena, &warning->money);
}

int warning_print(struct warning_list *list, struct arena *arena, const char *code,
                  const char *where, const char *format, va_list arguments)
{
    char message[WARNING_SIZE];
    print_in_room(message, sizeof message, format, arguments);
    return warning_add(list, arena,
                       &(struct warning){.code = code, .message = message, .where = where});
}

/* Without counting again: these warnings have been counted where they come from. */
int warning_add_all(struct warning_list *list, struct arena *arena, const struct warning_list *more)
{
    int status = 0;
    for (size_t i = 0; i < more->count && status == 0; ++i) {
        status = find(list, &more->items[i]) == NULL ? append(list, arena, &more->items[i]) : 0;
    }
    return status;
}

/* The first one of a code that is about no row of a file. Searched for: there are a few dozen of
 * them. */
static struct warning *find_kind(const struct warning_list *list, const char *code)
{
    for (size_t i = 0; i < list->count; ++i) {
        if (list->items[i].file == NULL && strcmp(list->items[i].code, code) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}

/* One that is counted with its kind is looked up from then on all the same: a third run that says
 * it again, to the letter, adds nothing. */
int warning_add_kinds(struct warning_list *list, struct arena *arena,
                      const struct warning_list *more)
{
    int status = 0;
    for (size_t i = 0; i < more->count && status == 0; ++i) {
        const struct warning *warning = &more->items[i];
        struct warning *kind = warning->file == NULL ? find_kind(list, warning->code) : NULL;
        if (kind == NULL) {
            status = find(list, warning) == NULL ? append(list, arena, warning) : 0;
        } else if (find(list, warning) == NULL) { /* what is said again is not counted again */
            ++kind->count;
            list->by_cause.arena = arena;
            status = map_add(&list->by_cause, key_of(warning), (uint32_t)(kind - list->items));
        }
    }
    return status;
}

bool warning_stands(const struct warning_list *list, const char *code, const char *where)
{
    for (size_t i = 0; i < list->count; ++i) {
        if (strcmp(list->items[i].code, code) == 0 && strcmp(list->items[i].where, where) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- For people ------------------------------------------------------------------------------ */

/* Cut where the room ends: snprintf() returns what it would have written. */
static size_t put(char *text, size_t used, const char *what)
{
    used += (size_t)snprintf(text + used, WARNING_TAIL_SIZE - used, "%s", what);
    return used < WARNING_TAIL_SIZE ? used : WARNING_TAIL_SIZE - 1;
}

/* To the cent. */
static size_t put_money(char *text, size_t used, const struct warning_money *money)
{
    char number[NUMBER_FIXED_SIZE];
    number_print_grouped(number, sizeof number, sum_value(&money->amount), 2);
    used = put(text, used, number);
    used = put(text, used, " ");
    return put(text, used, money->currency);
}

/* Of one row no line is named: it is in the place of the warning already. */
void warning_tail(char text[WARNING_TAIL_SIZE], const struct warning *warning)
{
    const bool several = warning->count > 1;
    size_t used = 0;
    text[0] = '\0';
    if (several && warning->lines[0] == 0) {
        snprintf(text, WARNING_TAIL_SIZE, " (and %zu more like it)", warning->count - 1);
        return;
    }
    if (several) {
        used = (size_t)snprintf(text, WARNING_TAIL_SIZE, " (%zu rows", warning->count);
    }
    for (int i = 0; several && i < WARNING_LINES && warning->lines[i] > 0; ++i) {
        char line[32];
        snprintf(line, sizeof line, "%s%zu", i == 0 ? ": lines " : ", ", warning->lines[i]);
        used = put(text, used, line);
    }
    used = several && warning->count > WARNING_LINES ? put(text, used, ", ...") : used;
    for (size_t i = 0; i < warning->money.count; ++i) {
        used = put(text, used, i == 0 && !several ? " (" : i == 0 ? "; " : ", ");
        used = put_money(text, used, &warning->money.items[i]);
    }
    put(text, used, used > 0 ? ")" : "");
}
