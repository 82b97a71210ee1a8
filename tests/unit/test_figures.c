/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/figures: figures as sums over an output vector. Sums of binary fractions are exact.
 */
#include "uncertainty/figures.h"

#include "check.h"

static const double outputs[] = {2.375, -1.125, 0x1p60, 7.5, -0x1p60};

/* Expected, by hand: 2 * 2.375 - 0.5 * 1.125 = 4.1875; nothing; 7.5. */
static void figures_are_sums_of_outputs(void **state)
{
    struct arena arena = {0};
    struct figures figures = {.arena = &arena};
    (void)state;
    figures_begin(&figures);
    figures_term(&figures, 0, 2);
    figures_term(&figures, 1, 0.5);
    figures_begin(&figures);
    figures_begin(&figures);
    figures_term(&figures, 3, 1);
    assert_false(figures.failed);
    assert_int_equal(figures.count, 3);
    check_near(figures_value(&figures, 0, outputs), 4.1875, 0.0);
    check_near(figures_value(&figures, 1, outputs), 0, 0.0);
    check_near(figures_value(&figures, 2, outputs), 7.5, 0.0);
    arena_free(&arena);
}

/* Expected: 2.375 + 2^60 + 7.5 - 2^60 = 9.875; a plain sum loses the small terms. The order of
 * terms does not matter. */
static void large_terms_hide_no_small_ones(void **state)
{
    static const size_t orders[][4] = {{0, 2, 3, 4}, {2, 0, 4, 3}, {4, 3, 2, 0}};
    struct arena arena = {0};
    struct figures figures = {.arena = &arena};
    (void)state;
    for (int i = 0; i < 3; ++i) {
        figures_begin(&figures);
        for (int k = 0; k < 4; ++k) {
            figures_term(&figures, orders[i][k], 1);
        }
        check_near(figures_value(&figures, (size_t)i, outputs), 9.875, 0.0);
    }
    arena_free(&arena);
}

/* An output may stand in a figure several times, and figures have statistics of their own.
 * Expected: figure i is (i + 1) terms of output 3, 7.5 each. */
static void many_figures(void **state)
{
    enum { COUNT = 300 };
    struct arena arena = {0};
    struct figures figures = {.arena = &arena};
    (void)state;
    for (size_t i = 0; i < COUNT; ++i) {
        figures_begin(&figures);
        for (size_t k = 0; k <= i; ++k) {
            figures_term(&figures, 3, 1);
        }
    }
    assert_int_equal(figures.count, COUNT);
    for (size_t i = 0; i < COUNT; ++i) {
        check_near(figures_value(&figures, i, outputs), 7.5 * (double)(i + 1), 0.0);
        assert_false(figures.figures[i].statistics->sampled);
        assert_null(figures.figures[i].kept);
        assert_true(i == 0 || figures.figures[i].statistics != figures.figures[i - 1].statistics);
    }
    arena_free(&arena);
}

/* Expected: 3 times a first output of l + 2.375 in lane l, less 2 * 1.125, for sums of one term, of
 * two, and of those that hide each other. */
static void side_by_side_they_are_the_same(void **state)
{
    struct lanes outs[5];
    double each[LANES][5];
    const double *apart[LANES];
    struct lanes values;
    struct arena arena = {0};
    struct figures figures = {.arena = &arena};
    (void)state;
    figures_begin(&figures);
    figures_term(&figures, 0, 3);
    figures_begin(&figures);
    figures_term(&figures, 0, 3);
    figures_term(&figures, 1, 2);
    figures_begin(&figures);
    for (size_t k = 0; k < 5; ++k) {
        figures_term(&figures, (k + 2) % 5, k == 3 ? 3 : 1);
    }
    for (size_t l = 0; l < LANES; ++l) {
        for (size_t k = 0; k < 5; ++k) {
            outs[k].at[l] = outputs[k] + (k == 0 ? (double)l : 0);
            each[l][k] = outs[k].at[l];
        }
        apart[l] = each[l];
    }
    for (size_t figure = 0; figure < 3; ++figure) {
        static const double rest[] = {0, -2.25, 7.5 - 1.125};
        figures_values(&values, &figures, figure, outs);
        for (size_t l = 0; l < LANES; ++l) {
            check_near(values.at[l], 3 * ((double)l + 2.375) + rest[figure], 0.0);
        }
        figures_values_apart(&values, &figures, figure, apart);
        for (size_t l = 0; l < LANES; ++l) {
            check_near(values.at[l], 3 * ((double)l + 2.375) + rest[figure], 0.0);
        }
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_sums_of_outputs),
        cmocka_unit_test(large_terms_hide_no_small_ones),
        cmocka_unit_test(many_figures),
        cmocka_unit_test(side_by_side_they_are_the_same),
    };
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
