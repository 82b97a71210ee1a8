/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file that an option names: a scenario, a severity curve, prices, traffic,
 * holidays. The first byte chooses which. The file is refused with a reason, or the run goes on
 * with it. */
#include "smallest_package.h"

#include <stdbool.h>

enum file_kind { SCENARIO, CURVE, PRICES, TRAFFIC, HOLIDAYS, KIND_COUNT };

static int swallow(void *user, const char *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 0;
}

static void hear(void *user, const blackout_diagnostic *diagnostic)
{
    (void)user;
    fuzz_require(diagnostic->line >= 1 && diagnostic->column >= 1);
    fuzz_require(strchr(diagnostic->message, '\n') == NULL && diagnostic->message[0] != '\0');
}

/* What a run warns of need not be about a row of a file. */
static void hear_run(void *user, const blackout_diagnostic *diagnostic)
{
    if (diagnostic->line > 0) {
        hear(user, diagnostic);
    }
    fuzz_require(strchr(diagnostic->message, '\n') == NULL && diagnostic->message[0] != '\0');
}

static const blackout_run_options run_options = {
    .size = sizeof run_options, .threads = 1, .diagnostic = hear_run};

static void estimate(const blackout_dataset *dataset, const char *path, bool is_scenario)
{
    blackout_error error = {0};
    blackout_scenario *scenario = NULL;
    blackout_result *result = NULL;
    fuzz_require(blackout_scenario_new(&scenario, &error) == BLACKOUT_OK);
    blackout_scenario_set(scenario, "samples", "0", &error);
    if (!is_scenario) {
        blackout_scenario_set(scenario, "platform", "f", &error);
        blackout_scenario_set(scenario, "severity-curve", path, &error);
    }
    blackout_status status =
        is_scenario ? blackout_scenario_read(scenario, path, &error) : BLACKOUT_OK;
    fuzz_require(status == BLACKOUT_OK || error.message[0] != '\0');
    const blackout_scenario *scenarios[] = {scenario};
    if (status == BLACKOUT_OK &&
        blackout_estimate(&result, dataset, scenarios, 1, &run_options, &error) == BLACKOUT_OK) {
        fuzz_require(blackout_result_write(result, 0, "json", swallow, NULL, &error) ==
                     BLACKOUT_OK);
    }
    blackout_result_free(result);
    blackout_scenario_free(scenario);
}

static void study(const blackout_dataset *dataset, const char *path)
{
    blackout_error error = {0};
    blackout_request *request = NULL;
    blackout_study *study = NULL;
    fuzz_require(blackout_request_new(&request, &error) == BLACKOUT_OK);
    blackout_request_set(request, "prices", path, &error);
    blackout_request_set(request, "symbol", "S", &error);
    blackout_request_set(request, "index", "I", &error);
    blackout_request_set(request, "date", "2021-10-04", &error);
    blackout_request_set(request, "estimation", "-9..-2", &error);
    if (blackout_event_study(&study, dataset, request, &run_options, &error) == BLACKOUT_OK) {
        fuzz_require(blackout_study_write(study, "json", swallow, NULL, &error) == BLACKOUT_OK);
    } else {
        fuzz_require(error.message[0] != '\0');
    }
    blackout_study_free(study);
    blackout_request_free(request);
}

static void measure(const char *traffic_path, const char *holidays)
{
    const blackout_dataset_options options = {.size = sizeof options, .diagnostic = hear};
    blackout_error error = {0};
    blackout_dataset *dataset = NULL;
    blackout_traffic_query *query = NULL;
    blackout_traffic *traffic = NULL;
    fuzz_require(blackout_traffic_query_new(&query, &error) == BLACKOUT_OK);
    blackout_traffic_query_set(query, "start", "2021-09-29T02:00Z", &error);
    blackout_traffic_query_set(query, "duration", "2h", &error);
    if (holidays != NULL) {
        blackout_traffic_query_set(query, "holidays", holidays, &error);
    }
    if (blackout_dataset_open_traffic(&dataset, traffic_path, &options, &error) == BLACKOUT_OK &&
        blackout_traffic_measure(&traffic, dataset, query, &run_options, &error) == BLACKOUT_OK) {
        fuzz_require(blackout_traffic_write(traffic, "json", swallow, NULL, &error) == BLACKOUT_OK);
    } else {
        fuzz_require(error.message[0] != '\0');
    }
    blackout_traffic_free(traffic);
    blackout_traffic_query_free(query);
    blackout_dataset_free(dataset);
}

/* Sixteen days of hours with the window in the last, for holidays to be laid over. */
static void write_days(char path[FUZZ_PATH_SIZE])
{
    enum { FIRST_DAY = 14, HOURS = 16 * 24, LINE = 48 };
    static char text[HOURS * LINE];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,platform,region,volume\n");
    for (int hour = 0; hour < HOURS; ++hour) {
        used += (size_t)snprintf(text + used, sizeof text - used, "2021-09-%02dT%02d:00Z,f,r,%d\n",
                                 FIRST_DAY + hour / 24, hour % 24, 100 + hour % 24);
    }
    fuzz_write_file(path, "days.traffic", (const uint8_t *)text, used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* None ends in .csv: the package beside them would take it for a table by its header. */
    static const char *const names[KIND_COUNT] = {"scenario.json", "bare.curve", "bare.prices",
                                                  "bare.traffic", "bare.holidays"};
    char folder[FUZZ_PATH_SIZE];
    char path[FUZZ_PATH_SIZE];
    char days[FUZZ_PATH_SIZE];
    blackout_error error = {0};
    blackout_dataset *dataset = NULL;
    if (size == 0) {
        return 0;
    }
    const enum file_kind kind = (enum file_kind)(data[0] % KIND_COUNT);
    smallest_package(folder);
    fuzz_write_file(path, names[kind], data + 1, size - 1);
    if (kind == TRAFFIC) {
        measure(path, NULL);
    } else if (kind == HOLIDAYS) {
        write_days(days);
        measure(days, path);
    } else {
        fuzz_require(blackout_dataset_open(&dataset, folder, NULL, &error) == BLACKOUT_OK);
        if (kind == PRICES) {
            study(dataset, path);
        } else {
            estimate(dataset, path, kind == SCENARIO);
        }
    }
    unlink(path);
    blackout_dataset_free(dataset);
    return 0;
}
