/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/dependant_side: sectors, channels, fallbacks and cells in a model. Expected: the tables
 * below and of world.h, by hand; flows an hour times 8766. */
#include "prepare/build.h"

#include "prepared.h"

static double centre_of(const struct preparation *p, parameter_id id)
{
    assert_true(id != PARAMETER_NONE);
    return p->prepared.parameters[id].centre;
}

static const char *text_of(const struct preparation *p, const struct row *row, int column)
{
    return dataset_text(p->prepared.dataset, row->cells[column].text);
}

/* The cell of a sector, region, platform and channel; NULL: there is none. */
static const struct model_cell *find_cell(const struct preparation *p, const char *sector,
                                          const char *region, const char *platform,
                                          const char *channel)
{
    const struct prepared *prepared = &p->prepared;
    for (size_t i = 0; i < prepared->model.cell_count; ++i) {
        const struct model_cell *cell = &prepared->model.cells[i];
        if (strcmp(text_of(p, prepared->sector_rows[cell->sector], SECTORS_SECTOR), sector) == 0 &&
            strcmp(text_of(p, prepared->region_rows[cell->region], REGIONS_REGION), region) == 0 &&
            strcmp(text_of(p, prepared->platform_rows[cell->platform], PLATFORMS_PLATFORM),
                   platform) == 0 &&
            strcmp(text_of(p, prepared->channel_rows[cell->channel], CHANNELS_CHANNEL), channel) ==
                0) {
            return cell;
        }
    }
    return NULL;
}

/* ---- Sectors and channels -------------------------------------------------------------------- */

#define SECTOR_HEAD                                                                                \
    "sector,name,profile,annual_output,value_added,output_currency,diverted,resilience_per_hour\n"

/* An output is of use beside a value added, or where suppliers follow; a value added beside an
 * output alone. Of an output of 0 nothing is taken. */
static void sectors_have_what_is_of_use(void **state)
{
    static const struct {
        const char *row;
        bool output, value_added, output_with_supply;
    } cases[] = {{"G,Trade,even,5000,1700,USD,0.5,0.01\n", true, true, true},
                 {"G,Trade,even,5000,,USD,0.5,0.01\n", false, false, true},
                 {"G,Trade,even,,1700,USD,0.5,0.01\n", false, false, false},
                 {"G,Trade,even,0,0,USD,0.5,0.01\n", false, false, false}};
    struct world *world = *state;
    for (int supplied = 0; supplied < 2; ++supplied) {
        if (supplied > 0) {
            package_write(&world->folder, "supply.csv",
                          "sector,input_sector,coefficient\nI,I,0.1\n");
        }
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
            struct preparation p;
            char text[512];
            snprintf(text, sizeof text, SECTOR_HEAD "I,Food,even,2000,900,USD,,\n%s", cases[i].row);
            package_write(&world->folder, "sectors.csv", text);
            world_reopen(world);
            preparation_make(&p, world->dataset, "platform=alpha duration=6h");
            const struct model_sector *sector = &p.prepared.model.sectors[1];
            const bool output = supplied > 0 ? cases[i].output_with_supply : cases[i].output;
            assert_int_equal(p.prepared.model.sector_count, 2);
            assert_string_equal(text_of(&p, p.prepared.sector_rows[1], SECTORS_SECTOR), "G");
            assert_int_equal(sector->annual_output != PARAMETER_NONE, output);
            assert_int_equal(sector->value_added != PARAMETER_NONE, cases[i].value_added);
            assert_int_equal(sector->diverted != PARAMETER_NONE, supplied);
            assert_int_equal(sector->resilience != PARAMETER_NONE, supplied);
            assert_int_equal(p.prepared.has_value_added, cases[i].value_added);
            assert_int_equal(preparation_warned(&p, "no_value_added", "G"), !cases[i].value_added);
            if (output) {
                check_close(centre_of(&p, sector->annual_output), 5000., 0.0);
            }
            if (cases[i].value_added) {
                check_close(centre_of(&p, sector->value_added), 1700., 0.0);
            }
            preparation_free(&p);
        }
    }
}

/* A sector without a business on what is down may lack anything: gamma has I alone (b4). */
static void sectors_without_a_cell_are_passed_over(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_write(&world->folder, "sectors.csv",
                  SECTOR_HEAD "G,Trade,even,,,,,\nI,Food,even,2000,900,USD,,\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=gamma duration=6h");
    assert_true(p.prepared.has_value_added);
    assert_false(preparation_warned(&p, "no_value_added", "G"));
    preparation_free(&p);
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
                  "b1,I,north,175320,USD,alpha,sales,0.5,1\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=gamma duration=6h");
    assert_int_equal(p.prepared.model.cell_count, 0);
    assert_false(p.prepared.has_value_added); /* nobody loses anything */
    preparation_free(&p);
}

/* Empty cells are a step at the start: no grace, no onset, shape 1. */
static void channels_begin_at_once_unless_they_say_more(void **state)
{
    struct preparation p;
    const struct world *world = *state;
    preparation_make(&p, world->dataset, "platform=alpha duration=6h");
    const struct model_channel *channels = p.prepared.model.channels;
    assert_int_equal(p.prepared.model.channel_count, 2);
    assert_string_equal(text_of(&p, p.prepared.channel_rows[1], CHANNELS_CHANNEL), "messaging");
    check_close(centre_of(&p, channels[0].grace_hours), 0., 0.0);
    check_close(centre_of(&p, channels[0].onset_hours), 0., 0.0);
    check_close(centre_of(&p, channels[0].shape), 1., 0.0);
    check_close(centre_of(&p, channels[1].grace_hours), 2., 0.0);
    check_close(centre_of(&p, channels[1].onset_hours), 0., 0.0);
    check_close(centre_of(&p, channels[1].shape), 1., 0.0);
    preparation_free(&p);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* Rows of one cell are added up, by basis: of alpha's sales to trade in the north two of 10 and 30
 * an hour; in the south euros, and a cell of their own. What is up has no cell. */
static void cells_add_up_rows(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,annual_revenue_low,annual_revenue_high,"
                  "currency,platform,channel,share,firms,basis\n"
                  "b9,G,north,87660,,,USD,beta,sales,0.5,1,measured\n"
                  "b1,G,north,175320,87660,350640,USD,alpha,sales,0.5,1,measured\n"
                  "b2,G,south,87660,,,EUR,alpha,sales,1,2,reported\n"
                  "b3,G,north,525960,262980,1051920,USD,alpha,sales,0.5,1,assumed\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=alpha region=north duration=6h");
    assert_int_equal(p.prepared.model.cell_count, 2);
    assert_int_equal(p.prepared.cell_numbers[0], INDEX_NONE); /* beta is up */
    assert_int_equal(p.prepared.cell_numbers[1], 0);
    assert_int_equal(p.prepared.cell_numbers[2], 1);
    const struct model_cell *north = find_cell(&p, "G", "north", "alpha", "sales");
    const struct model_cell *south = find_cell(&p, "G", "south", "alpha", "sales");
    assert_ptr_equal(north, &p.prepared.model.cells[0]);
    check_close(north->flow_per_year, 40 * 8766., 1e-15);
    assert_int_equal(north->per_usd, PARAMETER_NONE);
    check_close(p.prepared.cells[0].basis_part[BASIS_MEASURED], 0.25, 1e-15);
    check_close(p.prepared.cells[0].basis_part[BASIS_ASSUMED], 0.75, 1e-15);
    check_close(p.prepared.cells[0].basis_part[BASIS_REPORTED], 0., 0.0);
    /* from half to double, on the logarithm: log(2) for 1.6448536 standard deviations */
    check_close(north->slopes.lower[FLOW_REVENUE], log(2) / 1.6448536269514722, 1e-13);
    check_close(north->slopes.upper[FLOW_REVENUE], log(2) / 1.6448536269514722, 1e-13);
    assert_int_equal(north->curve, 0);
    assert_true(north->onset[PART_LOST] != INDEX_NONE);
    check_close(south->flow_per_year, 20 * 8766., 1e-15);
    check_close(centre_of(&p, south->per_usd), 0.9, 0.0);
    check_close(p.prepared.cells[1].basis_part[BASIS_REPORTED], 1., 1e-15);
    assert_int_equal(south->curve, INDEX_NONE); /* it stays up */
    assert_int_equal(south->onset[PART_LOST], INDEX_NONE);
    assert_int_equal(south->exposure.full, INDEX_NONE);
    preparation_free(&p);
}

/* ---- Fallbacks ------------------------------------------------------------------------------- */

/* Entries of the sector replace those of the channel alone; a row's own fallback replaces both.
 * Gamma is of another owner than alpha, and beta of the same; the e-mail is nobody's. */
static void fallbacks_are_those_of_the_row_the_sector_or_the_channel(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_write(&world->folder, "fallbacks.csv",
                  "sector,channel,fallback,share,adaptation_hours,basis\n"
                  ",messaging,beta,0.2,,assumed\nG,messaging,email,0.3,4,assumed\n"
                  ",sales,web,0.25,,assumed\nG,messaging,gamma,0.1,,assumed\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "fallback,fallback_share,basis\n"
                  "b1,G,north,87660,USD,alpha,messaging,1,1,,,measured\n"
                  "b2,I,north,87660,USD,alpha,messaging,1,1,,,measured\n"
                  "b3,G,south,87660,USD,alpha,messaging,1,1,gamma,0.4,measured\n"
                  "b4,G,south,87660,USD,alpha,messaging,1,3,gamma,0.8,reported\n"
                  "b5,I,south,87660,USD,alpha,messaging,1,1,beta,0.5,measured\n"
                  "b6,I,south,87660,USD,alpha,sales,1,1,,,measured\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=alpha duration=6h");
    const struct model_fallback *all = p.prepared.model.fallbacks;
    const struct model_cell *cell = find_cell(&p, "G", "north", "alpha", "messaging");
    assert_int_equal(cell->fallback_count, 2);
    const struct model_fallback *email = &all[cell->first_fallback];
    check_close(centre_of(&p, email[0].share), 0.3, 0.0);
    check_close(centre_of(&p, email[0].adaptation_hours), 4., 0.0);
    check_close(centre_of(&p, email[1].share), 0.1, 0.0);
    assert_int_equal(email[1].adaptation_hours, PARAMETER_NONE);
    assert_true(!email[0].rival && email[1].rival);
    cell = find_cell(&p, "I", "north", "alpha", "messaging");
    assert_int_equal(cell->fallback_count, 1);
    check_close(centre_of(&p, all[cell->first_fallback].share), 0.2, 0.0);
    assert_false(all[cell->first_fallback].rival);
    cell = find_cell(&p, "G", "south", "alpha", "messaging");
    assert_int_equal(cell->fallback_count, 1);
    const struct model_fallback *own = &all[cell->first_fallback];
    assert_int_equal(own->share, PARAMETER_NONE);
    check_close(own->flow_per_year, (10 * 0.4 + 30 * 0.8) * 8766, 1e-14);
    assert_true(own->rival);
    cell = find_cell(&p, "I", "south", "alpha", "messaging");
    check_close(all[cell->first_fallback].flow_per_year, 5 * 8766., 1e-14);
    assert_false(all[cell->first_fallback].rival);
    cell = find_cell(&p, "I", "south", "alpha", "sales");
    assert_int_equal(cell->fallback_count, 1);
    check_close(centre_of(&p, all[cell->first_fallback].share), 0.25, 0.0);
    preparation_free(&p);
}

/* The fallbacks of a cell that stays up are counted, and have no hours. */
static void fallbacks_of_what_is_up_have_no_hours(void **state)
{
    struct preparation p;
    const struct world *world = *state;
    preparation_make(&p, world->dataset, "platform=alpha region=north duration=6h");
    const struct model_cell *cell = find_cell(&p, "G", "south", "alpha", "messaging");
    assert_int_equal(cell->fallback_count, 2);
    for (uint32_t i = 0; i < 2; ++i) {
        const struct fallback_exposures *exposures =
            &p.prepared.model.fallbacks[cell->first_fallback + i].exposures;
        for (int part = 0; part < 2; ++part) {
            assert_int_equal(exposures->all[part], INDEX_NONE);
            assert_int_equal(exposures->waiting[part], INDEX_NONE);
        }
    }
    preparation_free(&p);
}

/* A row of the table is one parameter, in however many cells; rows that serve none are no
 * parameters. */
static void a_row_of_fallbacks_is_one_parameter(void **state)
{
    struct preparation p;
    struct world *world = *state;
    size_t shares = 0;
    package_write(&world->folder, "fallbacks.csv",
                  "sector,channel,fallback,share,basis\n,messaging,email,0.2,assumed\n"
                  ",sales,web,0.25,assumed\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
                  "b1,G,north,87660,USD,alpha,messaging,1,1\n"
                  "b2,I,north,87660,USD,alpha,messaging,1,1\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=alpha duration=6h");
    for (size_t i = 0; i < p.prepared.parameter_count; ++i) {
        shares += p.prepared.parameters[i].table == FALLBACKS ? 1 : 0;
    }
    assert_int_equal(shares, 1);
    assert_int_equal(p.prepared.model.fallback_count, 2);
    assert_int_equal(p.prepared.model.fallbacks[0].share, p.prepared.model.fallbacks[1].share);
    preparation_free(&p);
}

/* ---- What a package may lack ----------------------------------------------------------------- */

static void without_dependencies_there_are_no_dependants(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_drop(&world->folder, "dependencies.csv");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=alpha duration=6h");
    assert_false(p.prepared.has_dependants);
    assert_true(preparation_warned(&p, "no_dependants", "dependencies"));
    assert_int_equal(p.prepared.model.cell_count, 0);
    assert_int_equal(p.prepared.model.fallback_score, PARAMETER_NONE);
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        assert_int_equal(p.prepared.model.flow_scores[i], PARAMETER_NONE);
    }
    preparation_free(&p);
}

/* A platform that a business advertises on lives on advertisements, and what is paid for
 * subscriptions is told apart. */
static void platforms_of_advertisements_are_marked(void **state)
{
    struct preparation p;
    struct world *world = *state;
    package_write(&world->folder, "channels.csv",
                  "channel,name,grace_hours,onset_hours,shape\nsales,Sales,,,\n"
                  "messaging,Messaging,2,0,1\nadvertising,Advertising,,,\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,subscription_revenue\n"
                  "alpha,A,acme,8766000,USD,2385\nbeta,B,acme,13149000,USD,\n"
                  "gamma,C,bolt,4383000,EUR,71\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
                  "b1,G,north,87660,USD,alpha,advertising,1,1\n"
                  "b2,I,north,87660,USD,beta,advertising,1,1\n"
                  "b3,I,north,87660,USD,gamma,sales,1,1\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, "platform=alpha,beta,gamma duration=6h");
    const struct model_platform *platforms = p.prepared.model.platforms;
    assert_true(platforms[0].advertises && platforms[1].advertises && !platforms[2].advertises);
    check_close(centre_of(&p, platforms[0].subscription_revenue), 2385., 0.0);
    assert_int_equal(platforms[1].subscription_revenue, PARAMETER_NONE);
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(sectors_have_what_is_of_use),
        IN_WORLD(sectors_without_a_cell_are_passed_over),
        IN_WORLD(channels_begin_at_once_unless_they_say_more),
        IN_WORLD(cells_add_up_rows),
        IN_WORLD(fallbacks_are_those_of_the_row_the_sector_or_the_channel),
        IN_WORLD(fallbacks_of_what_is_up_have_no_hours),
        IN_WORLD(a_row_of_fallbacks_is_one_parameter),
        IN_WORLD(without_dependencies_there_are_no_dependants),
        IN_WORLD(platforms_of_advertisements_are_marked),
    };
    return cmocka_run_group_tests_name("dependant_side", tests, NULL, NULL);
}
