/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import/oed_terms: a layer of lost revenue pays what the terms pay of every loss. The terms are
 * written out here in the order in which the format applies them. */
#include "import/oed_terms.h"

#include "check.h"

static double at_least_0(double x)
{
    return x > 0 ? x : 0;
}

static double at_most(double x, double limit)
{
    return limit > 0 && x > limit ? limit : x;
}

/* Lost profit, less what the cover keeps, up to the cover's sub-limit, less what the policy keeps,
 * less the attachment, up to the layer's limit, times the participation. */
static double paid_by_terms(const struct oed_terms *t, double lost_revenue)
{
    double loss = t->margin * lost_revenue;
    loss = at_most(at_least_0(loss - t->cover_deductible), t->cover_limit);
    loss = at_least_0(loss - t->deductible);
    loss = at_most(at_least_0(loss - t->attachment), t->layer_limit);
    return t->participation * loss;
}

static double paid_by_layer(const struct oed_layer *layer, double lost_revenue)
{
    return layer->share * at_most(at_least_0(lost_revenue - layer->deductible), layer->limit);
}

static void a_layer_pays_what_the_terms_pay(void **state)
{
    static const struct oed_terms terms[] = {
        {25000, 3000000, 10000, 0, 2000000, 6000000, 0.5, 0.4},
        {25000, 0, 10000, 2000000, 5000000, 0, 1, 0.4},
        {0, 250000, 5000, 0, 0, 0, 1, 1},
        {1250, 80000, 2500, 12000, 71000, 0, 0.35, 0.15},
        {0, 0, 0, 0, 0, 0, 1, 0.85},
    };
    static const double losses[] = {0,         999.5,  6250,      87499,   87501,
                                    123456.75, 612345, 5087500.5, 23456789};
    (void)state;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; ++i) {
        struct oed_layer layer;
        assert_true(oed_layer_make(&layer, &terms[i]));
        for (size_t k = 0; k < sizeof losses / sizeof losses[0]; ++k) {
            const double paid = paid_by_terms(&terms[i], losses[k]);
            check_near(paid_by_layer(&layer, losses[k]), paid, 1e-9 * (1 + paid));
        }
    }
}

/* What is paid of equal losses in a year, first by the terms: the format's limit is of the whole
 * layer, before the participation. */
static void a_year_pays_what_the_terms_pay(void **state)
{
    static const struct oed_terms terms[] = {
        {25000, 3000000, 10000, 0, 2000000, 6000000, 0.5, 0.4},
        {1250, 80000, 2500, 12000, 71000, 153000, 0.35, 0.15},
        {0, 0, 0, 0, 40000, 0, 0.85, 1},
    };
    static const double lost_revenue = 23456789;
    enum { OUTAGES = 7 };
    (void)state;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; ++i) {
        struct oed_layer layer;
        assert_true(oed_layer_make(&layer, &terms[i]));
        const double whole = paid_by_terms(&terms[i], lost_revenue) / terms[i].participation;
        const double paid =
            terms[i].participation * at_most(OUTAGES * whole, terms[i].aggregate_limit);
        check_near(at_most(OUTAGES * paid_by_layer(&layer, lost_revenue), layer.aggregate_limit),
                   paid, 1e-9 * paid);
    }
}

/* A sub-limit that the policy's deductible uses up, and no participation. */
static void what_never_pays_is_said(void **state)
{
    const struct oed_terms used_up = {0, 10000, 10000, 0, 0, 0, 1, 1};
    const struct oed_terms no_part = {0, 0, 0, 0, 0, 0, 0, 1};
    struct oed_layer layer;
    (void)state;
    assert_false(oed_layer_make(&layer, &used_up));
    assert_false(oed_layer_make(&layer, &no_part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layer_pays_what_the_terms_pay),
        cmocka_unit_test(a_year_pays_what_the_terms_pay),
        cmocka_unit_test(what_never_pays_is_said),
    };
    return cmocka_run_group_tests_name("oed_terms", tests, NULL, NULL);
}
