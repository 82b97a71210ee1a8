/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/business_spans: each business is in the span of its line, which knows a flow at least as
 * large; expected from the definition, with flows made up. */
#include "tables/business_spans.h"

#include "check.h"
#include "core/hash.h"

/* Twice as many spans as are kept, and a few businesses more. */
enum { MANY = 2 * MOST_BUSINESS_SPANS * SPAN_BUSINESSES + 77 };

static const string_id dollar = 3;

static bool add(struct business_spans *spans, struct arena *arena, size_t line, double flow)
{
    const struct dependency rows[] = {
        {.line = line, .currency = dollar, .firms = 2, .annual_revenue = flow, .share = 0.25},
        {.line = line + 1, .currency = dollar, .firms = 2, .annual_revenue = flow, .share = 0.25}};
    const struct business business = {.name = "b", .rows = rows, .row_count = 2};
    return business_spans_add(spans, arena, &business, 1);
}

static double flow_of(size_t number)
{
    return (double)(hash_mix(number + 1) % 1000000);
}

static void no_flow_is_larger_than_its_span(void **state)
{
    struct business_spans spans = {0};
    struct arena arena = {0};
    double largest = 0;
    double most = 0;
    (void)state;
    for (size_t i = 0; i < MANY; ++i) {
        assert_true(add(&spans, &arena, 2 + 2 * i, flow_of(i)));
        largest = flow_of(i) > largest ? flow_of(i) : largest;
    }
    assert_true(spans.count > MOST_BUSINESS_SPANS / 4 && spans.count <= MOST_BUSINESS_SPANS);
    assert_false(spans.scattered);
    for (size_t i = 0, at = 0; i < MANY; ++i) {
        at += at + 1 < spans.count && 2 + 2 * i >= spans.spans[at + 1].line ? 1 : 0;
        assert_true(spans.spans[at].line <= 2 + 2 * i);
        assert_true(flow_of(i) <= spans.spans[at].most[1]);
    }
    for (size_t k = 0; k < spans.count; ++k) { /* and none knows more than there is */
        assert_false(spans.spans[k].unknown);
        check_near(spans.spans[k].most[0], 0, 0.0);
        most = spans.spans[k].most[1] > most ? spans.spans[k].most[1] : most;
    }
    check_near(most, largest, 0.0);
    arena_free(&arena);
}

static void rows_between_others_scatter(void **state)
{
    struct business_spans spans = {0};
    struct arena arena = {0};
    (void)state;
    assert_true(add(&spans, &arena, 2, 1));
    assert_true(add(&spans, &arena, 4, 1));
    assert_false(spans.scattered);
    assert_true(add(&spans, &arena, 5, 1)); /* line 5 is of the business before */
    assert_true(spans.scattered);
    arena_free(&arena);
}

static void other_currencies_are_unknown(void **state)
{
    struct arena arena = {0};
    const struct dependency rows[] = {{.line = 2, .currency = dollar, .share = 1},
                                      {.line = 3, .currency = dollar + 1, .share = 1}};
    const struct business two = {.name = "b", .rows = rows, .row_count = 2};
    const struct business one = {.name = "b", .rows = rows, .row_count = 1};
    const struct {
        struct business business;
        uint32_t money;
        bool unknown;
    } cases[] = {{two, 0, true},
                 {one, SPAN_CURRENCIES, true},
                 {one, UINT32_MAX, true},
                 {one, SPAN_CURRENCIES - 1, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct business_spans spans = {0};
        assert_true(business_spans_add(&spans, &arena, &cases[i].business, cases[i].money));
        assert_int_equal(spans.spans[0].unknown, cases[i].unknown);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_flow_is_larger_than_its_span),
                                       cmocka_unit_test(rows_between_others_scatter),
                                       cmocka_unit_test(other_currencies_are_unknown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
