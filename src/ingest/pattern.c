/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pattern is made into steps, and all ways through them are followed at once, a character of the
 * value at a time (Thompson 1968; Cox 2007, "Regular Expression Matching Can Be Simple And Fast"):
 * no pattern takes exponential time, as with backtracking, or memory that grows with the value, as
 * in libc. A repetition with counts is written out by reading its text as often as it is counted.
 */
#include "ingest/pattern.h"

#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/text.h"
#include "core/character_set.h"

enum kind {
    STEP_ONE,  /* a character of `set`, then the next step */
    STEP_GO,   /* on at `to` */
    STEP_FORK, /* the next step, and `to` */
    STEP_END
};

struct step {
    enum kind kind;
    uint32_t to;
    struct character_set set;
};

struct pattern {
    struct step *steps;
    size_t count;
};

/* ---- Making ---------------------------------------------------------------------------------- */

/* A text being read. After the first fault nothing is read any more. */
struct maker {
    struct arena *arena;
    const char *at;
    struct step *steps;
    size_t count;
    size_t capacity;
    size_t depth;
    enum pattern_fault fault;
};

static void refuse(struct maker *maker, enum pattern_fault fault)
{
    maker->fault = maker->fault == PATTERN_SOUND ? fault : maker->fault;
}

/* Its place, or 0 with a fault; the first step of all is never asked for. */
static size_t put(struct maker *maker, enum kind kind, size_t to)
{
    if (maker->fault != PATTERN_SOUND) {
        return 0;
    }
    if (maker->count == PATTERN_MOST_STEPS) {
        refuse(maker, PATTERN_TOO_LARGE);
    } else if (arena_grow(maker->arena, (void **)&maker->steps, &maker->capacity, maker->count,
                          sizeof *maker->steps) != 0) {
        refuse(maker, PATTERN_NO_MEMORY);
    } else {
        maker->steps[maker->count] = (struct step){.kind = kind, .to = (uint32_t)to};
        return maker->count++;
    }
    return 0;
}

/* A place that is kept for a fork, should one be needed: it goes on to the next step. What stands
 * behind an atom is read after it, and steps are never moved, since others name them by number. */
static size_t put_place(struct maker *maker)
{
    return put(maker, STEP_GO, maker->count + 1);
}

static void set_step(struct maker *maker, size_t place, enum kind kind, size_t to)
{
    if (maker->fault == PATTERN_SOUND) {
        maker->steps[place].kind = kind;
        maker->steps[place].to = (uint32_t)to;
    }
}

/* NOLINTBEGIN(misc-no-recursion): no deeper than PATTERN_MOST_NESTED. A pattern is a text of
 * whoever wrote the package: it must not be able to fill the stack. */
static void read_branches(struct maker *maker);

/* A group, or a set of characters. What follows a '(' in other languages makes it another thing. */
static void read_atom(struct maker *maker)
{
    if (*maker->at == '(') {
        if (maker->depth == PATTERN_MOST_NESTED) {
            refuse(maker, PATTERN_TOO_LARGE);
            return;
        }
        ++maker->at;
        ++maker->depth;
        read_branches(maker);
        --maker->depth;
        if (*maker->at != ')') {
            refuse(maker, PATTERN_NOT_UNDERSTOOD);
        }
        maker->at += *maker->at == ')';
        return;
    }
    struct character_set set;
    const size_t place = put(maker, STEP_ONE, 0);
    if (strchr("*+?{^$", *maker->at) != NULL ||
        !character_set_read(&set, &maker->at, maker->arena)) {
        refuse(maker, maker->arena->failed ? PATTERN_NO_MEMORY : PATTERN_NOT_UNDERSTOOD);
    } else if (maker->fault == PATTERN_SOUND) {
        maker->steps[place].set = set;
    }
}

/* How often, at least and at most. */
struct times {
    size_t least;
    size_t most;
    bool has_end;
};

/* A number, or more than any pattern may have; false: there is none. */
static bool read_number(size_t *number, const char **text)
{
    const char *at = *text;
    *number = 0;
    for (; text_is_digit(**text); ++*text) {
        *number = *number > PATTERN_MOST_STEPS ? *number : 10 * *number + (size_t)(**text - '0');
    }
    return *text > at;
}

/* {2}, {2,}, {2,5} */
static bool read_counts(struct times *times, const char **text)
{
    ++*text;
    if (!read_number(&times->least, text)) {
        return false;
    }
    times->most = times->least;
    if (**text == ',') {
        ++*text;
        times->has_end = read_number(&times->most, text);
    }
    if (**text != '}') { /* which may be the end of the text */
        return false;
    }
    ++*text;
    return !times->has_end || times->most >= times->least;
}

/* Once where there is none. A second one after it means nothing in XML Schema, and two things in
 * other languages. */
static bool read_times(struct times *times, const char **text)
{
    *times = (struct times){1, 1, true};
    if (**text == '{') {
        if (!read_counts(times, text)) {
            return false;
        }
    } else if (**text != '\0' && strchr("*+?", **text) != NULL) {
        *times = (struct times){**text == '+', 1, **text == '?'};
        ++*text;
    } else {
        return true;
    }
    return **text == '\0' || strchr("*+?{", **text) == NULL;
}

/* `from` is the text of the atom, which the maker has read once from `first` on. Of an atom x:
 *
 *     x{2,4}    go x go x fork x fork x    the forks lead on, past what is left
 *     x+        go x fork go               the fork leads on, the last step back to x
 *     x*        fork x fork go             and the first fork leads on as well
 *     x{0}      go x                       the step leads past x, which is never reached
 */
static void repeat(struct maker *maker, const char *from, size_t first, const struct times *times)
{
    const char *const after = maker->at;
    size_t last = first; /* the place before the last copy that has to be there */
    size_t open = 0;     /* places of copies that need not be there, each naming the one before */
    for (size_t i = 1; i < times->least && maker->fault == PATTERN_SOUND; ++i) {
        last = put_place(maker);
        maker->at = from;
        read_atom(maker);
    }
    if (!times->has_end) {
        put(maker, STEP_FORK, maker->count + 2);
        put(maker, STEP_GO, last + 1);
    }
    const size_t copies = times->least > 1 ? times->least : 1;
    for (size_t i = copies; times->has_end && i < times->most && maker->fault == PATTERN_SOUND;
         ++i) {
        open = put(maker, STEP_FORK, open);
        maker->at = from;
        read_atom(maker);
    }
    while (open != 0 && maker->fault == PATTERN_SOUND) {
        const size_t before = maker->steps[open].to;
        set_step(maker, open, STEP_FORK, maker->count);
        open = before;
    }
    if (times->least == 0) {
        const bool is_never = times->has_end && times->most == 0;
        set_step(maker, first, is_never ? STEP_GO : STEP_FORK, maker->count);
    }
    maker->at = after;
}

static void read_piece(struct maker *maker)
{
    const char *from = maker->at;
    const size_t first = put_place(maker);
    struct times times;
    read_atom(maker);
    if (maker->fault == PATTERN_SOUND && !read_times(&times, &maker->at)) {
        refuse(maker, PATTERN_NOT_UNDERSTOOD);
    }
    if (maker->fault == PATTERN_SOUND) {
        repeat(maker, from, first, &times);
    }
}

/* The whole value is meant, without ^ and $: at the ends of a branch that is in no group, where
 * others write them, they say nothing. Anywhere else a reader may have meant the characters. */
static void read_branch(struct maker *maker)
{
    const bool is_outer = maker->depth == 0;
    maker->at += is_outer && *maker->at == '^';
    while (maker->fault == PATTERN_SOUND && *maker->at != '\0' && *maker->at != '|' &&
           *maker->at != ')') {
        if (is_outer && maker->at[0] == '$' && (maker->at[1] == '\0' || maker->at[1] == '|')) {
            ++maker->at;
        } else {
            read_piece(maker);
        }
    }
}

/* Of a|b|c: fork a go fork b go go c. A fork leads to the next branch, a step behind a branch past
 * the last of them, whose place nobody knows before it has been read. */
static void read_branches(struct maker *maker)
{
    size_t leaving = 0; /* steps that go on behind the last branch, each naming the one before */
    size_t start = put_place(maker);
    read_branch(maker);
    while (maker->fault == PATTERN_SOUND && *maker->at == '|') {
        ++maker->at;
        leaving = put(maker, STEP_GO, leaving);
        set_step(maker, start, STEP_FORK, maker->count);
        start = put_place(maker);
        read_branch(maker);
    }
    while (leaving != 0 && maker->fault == PATTERN_SOUND) {
        const size_t before = maker->steps[leaving].to;
        set_step(maker, leaving, STEP_GO, maker->count);
        leaving = before;
    }
}

/* NOLINTEND(misc-no-recursion) */

enum pattern_fault pattern_make(const struct pattern **pattern, const char *text,
                                struct arena *arena)
{
    struct maker maker = {.arena = arena, .at = text};
    struct pattern *made = arena_alloc(arena, 1, sizeof *made);
    read_branches(&maker);
    if (*maker.at != '\0') { /* a ')' that nothing has opened */
        refuse(&maker, PATTERN_NOT_UNDERSTOOD);
    }
    put(&maker, STEP_END, 0);
    if (made == NULL) {
        return PATTERN_NO_MEMORY;
    }
    *made = (struct pattern){maker.steps, maker.count};
    *pattern = maker.fault == PATTERN_SOUND ? made : NULL;
    return maker.fault;
}

/* ---- Matching -------------------------------------------------------------------------------- */

/* Each step is in a list once at most, so that these have as many places as the pattern has. */
struct pattern_run {
    const struct pattern *pattern;
    uint32_t *here; /* steps that wait for the next character */
    uint32_t *next;
    uint32_t *waiting; /* steps to look at */
    size_t *seen;      /* the last round in which each step was looked at; 0: none so far */
    size_t round;      /* goes on from value to value, so that nothing need be cleared */
};

struct pattern_run *pattern_prepare(const struct pattern *pattern, struct arena *arena)
{
    struct pattern_run *run = arena_alloc(arena, 1, sizeof *run);
    const size_t count = pattern->count;
    uint32_t *lists = arena_alloc(arena, 3 * count, sizeof *lists);
    size_t *seen = arena_alloc(arena, count, sizeof *seen);
    if (run == NULL || lists == NULL || seen == NULL) {
        return NULL;
    }
    *run = (struct pattern_run){pattern, lists, lists + count, lists + 2 * count, seen, 0};
    return run;
}

/* Once a round: repetitions of what may be empty, (a*)*, lead back to themselves. */
static void look_at(struct pattern_run *run, size_t *waiting, uint32_t step)
{
    if (run->seen[step] != run->round) {
        run->seen[step] = run->round;
        run->waiting[(*waiting)++] = step;
    }
}

/* Adds to `list`, of `count` steps, what a step leads to without a character. */
static size_t follow(struct pattern_run *run, uint32_t *list, size_t count, uint32_t from)
{
    size_t waiting = 0;
    look_at(run, &waiting, from);
    while (waiting > 0) {
        const uint32_t at = run->waiting[--waiting];
        const struct step *step = &run->pattern->steps[at];
        if (step->kind == STEP_ONE || step->kind == STEP_END) {
            list[count++] = at;
            continue;
        }
        look_at(run, &waiting, step->to);
        if (step->kind == STEP_FORK) {
            look_at(run, &waiting, at + 1);
        }
    }
    return count;
}

/* Where no way is left the value is not read to its end. */
bool pattern_matches(struct pattern_run *run, const char *text, size_t length)
{
    const struct step *steps = run->pattern->steps;
    const char *const end = text + length;
    ++run->round;
    size_t count = follow(run, run->here, 0, 0);
    while (text < end && count > 0) {
        int32_t character;
        size_t next = 0;
        text += character_read(&character, text, (size_t)(end - text));
        ++run->round;
        for (size_t i = 0; i < count; ++i) {
            const uint32_t at = run->here[i];
            if (steps[at].kind == STEP_ONE && character_set_has(&steps[at].set, character)) {
                next = follow(run, run->next, next, at + 1);
            }
        }
        uint32_t *const swapped = run->here;
        run->here = run->next;
        run->next = swapped;
        count = next;
    }
    bool is_whole = false;
    for (size_t i = 0; i < count; ++i) {
        is_whole = is_whole || steps[run->here[i]].kind == STEP_END;
    }
    return is_whole;
}
