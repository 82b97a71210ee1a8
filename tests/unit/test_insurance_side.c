/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/insurance_side: which rows are insured, and which exposures policies have of them.
 * Expected: the tables below, by hand; flows an hour times 8766. */
#include "prepare/build.h"

#include "prepared.h"

#define POLICY_HEAD                                                                                \
    "policy,business,owner,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"

/* b1 has rows of three platforms and of two sectors' profiles; b2 is three firms. */
static void write_world(struct world *world, const char *policies)
{
    char text[2048];
    snprintf(text, sizeof text, POLICY_HEAD "%s", policies);
    package_write(&world->folder, "policies.csv", text);
    package_write(&world->folder, "sectors.csv", "sector,name,profile\nG,Trade,even\nI,Food,day\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "fallback,fallback_share\n"
                  "b1,G,north,87660,USD,alpha,sales,0.5,1,,\n"
                  "b1,I,north,87660,USD,alpha,messaging,0.25,1,,\n"
                  "b1,G,north,87660,USD,beta,sales,0.1,1,,\n"
                  "b1,G,north,87660,USD,gamma,sales,0.1,1,,\n"
                  "b2,I,south,43830,EUR,alpha,messaging,0.5,3,gamma,0.4\n"
                  "b3,G,north,8766,USD,alpha,sales,1,1,,\n");
    world_reopen(world);
}

static uint32_t profile_of(const struct preparation *p, const struct model_business_row *row)
{
    const struct model *model = &p->prepared.model;
    return model->exposures[model->cells[row->cell].onset[PART_LOST]].profile;
}

/* Rows of one profile follow each other, and of one profile the cells; those of gamma, which is up,
 * are left out. All together are the cells, the last. */
static void rows_are_together_by_profile(void **state)
{
    struct preparation p;
    struct world *world = *state;
    write_world(world, "p1,b1,,0,0,1000,1,,USD\np2,,,0,0,1000,1,,USD\np3,b2,,0,0,1000,1,,EUR\n");
    preparation_make(&p, world->dataset, "platform=alpha,beta duration=6h");
    const struct model *model = &p.prepared.model;
    assert_int_equal(model->insured_count, 3);
    static const size_t first[] = {0, 3, 4};
    static const size_t count[] = {3, 1, 4};
    for (size_t i = 0; i < 3; ++i) {
        const struct model_insured *insured = &model->insured[i];
        assert_int_equal(insured->all, i == 2);
        assert_int_equal(insured->first_row, first[i]);
        assert_int_equal(insured->row_count, count[i]);
        check_close(insured->firms, i == 1 ? 3. : 1., 0.0);
        for (size_t k = 1; k < insured->row_count; ++k) {
            const struct model_business_row *row = &model->insured_rows[insured->first_row + k];
            assert_true(
                profile_of(&p, row) > profile_of(&p, row - 1) ||
                (profile_of(&p, row) == profile_of(&p, row - 1) && row->cell > row[-1].cell));
        }
    }
    /* an hour; the profile of food comes first, since alpha has it, too */
    static const double flows[] = {2.5, 5, 1, 7.5, 2.5, 7.5, 6, 1};
    for (size_t i = 0; i < 8; ++i) {
        check_close(model->insured_rows[i].flow_per_year, flows[i] * 8766, 1e-15);
    }
    check_close(model->insured_rows[3].fallback_share, 0.4, 1e-15);
    double own = 0; /* the share of the cell whose rows have a fallback of their own */
    for (size_t i = 4; i < 8; ++i) {
        own += model->insured_rows[i].fallback_share;
    }
    check_close(own, 0.4, 1e-15);
    preparation_free(&p);
}

/* In the order of what is insured, then of the table; a policy of an owner is the owner's. What has
 * no aggregate limit has none. */
static void policies_are_in_the_order_in_which_they_pay(void **state)
{
    static const struct {
        const char *policy;
        uint32_t insured;
        size_t first_cover;
        double deductible, aggregate_limit;
    } expected[] = {{"p2", 0, 0, 20, INFINITY},
                    {"p5", 0, 3, 50, 5000},
                    {"p4", 1, 6, 40, INFINITY},
                    {"p1", 2, 7, 10, INFINITY}};
    struct preparation p;
    struct world *world = *state;
    write_world(world, "p1,,,0,10,1000,0.5,,EUR\np2,b1,,0,20,2000,1,,USD\n"
                       "p3,,acme,0,30,3000,1,,USD\np4,b2,,0,40,4000,1,,USD\n"
                       "p5,b1,,3,50,5000,1,5000,USD\n");
    preparation_make(&p, world->dataset, "platform=alpha,beta duration=6h");
    const struct model *model = &p.prepared.model;
    assert_int_equal(model->policy_count, 4);
    for (size_t i = 0; i < 4; ++i) {
        const struct model_policy *policy = &model->policies[i];
        assert_string_equal(dataset_text(p.prepared.dataset,
                                         p.prepared.policy_rows[i]->cells[POLICIES_POLICY].text),
                            expected[i].policy);
        assert_int_equal(policy->insured, expected[i].insured);
        assert_int_equal(policy->first_cover, expected[i].first_cover);
        check_close(policy->terms.deductible, expected[i].deductible, 0.0);
        assert_true(policy->terms.aggregate_limit == expected[i].aggregate_limit);
        assert_int_equal(policy->per_usd == PARAMETER_NONE, i < 3);
    }
    check_close(model->policies[3].terms.share, 0.5, 0.0);
    check_close(model->policies[3].terms.limit, 1000., 0.0);
    assert_int_equal(model->own_policy_count, 1);
    preparation_free(&p);
}

/* Covers are of the rows in turn, after the waiting time; with none they are the cells' own. The
 * fallbacks of a row's cell follow each other. */
static void covers_are_of_rows_after_the_waiting_time(void **state)
{
    struct preparation p;
    struct world *world = *state;
    write_world(world, "p1,b1,,0,0,1000,1,,USD\np2,b1,,2.5,0,1000,1,,USD\n"
                       "p3,b2,,2.5,0,1000,1,,USD\n");
    preparation_make(&p, world->dataset, "platform=alpha,beta duration=6h");
    const struct model *model = &p.prepared.model;
    size_t fallbacks = 0;
    assert_int_equal(model->policy_count, 3);
    for (size_t i = 0; i < 3; ++i) {
        const struct model_policy *policy = &model->policies[i];
        const struct model_insured *insured = &model->insured[policy->insured];
        for (size_t k = 0; k < insured->row_count; ++k) {
            const struct model_cover *cover = &model->covers[policy->first_cover + k];
            const struct model_business_row *row = &model->insured_rows[insured->first_row + k];
            const struct model_cell *cell = &model->cells[row->cell];
            const struct model_exposure *onset = &model->exposures[cover->onset[PART_LOST]];
            const struct model_exposure *whole = &model->exposures[cell->onset[PART_LOST]];
            check_close(model->kernels[onset->kernel].from_hours, i == 0 ? 0. : 2.5, 0.0);
            assert_int_equal(onset->profile, whole->profile);
            assert_int_equal(cover->onset[PART_LOST] == cell->onset[PART_LOST], i == 0);
            assert_int_equal(cover->first_fallback, fallbacks);
            for (uint32_t f = 0; f < cell->fallback_count; ++f, ++fallbacks) {
                const uint32_t at = model->cover_fallbacks[fallbacks].all[PART_LOST];
                const uint32_t of =
                    model->fallbacks[cell->first_fallback + f].exposures.all[PART_LOST];
                check_close(model->kernels[model->exposures[at].kernel].from_hours,
                            i == 0 ? 0. : 2.5, 0.0);
                assert_int_equal(model->kernels[model->exposures[at].kernel].fallback_curve,
                                 model->kernels[model->exposures[of].kernel].fallback_curve);
            }
        }
    }
    /* messages of b1 have one in the table, for each of its policies; those of b2 their own */
    assert_int_equal(fallbacks, 1 + 1 + 1);
    preparation_free(&p);
}

/* A row that stays up has no hours, and is a row all the same. */
static void rows_that_stay_up_are_kept(void **state)
{
    struct preparation p;
    struct world *world = *state;
    write_world(world, "p1,b1,,2.5,0,1000,1,,USD\np2,b2,,2.5,0,1000,1,,USD\n");
    preparation_make(&p, world->dataset, "platform=alpha,beta region=south duration=6h");
    const struct model *model = &p.prepared.model;
    assert_int_equal(model->insured[0].row_count, 3);
    for (size_t k = 0; k < 3; ++k) {
        assert_int_equal(model->covers[k].onset[PART_LOST], INDEX_NONE);
        assert_int_equal(model->covers[k].onset[PART_DISCOUNTED], INDEX_NONE);
    }
    assert_true(model->covers[3].onset[PART_LOST] != INDEX_NONE);
    preparation_free(&p);
}

static void without_dependencies_nothing_is_insured(void **state)
{
    struct preparation p;
    struct world *world = *state;
    write_world(world, "p1,,,0,10,1000,0.5,,EUR\n");
    package_drop(&world->folder, "dependencies.csv");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=alpha,beta duration=6h");
    assert_true(preparation_warned(&p, "no_insurance", "policies"));
    assert_int_equal(p.prepared.model.policy_count, 0);
    assert_int_equal(p.prepared.model.insured_count, 0);
    preparation_free(&p);
    write_world(world, "p3,,acme,0,30,3000,1,,USD\n"); /* of an owner alone */
    preparation_make(&p, world->dataset, "platform=alpha,beta duration=6h");
    assert_false(preparation_warned(&p, "no_insurance", "policies"));
    assert_int_equal(p.prepared.model.policy_count, 0);
    assert_int_equal(p.prepared.model.insured_count, 0);
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(rows_are_together_by_profile),
        IN_WORLD(policies_are_in_the_order_in_which_they_pay),
        IN_WORLD(covers_are_of_rows_after_the_waiting_time),
        IN_WORLD(rows_that_stay_up_are_kept),
        IN_WORLD(without_dependencies_nothing_is_insured),
    };
    return cmocka_run_group_tests_name("insurance_side", tests, NULL, NULL);
}
