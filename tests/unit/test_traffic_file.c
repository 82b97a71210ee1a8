/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/traffic_file: the series of a table of traffic, by platform and region, in the order of
 * time. Expected: the rows by hand; a time that comes twice is a fault in a package, and one point
 * with a warning in a file that is read alone. */
#include "tables/dataset.h"
#include "messages.h"

#define HEAD "timestamp,platform,region,volume,basis\n"

static const struct {
    const char *text;
    const char *package; /* what is reported of it there */
    const char *alone;
    const char *series; /* read alone */
} cases[] = {
    {HEAD "2021-10-04T01:00Z,alpha,north,5,\n2021-10-04T00:00Z,alpha,north,7,\n"
          "2021-10-04T00:00Z,alpha,south,3,\n2021-10-04T02:00Z,alpha,north,6,\n"
          "2021-10-04T00:00Z,beta,north,2,\n2021-10-04T01:00Z,alpha,south,4,\n",
     "", "",
     "alpha north 0:7 1:5 2:6 assumed\nalpha south 0:3 1:4 assumed\n"
     "beta north 0:2 assumed\n"},
    /* the same volume is one row, others are their mean */
    {HEAD "2021-10-04T00:00Z,alpha,north,5,\n2021-10-04T01:00Z,alpha,north,6,\n"
          "2021-10-04T01:00Z,alpha,north,6,\n2021-10-04T01:00Z,alpha,north,6,\n",
     "traffic.csv:4:1 repeated_key: the same time is already in line 3 for this platform and "
     "region ('2021-10-04T01:00:00Z'); keep one row for each interval (2 rows: lines 4, 5)\n",
     "traffic.csv:4:1 warning repeated_row: rows repeated with the same volume: 2, counted once\n",
     "alpha north 0:5 1:6 assumed\n"},
    {HEAD "2021-10-04T01:00Z,alpha,north,1,\n2021-10-04T00:00Z,alpha,north,5,\n"
          "2021-10-04T01:00Z,alpha,north,2,\n2021-10-04T02:00Z,alpha,north,4,\n"
          "2021-10-04T02:00Z,alpha,north,5,\n2021-10-04T01:00Z,alpha,north,6,\n"
          "2021-10-04T00:00Z,alpha,north,5,\n",
     "traffic.csv:4:1 repeated_key: the same time is already in line 2 for this platform and "
     "region ('2021-10-04T01:00:00Z'); keep one row for each interval (4 rows: lines 4, 6, 7, "
     "...)\n",
     "traffic.csv:4:1 warning repeated_time: times that appear more than once with different "
     "volumes: 2 (clocks set back?), replaced by their mean\n"
     "traffic.csv:8:1 warning repeated_row: rows repeated with the same volume: 1, counted once\n",
     "alpha north 0:5 1:3 2:4.5 assumed\n"},
    /* a row that stands three times weighs as one: (104 + 7) / 2 = 55.5 */
    {HEAD "2021-10-04T00:00Z,alpha,north,104,\n2021-10-04T00:00Z,alpha,north,104,\n"
          "2021-10-04T00:00Z,alpha,north,104,\n2021-10-04T00:00Z,alpha,north,7,\n",
     "traffic.csv:3:1 repeated_key: the same time is already in line 2 for this platform and "
     "region ('2021-10-04T00:00:00Z'); keep one row for each interval (3 rows: lines 3, 4, 5)\n",
     "traffic.csv:3:1 warning repeated_row: rows repeated with the same volume: 2, counted once\n"
     "traffic.csv:5:1 warning repeated_time: times that appear more than once with different "
     "volumes: 1 (clocks set back?), replaced by their mean\n",
     "alpha north 0:55.5 assumed\n"},
    /* one time in several series does not come twice */
    {HEAD "2021-10-04T00:00Z,alpha,north,5,\n2021-10-04T00:00Z,alpha,south,5,\n"
          "2021-10-04T00:00Z,beta,north,5,\n",
     "", "", "alpha north 0:5 assumed\nalpha south 0:5 assumed\nbeta north 0:5 assumed\n"},
    /* the weakest basis of the rows */
    {HEAD "2021-10-04T00:00Z,alpha,north,5,measured\n2021-10-04T01:00Z,alpha,north,5,derived\n"
          "2021-10-04T02:00Z,alpha,north,5,measured\n2021-10-04T00:00Z,beta,north,5,measured\n",
     "", "", "alpha north 0:5 1:5 2:5 derived\nbeta north 0:5 measured\n"},
    {HEAD "2021-10-04T00:00Z,alpha,north,x,\n2021-10-04T01:00Z,alpha,north,5,\n",
     "traffic.csv:2:4 bad_value: volume is not a number ('x'); the number; where none is known and "
     "none is needed, an empty field, or declare missingValues\n",
     "traffic.csv:2:4 bad_value: volume is not a number ('x'); the number; where none is known and "
     "none is needed, an empty field, or declare missingValues\n",
     ""},
};

/* Hours after 2021-10-04T00:00Z and their volumes. */
static void list_series(char out[MESSAGES_SIZE], const blackout_dataset *dataset)
{
    size_t used = 0;
    for (size_t i = 0; i < dataset->traffic.count; ++i) {
        const struct traffic_series *series = &dataset->traffic.series[i];
        used += (size_t)snprintf(out + used, MESSAGES_SIZE - used, "%s %s",
                                 dataset_text(dataset, series->platform),
                                 dataset_text(dataset, series->region));
        for (size_t k = 0; k < series->count; ++k) {
            used += (size_t)snprintf(out + used, MESSAGES_SIZE - used, " %g:%g",
                                     (double)(series->points[k].time - 1633305600) / 3600,
                                     series->points[k].volume);
        }
        used +=
            (size_t)snprintf(out + used, MESSAGES_SIZE - used, " %s\n", basis_name(series->basis));
    }
}

static size_t check_alone(const char *path, const char *text, const char *alone, const char *series)
{
    char messages[MESSAGES_SIZE] = "";
    char read[MESSAGES_SIZE] = "";
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = messages_add, .user = messages};
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    if (blackout_dataset_open_traffic(&dataset, path, &options, &error) == BLACKOUT_OK) {
        list_series(read, dataset);
        blackout_dataset_free(dataset);
    }
    const bool right = messages_same(messages, text, alone);
    return messages_same(read, text, series) && right ? 0 : 1;
}

static void times_are_read_once(void **state)
{
    const struct world *world = *state;
    char path[256];
    size_t wrong = 0;
    package_file(path, &world->folder, "traffic.csv");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        package_write_as_is(&world->folder, "traffic.csv", cases[i].text);
        wrong += check_alone(path, cases[i].text, cases[i].alone, cases[i].series);
        wrong += messages_are(world->folder.path, cases[i].text, cases[i].package) ? 0 : 1;
    }
    package_drop(&world->folder, "traffic.csv");
    assert_int_equal(wrong, 0);
}

/* The caller's text may change once the dataset is open. */
static void paths_are_kept(void **state)
{
    const struct world *world = *state;
    blackout_error error = {0};
    blackout_dataset *dataset;
    char path[256];
    char kept[256];
    package_file(path, &world->folder, "t.csv");
    package_file(kept, &world->folder, "t.csv");
    package_write_as_is(&world->folder, "t.csv", cases[0].text);
    check_ok(blackout_dataset_open_traffic(&dataset, path, NULL, &error), &error);
    memset(path, 'x', strlen(path));
    assert_string_equal(dataset->package.resources[TRAFFIC].path, kept);
    assert_string_equal(dataset->package.resources[TRAFFIC].source, "t.csv");
    assert_string_equal(dataset->package.name, "t.csv");
    blackout_dataset_free(dataset);
    package_drop(&world->folder, "t.csv");
}

static void traffic_is_of_one_file(void **state)
{
    blackout_error error = {0};
    blackout_dataset *dataset;
    (void)state;
    check_fails(blackout_dataset_open_traffic(&dataset, NULL, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    check_contains(error.message, "of one file, or of one table in memory ('0')");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_once),
        cmocka_unit_test(paths_are_kept),
        cmocka_unit_test(traffic_is_of_one_file),
    };
    return cmocka_run_group_tests_name("traffic_file", tests, world_open, world_close);
}
