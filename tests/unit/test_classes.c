/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/classes: factors of flows that cells share; and a model of the net losses alone, which
 * leaves out what nobody reads. Expected: the cell's own slopes, to the 1e-13 that makes two equal,
 * and the bits of the model with all outputs. */
#include "model/evaluate.h"
#include "model/layout.h"
#include "prepared.h"

static const char *const scenario =
    "owner=acme start=2021-10-04T09:15Z duration=7.3h severity=0.8 recovery=2h";

/* Three cells: of revenue two have one range, of shares all another. */
static void flows_are_products_of_shared_factors(void **state)
{
    struct world *world = *state;
    struct preparation made;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,annual_revenue_low,annual_revenue_high,"
                  "currency,platform,channel,share,share_low,share_high,firms,basis\n"
                  "b1,G,north,175320,87660,262980,USD,alpha,sales,0.5,0.45,0.6,1,measured\n"
                  "b2,G,south,43830,21915,65745,EUR,alpha,messaging,0.4,0.3,0.45,1,measured\n"
                  "b3,I,north,26298,26000,27000,USD,alpha,sales,0.7,0.6,0.8,1,measured\n");
    world_reopen(world);
    preparation_make(&made, world->dataset, scenario);
    const struct model *model = &made.prepared.model;
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_cell *cell = &model->cells[i];
        const struct model_rate *rate = &model->rates[cell->rate_class];
        assert_int_equal(rate->per_usd, cell->per_usd);
        for (int f = 0; f < FLOW_FACTOR_COUNT; ++f) {
            const struct model_flow_factor *factor = &model->flow_factors[rate->factors[f]];
            assert_int_equal(factor->of, rate->factors[f] > 0 ? f : 0);
            check_near(factor->lower, cell->slopes.lower[f], 1e-13);
            check_near(factor->upper, cell->slopes.upper[f], 1e-13);
        }
    }
    assert_int_equal(model->cell_count, 3);
    assert_int_equal(model->flow_factor_count, 1 + 2 + 3);
    preparation_free(&made);
}

/* All outputs of one evaluation in the centre. */
static double *outputs_of(struct preparation *made)
{
    const struct model *model = &made->prepared.model;
    struct kernel_bins *bins = arena_alloc(&made->arena, model->kernel_count, sizeof *bins);
    struct lanes *work = arena_alloc(&made->arena, model_work(model), sizeof *work);
    double *out = arena_alloc(&made->arena, model_layout(model).count, sizeof *out);
    const struct kernel_outages outage = {{made->prepared.centres}, {0.25}};
    const struct model_evaluation evaluation = {
        .parameters = made->prepared.centres, .start_hour_of_week = 9.25, .out = out};
    assert_true(bins != NULL && work != NULL && out != NULL);
    model_integrate(bins, model, &outage, 1);
    model_evaluate(&evaluation, 1, model, bins, work);
    return out;
}

static void the_net_alone_is_the_same_net(void **state)
{
    const struct world *world = *state;
    struct preparation all;
    struct preparation net;
    blackout_error error;
    blackout_scenario *asked = scenario_of(scenario);
    const struct prepare_request request = {.dataset = world->dataset,
                                            .scenario = asked,
                                            .mode = {.no_further_losses = true, .net_alone = true}};
    preparation_make(&all, world->dataset, scenario);
    net = (struct preparation){0};
    check_ok(prepare_model(&net.prepared, &net.arena, &request, &error), &error);
    const struct model_layout of_all = model_layout(&all.prepared.model);
    const struct model_layout of_net = model_layout(&net.prepared.model);
    const struct model *model = &net.prepared.model;
    const double *a = outputs_of(&all);
    const double *b = outputs_of(&net);
    for (size_t i = 0; i < model->platform_region_count; ++i) {
        const size_t place = i * OWNER_STEP_COUNT + OWNER_NET;
        assert_true(a[of_all.owner_steps + place] > 0);
        check_close(b[of_net.owner_steps + place], a[of_all.owner_steps + place], 0);
    }
    check_close(b[of_net.dependant_steps + DEPENDANT_NET],
                a[of_all.dependant_steps + DEPENDANT_NET], 0);
    for (size_t i = 0; i < model->platform_count * model->channel_count; ++i) {
        check_close(b[of_net.by_channel + i], a[of_all.by_channel + i], 0);
    }
    assert_true(model->kernel_count + 1 < all.prepared.model.kernel_count);
    assert_true(model->exposure_count < all.prepared.model.exposure_count);
    blackout_scenario_free(asked);
    preparation_free(&all);
    preparation_free(&net);
}

/* Cells of one region, sector and platform that differ in when their channels begin to lose, or in
 * one other thing, lose together what each loses alone. */
static void cells_lose_what_each_loses_alone(void **state)
{
    static const char head[] =
        "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n";
    static const char *const rows[] = {"b1,G,north,175320,USD,alpha,sales,0.5,1\n",
                                       "b2,G,north,175320,USD,alpha,slow,0.5,1\n",
                                       "b3,G,north,175320,USD,alpha,late,0.5,1\n",
                                       "b4,G,south,175320,USD,alpha,slow,0.5,1\n",
                                       "b5,I,north,175320,USD,alpha,slow,0.5,1\n",
                                       "b6,G,north,175320,USD,alpha,messaging,0.5,1\n",
                                       "b7,I,north,175320,USD,alpha,messaging,0.5,1\n",
                                       "b8,K,north,175320,USD,alpha,messaging,0.5,1\n",
                                       "b9,L,north,175320,USD,alpha,messaging,0.5,1\n"};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct world *world = *state;
    char text[1024];
    double expected = 0;
    package_write(&world->folder, "sectors.csv",
                  "sector,name,profile\nG,Trade,even\nI,Food,even\nK,Banks,even\nL,Homes,even\n");
    package_write(&world->folder, "fallbacks.csv",
                  "sector,channel,fallback,share\nG,messaging,email,0.3\nI,messaging,email,0.6\n"
                  "K,messaging,gamma,0.3\nL,messaging,email,0.3\nL,messaging,beta,0.2\n");
    package_write(&world->folder, "channels.csv",
                  "channel,name,grace_hours,onset_hours,shape\n"
                  "sales,Sales,,,\nslow,Slow,1,6,2\nlate,Late,1,4,2\nmessaging,Messaging,2,0,1\n");
    snprintf(text, sizeof text, "%s", head);
    for (size_t i = 0; i <= ROWS; ++i) {
        char alone[512];
        snprintf(alone, sizeof alone, "%s%s", head, i < ROWS ? rows[i] : "");
        package_write(&world->folder, "dependencies.csv", i < ROWS ? alone : text);
        world_reopen(world);
        const double loss = estimate_figure(world->dataset, "platform=alpha duration=7h",
                                            "/totals/dependent_revenue_loss/central");
        if (i < ROWS) {
            assert_true(loss > 0);
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s", rows[i]);
            expected += loss;
        } else {
            check_close(loss, expected, 1e-12);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(flows_are_products_of_shared_factors, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(cells_lose_what_each_loses_alone, world_open, world_close),
        cmocka_unit_test_setup_teardown(the_net_alone_is_the_same_net, world_open, world_close),
    };
    return cmocka_run_group_tests_name("classes", tests, NULL, NULL);
}
