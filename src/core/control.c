/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package has a few currencies, so they are searched one by one, in the order in which they were
 * met. Sums are compensated (sum.h): a control total has to agree with a ledger to the cent over
 * millions of rows. */
#include "core/control.h"

#include <math.h>
#include <string.h>

/* The number of a currency's money; `count` where it has none. Pointers are compared first: rows of
 * one currency mostly share its text, and this is done for each row. */
static size_t find(const struct control_totals *control, const char *currency)
{
    size_t i = 0;
    while (i < control->count && control->items[i].currency != currency &&
           strcmp(control->items[i].currency, currency) != 0) {
        ++i;
    }
    return i;
}

const struct control_money *control_find(const struct control_totals *control, const char *currency)
{
    const size_t at = find(control, currency);
    return at < control->count ? &control->items[at] : NULL;
}

struct control_money *control_money_of(struct control_totals *control, struct arena *arena,
                                       const char *currency)
{
    const size_t at = find(control, currency);
    if (at == control->count) {
        if (arena_grow(arena, (void **)&control->items, &control->capacity, control->count,
                       sizeof *control->items) != 0) {
            return NULL;
        }
        control->items[control->count++] = (struct control_money){.currency = currency};
    }
    return &control->items[at];
}

/* Money that cannot be read is no money of any currency, and counted apart: the totals must not
 * seem to be complete. */
int control_read(struct control_totals *control, struct arena *arena, const char *currency,
                 double amount)
{
    if (currency == NULL) {
        ++control->rows_without_money;
        return 0;
    }
    struct control_money *money = control_money_of(control, arena, currency);
    if (money == NULL) {
        return -1;
    }
    control_money_read(money, amount);
    return 0;
}

/* A currency that was not read cannot be used: control_read() has been called for each row before.
 * Rows are added one by one and not as a product: what is used has to be the sum of the same terms
 * as what was read, to the bit. */
void control_use(struct control_totals *control, const char *currency, double amount, size_t rows)
{
    const size_t at = find(control, currency);
    if (at < control->count) {
        struct sum used = control->items[at].used; /* in registers while it is added to */
        for (size_t i = 0; i < rows; ++i) {
            sum_add(&used, amount);
        }
        control->items[at].used = used;
        control->items[at].rows_used += rows;
    }
}

void control_expect(struct control_totals *control, const char *currency, double expected)
{
    const size_t at = find(control, currency);
    if (at < control->count) {
        control->items[at].is_expected = true;
        control->items[at].expected = expected;
    }
}

/* Two calls and not one, since rows are read ahead of their use: the sums of what was read reach
 * the end of a chunk before those of what was used. */
bool control_each_read(struct control_totals *control, struct arena *arena,
                       chunk_sum_function *function)
{
    bool done = true;
    for (size_t i = 0; i < control->count && done; ++i) {
        done = function(arena, &control->items[i].read, &control->items[i].read_ended);
    }
    return done;
}

bool control_each_used(struct control_totals *control, struct arena *arena,
                       chunk_sum_function *function)
{
    bool done = true;
    for (size_t i = 0; i < control->count && done; ++i) {
        done = function(arena, &control->items[i].used, &control->items[i].used_ended);
    }
    return done;
}

/* The names of the table and its file stay: they hold for the next reading as well. */
void control_clear(struct control_totals *control)
{
    control->items = NULL; /* of an arena */
    control->count = 0;
    control->capacity = 0;
    control->rows_without_money = 0;
}

/* Of decimals that are no binary fractions a sum shows the last bits; from 2^53 millionths on there
 * are no such places to round to. */
static double rounded(const struct sum *sum)
{
    static const double units = 1e6;
    const double amount = sum_value(sum);
    return fabs(amount) * units < 0x1p53 ? round(amount * units) / units : amount;
}

double control_read_amount(const struct control_money *money)
{
    return rounded(&money->read);
}

double control_used_amount(const struct control_money *money)
{
    return rounded(&money->used);
}

/* Both parts of the compensated sum are taken off: the difference of two large sums would lose the
 * cents otherwise. Where every row is used, it is 0 by definition and not by arithmetic. */
double control_left_out(const struct control_money *money)
{
    struct sum rest = money->read;
    sum_add(&rest, -money->used.total);
    sum_add(&rest, -money->used.lost);
    return money->rows_used == money->rows_read ? 0 : rounded(&rest);
}

size_t control_rows_read(const struct control_totals *control)
{
    size_t rows = control->rows_without_money;
    for (size_t i = 0; i < control->count; ++i) {
        rows += control->items[i].rows_read;
    }
    return rows;
}

size_t control_rows_used(const struct control_totals *control)
{
    size_t rows = 0;
    for (size_t i = 0; i < control->count; ++i) {
        rows += control->items[i].rows_used;
    }
    return rows;
}

size_t control_rows_left_out(const struct control_totals *control)
{
    return control_rows_read(control) - control_rows_used(control);
}

/* NULL of NULL, and when memory is out. */
static const char *copy_text(struct arena *arena, const char *text, bool *failed)
{
    const char *copied = text != NULL ? arena_copy(arena, text, strlen(text)) : NULL;
    *failed = *failed || (text != NULL && copied == NULL);
    return copied;
}

/* A report outlives the dataset that it was made of, texts included. */
int control_copy(struct control_totals *copy, struct arena *arena,
                 const struct control_totals *control)
{
    bool failed = false;
    *copy = *control;
    copy->table = copy_text(arena, control->table, &failed);
    copy->file = copy_text(arena, control->file, &failed);
    copy->package = copy_text(arena, control->package, &failed);
    copy->items = arena_alloc(arena, control->count, sizeof *copy->items);
    copy->capacity = control->count;
    failed = failed || copy->items == NULL;
    for (size_t i = 0; i < control->count && !failed; ++i) {
        copy->items[i] = control->items[i];
        copy->items[i].read_ended = (struct exact_sum){0}; /* an arena's; it is done */
        copy->items[i].used_ended = (struct exact_sum){0};
        copy->items[i].currency = copy_text(arena, control->items[i].currency, &failed);
    }
    return failed ? -1 : 0;
}
