/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of the rows of `dependencies` when a package has been opened, compared bit by bit
 * between two ways of reading them. Includes world.h. */
#ifndef BLACKOUT_TESTS_SAME_ROWS_H
#define BLACKOUT_TESTS_SAME_ROWS_H

#include "tables/dataset.h"
#include "world.h"

enum { ROW_MESSAGES_BYTES = 1 << 17 };

struct opened {
    blackout_dataset *dataset; /* NULL where it has faults */
    char messages[ROW_MESSAGES_BYTES];
};

static inline void note_message(void *user, const blackout_diagnostic *diagnostic)
{
    struct opened *opened = user;
    const size_t used = strlen(opened->messages);
    snprintf(opened->messages + used, sizeof opened->messages - used, "%s:%zu:%zu %d %s %s (%zu)\n",
             diagnostic->source, diagnostic->line, diagnostic->column, (int)diagnostic->severity,
             diagnostic->code, diagnostic->message, diagnostic->count);
}

static inline void check_same_business(const struct business *p, const struct business *q)
{
    assert_string_equal(p->name, q->name);
    assert_int_equal(p->row_count, q->row_count);
    for (size_t i = 0; i < p->row_count; ++i) {
        const struct dependency *x = &p->rows[i];
        const struct dependency *y = &q->rows[i];
        assert_int_equal(x->line, y->line);
        assert_int_equal(x->platform, y->platform);
        assert_int_equal(x->sector, y->sector);
        assert_int_equal(x->region, y->region);
        assert_int_equal(x->channel, y->channel);
        assert_int_equal(x->currency, y->currency);
        assert_int_equal(x->fallback, y->fallback);
        assert_int_equal(x->basis, y->basis);
        check_close(x->annual_revenue, y->annual_revenue, 0);
        check_close(x->share, y->share, 0);
        check_close(x->firms, y->firms, 0);
        check_close(x->fallback_share, y->fallback_share, 0);
        assert_memory_equal(x->bases, y->bases, sizeof x->bases);
        assert_memory_equal(x->low, y->low, sizeof x->low);
        assert_memory_equal(x->high, y->high, sizeof x->high);
    }
}

static inline void check_same_insured(const blackout_dataset *a, const blackout_dataset *b)
{
    assert_int_equal(a->insured.count, b->insured.count);
    for (size_t i = 0; i < a->insured.count; ++i) {
        const struct insured_business *x = &a->insured.businesses[i];
        const struct insured_business *y = &b->insured.businesses[i];
        const struct business p = {"", x->rows, x->row_count};
        const struct business q = {"", y->rows, y->row_count};
        assert_int_equal(x->name, y->name);
        assert_int_equal(x->met, y->met);
        check_same_business(&p, &q);
    }
}

static inline int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct large_business *)a)->business.name,
                  ((const struct large_business *)b)->business.name);
}

/* In any order: where one of them is in a heap depends on when it was met. */
static inline void check_same_largest(const blackout_dataset *a, const blackout_dataset *b)
{
    assert_int_equal(a->largest.currency_count, b->largest.currency_count);
    for (size_t i = 0; i < a->largest.currency_count; ++i) {
        const struct largest_of_currency *x = &a->largest.currencies[i];
        const struct largest_of_currency *y = &b->largest.currencies[i];
        assert_int_equal(x->count, y->count);
        check_close(x->left_out, y->left_out, 0);
        struct large_business p[LARGEST_KEPT];
        struct large_business q[LARGEST_KEPT];
        memcpy(p, x->heap, x->count * sizeof *p);
        memcpy(q, y->heap, y->count * sizeof *q);
        qsort(p, x->count, sizeof *p, compare_names);
        qsort(q, y->count, sizeof *q, compare_names);
        for (size_t k = 0; k < x->count; ++k) {
            check_same_business(&p[k].business, &q[k].business);
            check_close(p[k].flow, q[k].flow, 0);
        }
    }
}

/* The values of a cell's sums, or of a currency's, one after another. */
struct sum_values {
    double values[256];
    size_t count;
};

static inline bool take_sum_value(void *user, struct sum *running, struct exact_sum *ended)
{
    struct sum_values *values = user;
    (void)ended;
    assert_true(values->count < 256);
    values->values[values->count++] = sum_value(running);
    return true;
}

static inline void check_same_values(const struct sum_values *p, const struct sum_values *q)
{
    assert_int_equal(p->count, q->count);
    assert_memory_equal(p->values, q->values, p->count * sizeof *p->values);
}

static inline void check_same_cells(struct cells *x, struct cells *y)
{
    assert_int_equal(x->count, y->count);
    for (size_t i = 0; i < x->count; ++i) {
        struct sum_values p = {.count = 0};
        struct sum_values q = {.count = 0};
        assert_memory_equal(&x->cells[i].key, &y->cells[i].key, sizeof x->cells[i].key);
        assert_true(cells_each_sum_of_cell(x, i, take_sum_value, &p));
        assert_true(cells_each_sum_of_cell(y, i, take_sum_value, &q));
        check_same_values(&p, &q);
    }
    assert_int_equal(x->money_count, y->money_count);
    for (size_t i = 0; i < x->money_count; ++i) {
        struct sum_values p = {.count = 0};
        struct sum_values q = {.count = 0};
        assert_int_equal(x->money[i].currency, y->money[i].currency);
        assert_true(cells_each_sum_of_money(x, i, take_sum_value, &p));
        assert_true(cells_each_sum_of_money(y, i, take_sum_value, &q));
        check_same_values(&p, &q);
    }
    check_close(sum_value(&x->firms), sum_value(&y->firms), 0);
    assert_int_equal(x->business_count, y->business_count);
}

/* Bit by bit: sums run in the order of the file. */
static inline void check_same_rows(const struct opened *a, const struct opened *b)
{
    assert_string_equal(a->messages, b->messages);
    assert_int_equal(a->dataset == NULL, b->dataset == NULL);
    if (a->dataset == NULL) {
        return;
    }
    const struct table *t = &a->dataset->tables[DEPENDENCIES];
    const struct table *u = &b->dataset->tables[DEPENDENCIES];
    check_same_cells(&a->dataset->cells, &b->dataset->cells);
    assert_int_equal(t->rows_read, u->rows_read);
    assert_int_equal(t->bytes, u->bytes);
    assert_string_equal(t->sha256, u->sha256);
    assert_memory_equal(t->figures, u->figures, sizeof t->figures);
    assert_int_equal(control_rows_used(&a->dataset->control),
                     control_rows_used(&b->dataset->control));
    assert_int_equal(a->dataset->control.count, b->dataset->control.count);
    for (size_t i = 0; i < a->dataset->control.count; ++i) {
        const struct control_money *m = &a->dataset->control.items[i];
        const struct control_money *n = &b->dataset->control.items[i];
        assert_string_equal(m->currency, n->currency);
        assert_int_equal(m->rows_read, n->rows_read);
        assert_int_equal(m->rows_used, n->rows_used);
        check_close(sum_value(&m->read), sum_value(&n->read), 0);
        check_close(sum_value(&m->used), sum_value(&n->used), 0);
    }
    check_same_largest(a->dataset, b->dataset);
    check_same_insured(a->dataset, b->dataset);
}

#endif
