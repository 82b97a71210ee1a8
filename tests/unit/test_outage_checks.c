/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/outage_checks: platforms of the catalogue that nobody has. Each case is one cell of
 * `platforms`, and the fault that a reader would expect of it. */
#include "ingest/outage_checks.h"

#include <sys/stat.h>

#include "package.h"

static void write_world(const struct package_folder *folder)
{
    package_write(folder, "regions.csv", "region,name,utc_offset_hours\nworld,World,0\n");
    package_write(folder, "owners.csv", "owner,name,currency\nacme,Acme,USD\nother,Other,USD\n");
    package_write(folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\n"
                  "shop,Shop,acme,8766000000,USD\nchat,Chat,acme,87660000,USD\n");
    package_write(folder, "platform_regions.csv",
                  "platform,region,revenue_share\nshop,world,1\nchat,world,1\n");
}

static void write_outage(const struct package_folder *folder, const char *owner,
                         const char *platforms)
{
    char text[512];
    snprintf(text, sizeof text,
             "event,owner,start,duration_minutes,platforms\n"
             "E1,%s,2021-10-04T15:39Z,371,\"%s\"\n",
             owner, platforms);
    package_write(folder, "outages.csv", text);
}

struct told {
    size_t count;
    char message[256];
    size_t column;
};

static void listen(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    ++told->count;
    told->column = diagnostic->column;
    snprintf(told->message, sizeof told->message, "%s", diagnostic->message);
    assert_int_equal(diagnostic->severity, BLACKOUT_FAULT);
    assert_string_equal(diagnostic->code, "missing_key");
    assert_string_equal(diagnostic->source, "outages.csv");
    assert_int_equal(diagnostic->line, 2);
}

static struct told open_over(const struct package_folder *folder, const char *base)
{
    struct told told = {0};
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = listen, .user = &told, .base = base};
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    blackout_status status = blackout_dataset_open(&dataset, folder->path, &options, &error);
    assert_int_equal(status, told.count > 0 ? BLACKOUT_ERROR_INPUT : BLACKOUT_OK);
    blackout_dataset_free(dataset);
    return told;
}

static struct told open_package(const struct package_folder *folder)
{
    return open_over(folder, NULL);
}

static void names_that_nobody_has_are_faults(void **state)
{
    static const struct {
        const char *platforms;
        const char *message;
    } cases[] = {
        {"shpo;chat", "the platform is not in platforms ('shpo'); perhaps 'shop'"},
        {"shpo", "the platform is not in platforms ('shpo'); perhaps 'shop'"},
        {"SHOP;chat", "the platform is not in platforms ('SHOP'); perhaps 'shop'"},
        {"chat;telegraph",
         "the platform is not in platforms ('telegraph'); a platform of that table"},
        {"shop,chat",
         "several platforms are written as one name ('shop,chat'); separate the names with ';'"},
        {"shop | chat",
         "several platforms are written as one name ('shop | chat'); separate the names with ';'"},
        {"shop/telegraph", "several platforms are written as one name ('shop/telegraph'); separate "
                           "the names with ';'"},
        {" ; ", "platforms has no name (';'); a platform of that table"}};
    const struct package_folder *folder = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        write_outage(folder, "acme", cases[i].platforms);
        const struct told told = open_package(folder);
        assert_int_equal(told.count, 1);
        assert_int_equal(told.column, 5);
        assert_string_equal(told.message, cases[i].message);
    }
}

static void blanks_and_empty_places_are_no_fault(void **state)
{
    static const char *const lists[] = {"shop;chat", "shop; chat", "shop;chat;",
                                        ("shop;\xC2\xA0"
                                         "chat")};
    const struct package_folder *folder = *state;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; ++i) {
        write_outage(folder, "acme", lists[i]);
        assert_int_equal(open_package(folder).count, 0);
    }
}

/* They say how often their owner has outages, and serve the prediction of market value. */
static void outages_of_other_platforms_are_no_fault(void **state)
{
    const struct package_folder *folder = *state;
    write_outage(folder, "other", "telegraph;chta");
    assert_int_equal(open_package(folder).count, 0);
    write_outage(folder, "acme", "telegraph;fax");
    assert_int_equal(open_package(folder).count, 0);
}

/* A base that has the name of the package over it, and a catalogue of its own: of its platforms the
 * package has some. */
static void platforms_of_a_base_of_the_same_name_are_no_fault(void **state)
{
    struct package_folder parents[2];
    struct package_folder folders[2];
    (void)state;
    for (int i = 0; i < 2; ++i) {
        package_make(&parents[i]);
        strcat(strcpy(folders[i].path, parents[i].path), "/same");
        assert_int_equal(mkdir(folders[i].path, 0700), 0);
        write_world(&folders[i]);
    }
    package_write(&folders[1], "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\n"
                  "shop,Shop,acme,8766000000,USD\nfeed,Feed,acme,87660000,USD\n");
    package_write(&folders[1], "platform_regions.csv",
                  "platform,region,revenue_share\nshop,world,1\nfeed,world,1\n");
    write_outage(&folders[1], "acme", "shop;feed");
    assert_int_equal(open_over(&folders[0], folders[1].path).count, 0);
    write_outage(&folders[0], "acme", "shop;feed"); /* its own is judged */
    assert_int_equal(open_over(&folders[0], folders[1].path).count, 1);
    for (int i = 0; i < 2; ++i) {
        package_remove(&folders[i]);
        assert_int_equal(rmdir(parents[i].path), 0);
    }
}

/* ---- Overlaps -------------------------------------------------------------------------------- */

struct warned {
    size_t count;
    size_t line;
    char message[400];
};

static void listen_to_warnings(void *user, const blackout_diagnostic *diagnostic)
{
    struct warned *warned = user;
    if (strcmp(diagnostic->code, "overlapping_outages") == 0) {
        assert_int_equal(diagnostic->severity, BLACKOUT_WARNING);
        assert_int_equal(diagnostic->column, 3);
        warned->line = diagnostic->line;
        snprintf(warned->message, sizeof warned->message, "%s", diagnostic->message);
        ++warned->count;
    }
}

static struct warned overlaps_of(const struct package_folder *folder, const char *rows)
{
    struct warned warned = {0};
    char text[1024] = "event,owner,start,duration_minutes,platforms\n";
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    strncat(text, rows, sizeof text - strlen(text) - 1);
    package_write(folder, "outages.csv", text);
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = listen_to_warnings, .user = &warned};
    check_ok(blackout_dataset_open(&dataset, folder->path, &options, &error), &error);
    blackout_dataset_free(dataset);
    return warned;
}

static void outages_of_one_owner_that_overlap_are_told(void **state)
{
    const struct package_folder *folder = *state;
    const struct warned warned = overlaps_of(folder, "E1,acme,2021-10-04T15:00Z,60,shop\n"
                                                     "E2,acme,2021-10-06T15:00Z,60,shop\n"
                                                     "E3,acme,2021-10-04T15:30Z,600,chat\n");
    assert_int_equal(warned.count, 1);
    assert_int_equal(warned.line, 4);
    assert_string_equal(warned.message,
                        "the time of 'E3' overlaps or meets that of 'E1' in line 2, of the same "
                        "owner: a year at risk counts them as one outage; if they are several, "
                        "give them times of day that do not touch");
    const struct warned joined = overlaps_of(folder, "E1,acme,2021-10-04T14:00Z,80,shop\n"
                                                     "E2,acme,2021-10-04T09:20Z,20,shop\n"
                                                     "E3,acme,2021-10-04T09:30Z,270,chat\n");
    assert_int_equal(joined.count, 1);
    check_contains(joined.message, "that of 'E1' in line 2 and 'E2' in line 3, of");
    const struct warned many = overlaps_of(folder, "E1,acme,2021-10-04T14:00Z,80,shop\n"
                                                   "E2,acme,2021-10-04T14:00Z,80,shop\n"
                                                   "E3,acme,2021-10-04T14:00Z,80,shop\n"
                                                   "E4,acme,2021-10-04T14:00Z,80,shop\n"
                                                   "E5,acme,2021-10-04T14:00Z,80,shop\n");
    assert_int_equal(many.count, 4);
    check_contains(many.message, "'E3' in line 4 and 1 more, of the same owner");
    /* the same twice; of two owners; one that meets the other, and one a minute after it */
    assert_int_equal(overlaps_of(folder, "E1,acme,2021-10-04,60,shop\n"
                                         "E2,acme,2021-10-04,,shop\n")
                         .count,
                     1);
    assert_int_equal(overlaps_of(folder, "E1,acme,2021-10-04T15:00Z,60,shop\n"
                                         "E2,other,2021-10-04T15:00Z,60,fax\n")
                         .count,
                     0);
    assert_int_equal(overlaps_of(folder, "E2,acme,2021-10-04T16:00Z,30,shop\n"
                                         "E1,acme,2021-10-04T15:00Z,60,shop\n")
                         .count,
                     1);
    assert_int_equal(overlaps_of(folder, "E1,acme,2021-10-04T15:00Z,60,shop\n"
                                         "E2,acme,2021-10-04T16:01Z,30,shop\n")
                         .count,
                     0);
    assert_int_equal(overlaps_of(folder, "E1,acme,,60,shop\nE2,acme,,60,shop\n").count, 0);
}

static int set_up(void **state)
{
    static struct package_folder folder;
    package_make(&folder);
    write_world(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    package_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_nobody_has_are_faults),
        cmocka_unit_test(blanks_and_empty_places_are_no_fault),
        cmocka_unit_test(outages_of_other_platforms_are_no_fault),
        cmocka_unit_test(platforms_of_a_base_of_the_same_name_are_no_fault),
        cmocka_unit_test(outages_of_one_owner_that_overlap_are_told),
    };
    return cmocka_run_group_tests_name("outage_checks", tests, set_up, tear_down);
}
