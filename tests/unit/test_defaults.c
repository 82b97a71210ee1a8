/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/defaults: the one warning of what empty cells were taken for. Expected: the values of
 * docs/methodology.md, stages 0 and 3, ends with four digits; which rows count, and how many are
 * named, by hand. */
#include "prepare/defaults.h"

#include "prepared.h"

#define HEAD                                                                                       \
    "platform,name,owner,annual_revenue,currency,flow_kind,recapture,recapture_decay_hours,"       \
    "growth_factor,usage_share\n"
#define SAID "empty cells have assumed values: "

/* A platform with all that defaults could fill. */
#define WHOLE(id) id "," id ",acme,8766000,USD,,0.4,36,1.25,0.8\n"

static void write_platforms(const struct world *world, const char *rows)
{
    char text[8192];
    snprintf(text, sizeof text, HEAD "%s", rows);
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme Group,USD\nbolt,Bolt,EUR\n");
    package_write_as_is(&world->folder, "platforms.csv", text);
}

/* The same with platforms beyond those of the world, each in the north alone. */
static void write_more_platforms(const struct world *world, const char *rows,
                                 const char *const *names, size_t count)
{
    char text[8192];
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "platform,region,revenue_share,profile,basis\n"
                                   "alpha,north,1,day,measured\nbeta,north,1,day,measured\n"
                                   "gamma,north,1,day,measured\n");
    for (size_t i = 0; i < count; ++i) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s,north,1,day,measured\n",
                                 names[i]);
    }
    package_write(&world->folder, "platform_regions.csv", text);
    write_platforms(world, rows);
}

/* What is said of the defaults; "" where nothing is. The files are those of the world afterwards.
 */
static void note(char said[WARNING_SIZE], struct world *world, const char *words)
{
    struct preparation preparation;
    size_t count = 0;
    said[0] = '\0';
    world_reopen(world);
    preparation_make(&preparation, world->dataset, words);
    for (size_t i = 0; i < preparation.prepared.warnings.count; ++i) {
        const struct warning *warning = &preparation.prepared.warnings.items[i];
        if (strcmp(warning->code, "defaults_taken") == 0) {
            snprintf(said, WARNING_SIZE, "%s", warning->message);
            assert_string_equal(warning->where, "defaults");
            ++count;
        }
    }
    assert_in_range(count, 0, 1);
    preparation_free(&preparation);
    world_write_files(&world->folder);
    world_reopen(world);
}

static void each_kind_has_its_values(void **state)
{
    static const struct {
        const char *kind;
        const char *said;
    } cases[] = {
        {"advertising", SAID "recapture 0.25 (0.05 to 0.6) for alpha; recapture_decay_hours 24 (6 "
                             "to 168) for alpha; growth_factor 1 (0.7813 to 1.28) for alpha; "
                             "usage_share 1 for alpha"},
        {"consumer", SAID "recapture 0.3123 (0.02 to 0.87) for alpha; recapture_decay_hours 72 (24 "
                          "to 336) for alpha; growth_factor 1 (0.7813 to 1.28) for alpha; "
                          "usage_share 1 for alpha"},
        {"orders", SAID "recapture 0.47 (0.02 to 0.98) for alpha; recapture_decay_hours 2190 (744 "
                        "to 8766) for alpha; growth_factor 1 (0.7813 to 1.28) for alpha; "
                        "usage_share 1 for alpha"},
        /* what makes nothing up needs no decay, and its share of 0 is no parameter */
        {"capacity", SAID "growth_factor 1 (0.7813 to 1.28) for alpha; usage_share 1 for alpha"},
        {"subscription", SAID "growth_factor 1 (0.7813 to 1.28) for alpha; usage_share 0.05 (0.01 "
                              "to 0.2) for alpha"},
        {"", SAID "recapture 0.25 (0.02 to 0.87) for alpha; recapture_decay_hours 229.3 (24 to "
                  "2190) for alpha; growth_factor 1 (0.7813 to 1.28) for alpha; usage_share 0.9 "
                  "(0.5 to 0.99) for alpha"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char rows[512];
        char said[WARNING_SIZE];
        snprintf(rows, sizeof rows,
                 "alpha,Alpha,acme,8766000,USD,%s,,,,\n" WHOLE("beta") WHOLE("gamma"),
                 cases[i].kind);
        write_platforms(*state, rows);
        note(said, *state, "platform=alpha duration=6h");
        assert_string_equal(said, cases[i].said);
        write_platforms(*state, rows);
        note(said, *state, "platform=beta duration=6h"); /* alpha is up */
        assert_string_equal(said, "");
    }
}

/* A row may make up what its kind does not, and then nothing says how long it can wait: the ends
 * are those of all kinds. */
static void a_decay_that_the_kind_lacks_is_wide(void **state)
{
    static const char *const kinds[] = {"capacity", "subscription"};
    for (size_t i = 0; i < 2; ++i) {
        char rows[512];
        char said[WARNING_SIZE];
        snprintf(rows, sizeof rows,
                 "alpha,Alpha,acme,8766000,USD,%s,0.3,,1.25,0.8\n" WHOLE("beta") WHOLE("gamma"),
                 kinds[i]);
        write_platforms(*state, rows);
        note(said, *state, "platform=alpha duration=6h");
        assert_string_equal(said, SAID "recapture_decay_hours 229.3 (24 to 2190) for alpha");
    }
}

/* One clause for the same value and range, also where other clauses are between the rows. */
static void rows_that_took_the_same_share_a_clause(void **state)
{
    static const char *const names[] = {"delta", "eps", "zeta"};
    char said[WARNING_SIZE];
    write_more_platforms(*state,
                         "alpha,Alpha,acme,8766000,USD,advertising,,36,1.25,1\n"
                         "beta,Beta,acme,8766000,USD,,,36,1.25,1\n"
                         "gamma,Gamma,bolt,4383000,EUR,advertising,,36,,1\n"
                         "delta,Delta,acme,8766000,USD,,,36,1.25,\n"
                         "eps,Eps,acme,8766000,USD,consumer,0.5,72,1.25,\n"
                         "zeta,Zeta,acme,8766000,USD,orders,0.5,72,1.25,\n",
                         names, 3);
    /* 0.25 with two ranges, one clause for each; usage_share 0.9 with a range, 1 without one */
    note(said, *state, "platform=alpha,beta,gamma,delta,eps,zeta duration=6h");
    assert_string_equal(said,
                        SAID "recapture 0.25 (0.05 to 0.6) for alpha, gamma; recapture 0.25 (0.02 "
                             "to 0.87) for beta, delta; growth_factor 1 (0.7813 to 1.28) for "
                             "gamma; usage_share 0.9 (0.5 to 0.99) for delta; usage_share 1 for "
                             "eps, zeta");
}

/* A row whose platform is up serves for no other: it names nothing, and hides nothing. */
static void what_is_up_is_passed_over(void **state)
{
    char said[WARNING_SIZE];
    write_platforms(*state, "alpha,Alpha,acme,8766000,USD,,0.4,36,,0.8\n"
                            "beta,Beta,acme,8766000,USD,,0.4,36,,0.8\n"
                            "gamma,Gamma,bolt,4383000,EUR,,0.4,36,,0.8\n");
    note(said, *state, "platform=beta,gamma duration=6h");
    assert_string_equal(said, SAID "growth_factor 1 (0.7813 to 1.28) for beta, gamma");
}

/* Sectors count with a business that depends on what is down: G and I on alpha, I alone on gamma
 * (b4). A platform that is called as a sector is none. */
static void sectors_count_by_their_businesses(void **state)
{
    static const char sectors[] =
        "sector,name,profile,flow_kind,recapture,recapture_decay_hours\n"
        "G,Trade,even,consumer,,24\nI,Food,even,orders,0.5,\nK,Banks,even,,,\n"
        "alpha,Alpha,even,,,\n";
    static const char *const up[] = {"G"};
    struct world *world = *state;
    char said[WARNING_SIZE];
    const char *rows = WHOLE("alpha") WHOLE("beta") WHOLE("gamma") "G,G,acme,8766000,USD,,,,,\n";
    write_more_platforms(world, rows, up, 1);
    package_write_as_is(&world->folder, "sectors.csv", sectors);
    note(said, world, "platform=alpha duration=6h");
    assert_string_equal(said, SAID "recapture 0.3123 (0.02 to 0.87) for G; recapture_decay_hours "
                                   "2190 (744 to 8766) for I");
    write_more_platforms(world, rows, up, 1);
    package_write_as_is(&world->folder, "sectors.csv", sectors);
    note(said, world, "platform=gamma duration=6h");
    assert_string_equal(said, SAID "recapture_decay_hours 2190 (744 to 8766) for I");
}

/* Three rows are named, each with at most 40 letters; the others are counted. */
static void a_few_rows_are_named(void **state)
{
#define LONG "delta-of-a-name-that-has-forty-letters-ab"
    static const char *const names[] = {LONG "cdef", "eps"};
    struct world *world = *state;
    char said[WARNING_SIZE];
    const char *rows = "alpha,Alpha,acme,8766000,USD,,0.4,36,,0.8\n" WHOLE("beta") WHOLE("gamma")
        LONG "cdef,Delta,acme,8766000,USD,,0.4,36,,0.8\n"
             "eps,Eps,acme,8766000,USD,,0.4,36,,0.8\n";
    const char *more = "alpha,Alpha,acme,8766000,USD,,0.4,36,,0.8\n"
                       "beta,Beta,acme,8766000,USD,,0.4,36,,0.8\n"
                       "gamma,Gamma,bolt,4383000,EUR,,0.4,36,,0.8\n" LONG
                       "cdef,Delta,acme,8766000,USD,,0.4,36,,0.8\n"
                       "eps,Eps,acme,8766000,USD,,0.4,36,,0.8\n";
    write_more_platforms(world, rows, names, 2);
    note(said, world, "platform=alpha," LONG "cdef,eps duration=6h");
    assert_string_equal(said, SAID "growth_factor 1 (0.7813 to 1.28) for alpha, "
                                   "delta-of-a-name-that-has-forty-letters-a, eps");
    write_more_platforms(world, more, names, 2);
    note(said, world, "platform=alpha,beta,gamma,eps duration=6h");
    assert_string_equal(said,
                        SAID "growth_factor 1 (0.7813 to 1.28) for alpha, beta, gamma and 1 more");
    write_more_platforms(world, more, names, 2);
    note(said, world, "platform=alpha,beta,gamma," LONG "cdef,eps duration=6h");
    assert_string_equal(said,
                        SAID "growth_factor 1 (0.7813 to 1.28) for alpha, beta, gamma and 2 more");
}

/* The list has room for 479 bytes. Six platforms of 40 letters, of three kinds each with its own
 * values, have more to say than that: whatever is said is said as far as it goes. */
static void a_long_list_is_cut(void **state)
{
#define NAME(letter) letter "-platform-of-a-name-that-is-long-enough"
    static const char *const names[] = {NAME("d"), NAME("e"), NAME("f"), NAME("g")};
    static const char
        whole[] = SAID "recapture 0.25 (0.05 to 0.6) for " NAME("d") ", " NAME("e") ", " NAME("f") "; recapture_decay_hours 24 (6 to 168) for " NAME(
            "d") ", " NAME("e") ", " NAME("f") "; growth_factor 1 (0.7813 to 1.28) for " NAME("d") ", " NAME("e") ", " NAME("f") " and 1 more; usage_share 1 for " NAME("d");
    char rows[2048] = WHOLE("alpha") WHOLE("beta") WHOLE("gamma");
    char words[512] = "duration=6h platform=";
    char said[WARNING_SIZE];
    for (size_t i = 0; i < 4; ++i) {
        char row[256];
        snprintf(row, sizeof row, "%s,P,acme,8766000,USD,%s,,,,\n", names[i],
                 i < 3 ? "advertising" : "consumer");
        strcat(rows, row);
        strcat(words, i > 0 ? "," : "");
        strcat(words, names[i]);
    }
    write_more_platforms(*state, rows, names, 4);
    note(said, *state, words);
    assert_int_equal(strlen(said), strlen(SAID) + 479);
    assert_memory_equal(said, whole, strlen(said));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_kind_has_its_values, world_open, world_close),
        cmocka_unit_test_setup_teardown(a_decay_that_the_kind_lacks_is_wide, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(rows_that_took_the_same_share_a_clause, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(what_is_up_is_passed_over, world_open, world_close),
        cmocka_unit_test_setup_teardown(sectors_count_by_their_businesses, world_open, world_close),
        cmocka_unit_test_setup_teardown(a_few_rows_are_named, world_open, world_close),
        cmocka_unit_test_setup_teardown(a_long_list_is_cut, world_open, world_close),
    };
    return cmocka_run_group_tests_name("defaults", tests, NULL, NULL);
}
