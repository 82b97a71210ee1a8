/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/owner_side: owners, platforms and their regions in a model, and its own error. Expected:
 * the tables below, by hand. */
#include "prepare/build.h"

#include "prepared.h"
#include "stats/student_t_map.h"

static const char *text_of(const struct preparation *p, const struct row *row, int column)
{
    return dataset_text(p->prepared.dataset, row->cells[column].text);
}

static double centre_of(const struct preparation *p, parameter_id id)
{
    assert_true(id != PARAMETER_NONE);
    return p->prepared.parameters[id].centre;
}

/* The number of a platform of the model; INDEX_NONE: it has none of that name. */
static uint32_t platform_of(const struct preparation *p, const char *name)
{
    for (uint32_t i = 0; i < p->prepared.model.platform_count; ++i) {
        if (strcmp(text_of(p, p->prepared.platform_rows[i], PLATFORMS_PLATFORM), name) == 0) {
            return i;
        }
    }
    return INDEX_NONE;
}

#define PLATFORMS_OF_ONE_DATE                                                                      \
    "platform,name,owner,annual_revenue,currency\nalpha,A,acme,8766000,USD\n"                      \
    "gamma,C,bolt,4383000,EUR\nbeta,B,acme,13149000,USD\ndelta,D,acme,1000,USD\n"
#define REGIONS_OF_ALL                                                                             \
    "platform,region,revenue_share,profile\nbeta,south,0.25,even\nalpha,south,0.375,day\n"         \
    "gamma,north,1,even\nbeta,north,0.75,\nalpha,north,0.625,even\ndelta,north,1,day\n"

static void write_tables(struct world *world, const char *platforms, const char *owners)
{
    package_write(&world->folder, "owners.csv", owners);
    package_write(&world->folder, "platforms.csv", platforms);
    package_write(&world->folder, "platform_regions.csv", REGIONS_OF_ALL);
    world_reopen(world);
}

#define TWO_OWNERS "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n"

/* Each platform leads to the next of its owner, and the last to the first. */
static void owners_have_their_platforms_in_a_ring(void **state)
{
    static const char *const next[][2] = {
        {"alpha", "beta"}, {"beta", "delta"}, {"delta", "alpha"}, {"gamma", "gamma"}};
    struct preparation p;
    struct world *world = *state;
    write_tables(world, PLATFORMS_OF_ONE_DATE, TWO_OWNERS);
    preparation_make(&p, world->dataset, "platform=gamma duration=6h");
    const struct model *model = &p.prepared.model;
    assert_int_equal(model->platform_count, 4);
    assert_int_equal(model->owner_count, 2);
    assert_string_equal(text_of(&p, p.prepared.owner_rows[0], OWNERS_OWNER), "acme");
    assert_string_equal(text_of(&p, p.prepared.owner_rows[1], OWNERS_OWNER), "bolt");
    assert_int_equal(model->owners[0].first_platform, platform_of(&p, "alpha"));
    assert_int_equal(model->owners[1].first_platform, platform_of(&p, "gamma"));
    for (size_t i = 0; i < 4; ++i) {
        const struct model_platform *platform = &model->platforms[platform_of(&p, next[i][0])];
        assert_int_equal(platform->next_of_owner, platform_of(&p, next[i][1]));
        assert_int_equal(platform->owner, i == 3 ? 1 : 0);
        assert_int_equal(platform->selected, i == 3);
    }
    check_close(centre_of(&p, model->platforms[0].annual_revenue.amount), 8766000., 0.0);
    assert_int_equal(model->platforms[0].annual_revenue.per_usd, PARAMETER_NONE);
    check_close(centre_of(&p, model->platforms[1].annual_revenue.per_usd), 0.9, 0.0);
    preparation_free(&p);
}

/* Of platforms that are down, in the order of platforms and regions, whatever that of the table. */
static void rows_are_together_by_platform(void **state)
{
    static const struct {
        const char *platform;
        uint32_t region;
        double share;
        bool unknown;
    } expected[] = {{"alpha", 0, 0.625, false},
                    {"alpha", 1, 0.375, false},
                    {"beta", 0, 0.75, true}, /* its cell has no profile */
                    {"beta", 1, 0.25, false}};
    struct preparation p;
    struct world *world = *state;
    write_tables(world, PLATFORMS_OF_ONE_DATE, TWO_OWNERS);
    preparation_make(&p, world->dataset, "platform=beta,alpha region=south duration=6h");
    const struct model *model = &p.prepared.model;
    assert_int_equal(model->platform_region_count, 4);
    for (size_t i = 0; i < 4; ++i) {
        const struct model_platform_region *row = &model->platform_regions[i];
        const struct model_platform *platform = &model->platforms[row->platform];
        assert_int_equal(row->platform, platform_of(&p, expected[i].platform));
        assert_int_equal(row->region, expected[i].region);
        assert_int_equal(platform->first_row, i / 2 * 2);
        assert_int_equal(platform->row_count, 2);
        check_close(platform->revenue_share_sum, 1., 0.0);
        check_close(centre_of(&p, row->revenue_share), expected[i].share, 0.0);
        assert_int_equal(row->hours_unknown, expected[i].unknown);
        assert_false(row->has_traffic);
        assert_int_equal(row->curve, expected[i].region == 1 ? 0 : INDEX_NONE);
        assert_int_equal(row->exposure.full == INDEX_NONE, expected[i].region == 0);
    }
    assert_int_equal(model->region_count, 2);
    assert_string_equal(text_of(&p, p.prepared.region_rows[1], REGIONS_REGION), "south");
    check_close(model->platforms[platform_of(&p, "gamma")].revenue_share_sum, 0., 0.0);
    assert_int_equal(model->platforms[platform_of(&p, "gamma")].row_count, 0);
    preparation_free(&p);
}

/* What is not in force yet is left out, unless it is down; so is its owner. */
static void what_comes_later_is_left_out(void **state)
{
    struct preparation p;
    blackout_error error;
    struct world *world = *state;
    write_tables(world,
                 "platform,name,owner,annual_revenue,currency,as_of\n"
                 "alpha,A,acme,1000,USD,2022-01-01\ngamma,C,bolt,3000,EUR,2022-01-01\n"
                 "beta,B,acme,2000,USD,2020-01-01\nalpha,A,acme,1500,USD,2023-01-01\n"
                 "beta,B,acme,2500,USD,2023-01-01\ndelta,D,acme,700,USD,2023-01-01\n",
                 TWO_OWNERS);
    preparation_make(&p, world->dataset, "platform=beta start=2021-10-04T15:39Z duration=6h");
    assert_int_equal(p.prepared.model.platform_count, 1);
    assert_int_equal(p.prepared.model.owner_count, 1);
    check_close(centre_of(&p, p.prepared.model.platforms[0].annual_revenue.amount), 2000., 0.0);
    preparation_free(&p);
    preparation_make(&p, world->dataset, "platform=beta start=2022-10-04T15:39Z duration=6h");
    assert_int_equal(p.prepared.model.platform_count, 3);
    assert_int_equal(platform_of(&p, "delta"), INDEX_NONE);
    check_close(
        centre_of(&p, p.prepared.model.platforms[platform_of(&p, "alpha")].annual_revenue.amount),
        1000., 0.0);
    preparation_free(&p);
    preparation_make(&p, world->dataset, "platform=beta duration=6h"); /* the latest */
    assert_int_equal(p.prepared.model.platform_count, 4);
    check_close(
        centre_of(&p, p.prepared.model.platforms[platform_of(&p, "alpha")].annual_revenue.amount),
        1500., 0.0);
    preparation_free(&p);
    check_fails(preparation_try(&p, world->dataset,
                                "platform=alpha,beta start=2021-10-04T15:39Z duration=6h", &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_string_equal(error.field, "start");
    assert_string_equal(error.message,
                        "'alpha' has no row in platforms that was known at 2021-10-04T15:39:00Z; "
                        "add a row with an earlier as_of, or give a later --start");
    preparation_free(&p);
}

/* A rebound is of what is down in this outage, and takes the place of all that was known of it. */
static void a_rebound_replaces_recapture_of_what_is_down(void **state)
{
    struct preparation p;
    struct world *world = *state;
    write_tables(world,
                 "platform,name,owner,annual_revenue,currency,recapture,recapture_decay_hours,"
                 "attrition\nalpha,A,acme,1000,USD,0.4,36,0.05\nbeta,B,acme,2000,USD,0.3,24,0.02\n"
                 "gamma,C,bolt,3000,EUR,0.2,12,\ndelta,D,acme,700,USD,,,\n",
                 TWO_OWNERS);
    for (int rebounds = 0; rebounds < 2; ++rebounds) {
        preparation_make(&p, world->dataset,
                         rebounds > 0 ? "platform=alpha duration=6h rebound=0.125"
                                      : "platform=alpha duration=6h");
        const struct model_recapture *alpha = &p.prepared.model.platforms[0].recapture;
        const struct model_recapture *beta = &p.prepared.model.platforms[1].recapture;
        check_close(centre_of(&p, alpha->share), rebounds > 0 ? 0.125 : 0.4, 0.0);
        assert_int_equal(alpha->decay_hours == PARAMETER_NONE, rebounds > 0);
        assert_int_equal(alpha->attrition == PARAMETER_NONE, rebounds > 0);
        check_close(centre_of(&p, beta->share), 0.3, 0.0);
        check_close(centre_of(&p, beta->decay_hours), 24., 0.0);
        check_close(centre_of(&p, beta->attrition), 0.02, 0.0);
        preparation_free(&p);
    }
}

/* It is one input of all that are down, and what moves it moves all of them. */
static void a_rebound_is_one_input(void **state)
{
    struct preparation p;
    struct world *world = *state;
    size_t count = 0;
    write_tables(world,
                 "platform,name,owner,annual_revenue,currency,recapture,recapture_decay_hours\n"
                 "alpha,A,acme,1000,USD,0.4,36\nbeta,B,acme,2000,USD,0.3,24\n"
                 "gamma,C,bolt,3000,EUR,0.2,12\ndelta,D,acme,700,USD,,\n",
                 TWO_OWNERS);
    preparation_make(&p, world->dataset, "platform=alpha,gamma duration=6h rebound=0.2..0.5");
    for (size_t i = 0; i < p.prepared.parameter_count; ++i) {
        count += strcmp(p.prepared.parameters[i].column, "rebound") == 0 ? 1 : 0;
    }
    assert_int_equal(count, 1);
    const struct model_platform *platforms = p.prepared.model.platforms;
    assert_int_equal(platforms[platform_of(&p, "alpha")].recapture.share,
                     platforms[platform_of(&p, "gamma")].recapture.share);
    check_close(centre_of(&p, platforms[platform_of(&p, "beta")].recapture.share), 0.3, 0.0);
    preparation_free(&p);
}

/* ---- The model's own error ------------------------------------------------------------------- */

#define ERROR_HEAD "quantity,duration_hours,log_sd,location,scale,degrees,basis\n"
#define ERROR_HOURS                                                                                \
    "owner_revenue_loss,72,0.15,,,,assumed\nowner_revenue_loss,6,0.29,,,,assumed\n"                \
    "owner_revenue_loss,24,0.24,,,,assumed\n"

static void make_with_error(struct preparation *p, struct world *world, const char *rows,
                            const char *words)
{
    char text[1024];
    snprintf(text, sizeof text, ERROR_HEAD "%s", rows);
    package_write(&world->folder, "model_error.csv", text);
    world_reopen(world);
    preparation_make(p, world->dataset, words);
}

/* Hours that are borrowed from others are wrong only where there is an hour, and in their order. */
static void borrowed_hours_are_in_their_order(void **state)
{
    static const double expected[][2] = {{6, 0.29}, {24, 0.24}, {72, 0.15}};
    struct preparation p;
    make_with_error(&p, *state, ERROR_HOURS, "platform=alpha duration=6h start=2021-10-04T15:39Z");
    const struct model_error *error = &p.prepared.model.error;
    assert_int_equal(error->borrowed.count, 3);
    for (size_t i = 0; i < 3; ++i) {
        check_close(error->borrowed.points[i].duration_hours, expected[i][0], 0.0);
        check_close(error->borrowed.points[i].log_sd, expected[i][1], 0.0);
    }
    assert_true(error->hours_score != PARAMETER_NONE);
    assert_string_equal(p.prepared.parameters[error->hours_score].column, "duration_hours");
    assert_int_equal(error->class_score, PARAMETER_NONE);
    preparation_free(&p);
    make_with_error(&p, *state, ERROR_HOURS, "platform=alpha duration=6h");
    assert_int_equal(p.prepared.model.error.hours_score, PARAMETER_NONE);
    preparation_free(&p);
    make_with_error(&p, *state, "owner_revenue_loss,,0.5,,,,assumed\n",
                    "platform=alpha duration=6h start=2021-10-04T15:39Z");
    assert_int_equal(p.prepared.model.error.hours_score, PARAMETER_NONE);
    preparation_free(&p);
}

/* Stage 7 of docs/methodology.md: beta has no profile, and its hours are an error whatever rows
 * there are of borrowed ones. */
static void unknown_hours_need_no_row_of_borrowed_ones(void **state)
{
    static const struct {
        const char *words;
        bool varies;
    } cases[] = {{"platform=beta duration=6h start=2021-10-04T15:39Z", true},
                 {"platform=alpha duration=6h start=2021-10-04T15:39Z", false},
                 {"platform=beta duration=6h", false}};
    struct world *world = *state;
    write_tables(world, PLATFORMS_OF_ONE_DATE, TWO_OWNERS);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        make_with_error(&p, world, "owner_revenue_loss,,0.5,,,,assumed\n", cases[i].words);
        assert_int_equal(p.prepared.model.error.hours_score != PARAMETER_NONE, cases[i].varies);
        assert_int_equal(p.prepared.model.error.borrowed.count, 0);
        preparation_free(&p);
    }
}

/* What hours weigh where no profile is known, by length: docs/methodology.md, stage 7. */
static void unknown_hours_are_those_of_the_methodology(void **state)
{
    static const double expected[][2] = {{6, 0.905}, {24, 0.532}, {72, 0.223}};
    struct preparation p;
    const struct world *world = *state;
    preparation_make(&p, world->dataset, "platform=alpha duration=6h");
    const struct model_error_points *unknown = &p.prepared.model.error.unknown;
    assert_int_equal(unknown->count, 3);
    for (size_t i = 0; i < 3; ++i) {
        check_close(unknown->points[i].duration_hours, expected[i][0], 0.0);
        check_close(unknown->points[i].log_sd, expected[i][1], 0.0);
    }
    preparation_free(&p);
}

/* A fitted class has its location, scale and degrees; an assumed one is normal. A map of Student's
 * quantile is made where 1,000 samples or more are taken, or as many as it takes. */
static void the_class_has_a_map_for_many_samples(void **state)
{
    static const struct {
        const char *row, *words, *column;
        double location, scale, degrees;
        bool mapped;
    } cases[] = {
        {"owner_revenue_loss,,,-0.25,0.5,4,derived\n", "samples=1000", "scale", -0.25, 0.5, 4,
         true},
        {"owner_revenue_loss,,,-0.25,0.5,4,derived\n", "samples=999", "scale", -0.25, 0.5, 4,
         false},
        {"owner_revenue_loss,,,-0.25,0.5,4,derived\n", "until=1%", "scale", -0.25, 0.5, 4, true},
        {"owner_revenue_loss,,,,0.5,1,derived\n", "samples=4099", "scale", 0, 0.5, 1, true},
        {"owner_revenue_loss,,0.35,,,,assumed\n", "samples=4099", "log_sd", 0, 0.35, INFINITY,
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        char words[128];
        snprintf(words, sizeof words, "platform=alpha duration=6h %s", cases[i].words);
        make_with_error(&p, *state, cases[i].row, words);
        const struct model_error *error = &p.prepared.model.error;
        check_close(error->location, cases[i].location, 0.0);
        check_close(error->scale, cases[i].scale, 0.0);
        assert_true(error->degrees == cases[i].degrees);
        assert_string_equal(p.prepared.parameters[error->class_score].column, cases[i].column);
        assert_int_equal(error->map != NULL, cases[i].mapped);
        if (cases[i].mapped) {
            struct student_t_map map;
            student_t_map_make(&map, cases[i].degrees);
            check_close(student_t_map_value(error->map, 1.5), student_t_map_value(&map, 1.5), 0.0);
        }
        preparation_free(&p);
    }
}

/* ---- The economy ----------------------------------------------------------------------------- */

#define ECONOMY_HEAD "region,name,utc_offset_hours,gdp,gdp_currency,digital_share\n"

/* Every region has all three figures, or there is no baseline: the first that lacks one is named.
 */
static void the_economy_is_whole_or_absent(void **state)
{
    static const struct {
        const char *south, *where;
    } cases[] = {{"south,South,5.5,4000,EUR,0.08\n", NULL},
                 {"south,South,5.5,,EUR,0.08\n", "south"},
                 {"south,South,5.5,4000,,0.08\n", "south"},
                 {"south,South,5.5,4000,EUR,\n", "south"}};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        char text[512];
        snprintf(text, sizeof text, ECONOMY_HEAD "north,North,0,8000,USD,0.05\n%s", cases[i].south);
        package_write(&world->folder, "regions.csv", text);
        world_reopen(world);
        preparation_make(&p, world->dataset, "platform=alpha region=south duration=6h");
        const struct model *model = &p.prepared.model;
        assert_int_equal(p.prepared.has_economy, cases[i].where == NULL);
        assert_int_equal(model->economy_count, cases[i].where == NULL ? 2 : 0);
        if (cases[i].where != NULL) {
            assert_true(preparation_warned(&p, "no_economy_baseline", cases[i].where));
        } else {
            check_close(centre_of(&p, model->economies[1].gdp.amount), 4000., 0.0);
            check_close(centre_of(&p, model->economies[1].gdp.per_usd), 0.9, 0.0);
            check_close(centre_of(&p, model->economies[1].digital_share), 0.08, 0.0);
            assert_int_equal(model->economies[0].gdp.per_usd, PARAMETER_NONE);
            assert_int_equal(model->economies[0].exposure, INDEX_NONE); /* it stays up */
            assert_true(model->economies[1].exposure != INDEX_NONE);
        }
        preparation_free(&p);
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(owners_have_their_platforms_in_a_ring),
        IN_WORLD(rows_are_together_by_platform),
        IN_WORLD(what_comes_later_is_left_out),
        IN_WORLD(a_rebound_replaces_recapture_of_what_is_down),
        IN_WORLD(a_rebound_is_one_input),
        IN_WORLD(borrowed_hours_are_in_their_order),
        IN_WORLD(unknown_hours_are_those_of_the_methodology),
        IN_WORLD(unknown_hours_need_no_row_of_borrowed_ones),
        IN_WORLD(the_class_has_a_map_for_many_samples),
        IN_WORLD(the_economy_is_whole_or_absent),
    };
    return cmocka_run_group_tests_name("owner_side", tests, NULL, NULL);
}
