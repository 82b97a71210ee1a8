/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as one file of a package: the first byte chooses which, the others are those of the
 * smallest package. The package is refused with faults that each have a place, or it carries an
 * estimate. */
#include "smallest_package.h"

#include "blackout.h"

static void hear(void *user, const blackout_diagnostic *diagnostic)
{
    size_t *faults = user;
    fuzz_require(diagnostic->line >= 1 && diagnostic->column >= 1);
    fuzz_require(strchr(diagnostic->message, '\n') == NULL && diagnostic->message[0] != '\0');
    fuzz_require(
        diagnostic->severity == BLACKOUT_WARNING ||
        (strstr(diagnostic->message, "('") != NULL && strstr(diagnostic->message, "); ") != NULL));
    *faults += diagnostic->severity == BLACKOUT_FAULT ? 1 : 0;
}

static int swallow(void *user, const char *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 0;
}

static void estimate(const blackout_dataset *dataset)
{
    blackout_error error;
    blackout_scenario *scenario;
    blackout_result *result = NULL;
    const blackout_run_options options = {.size = sizeof options, .threads = 1};
    fuzz_require(blackout_scenario_new(&scenario, &error) == BLACKOUT_OK);
    blackout_scenario_set(scenario, "platform", "f", &error);
    blackout_scenario_set(scenario, "duration", "6h", &error);
    blackout_scenario_set(scenario, "start", "2021-10-04T15:39Z", &error);
    blackout_scenario_set(scenario, "samples", "0", &error);
    const blackout_scenario *scenarios[] = {scenario};
    if (blackout_estimate(&result, dataset, scenarios, 1, &options, &error) == BLACKOUT_OK) {
        blackout_result_write(result, 0, "json", swallow, NULL, &error);
        blackout_result_write(result, 0, "text", swallow, NULL, &error);
    }
    blackout_result_free(result);
    blackout_scenario_free(scenario);
}

static void open_and_estimate(const char *folder)
{
    blackout_error error = {0};
    blackout_dataset *dataset = NULL;
    size_t faults = 0;
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = hear, .user = &faults};
    blackout_status status = blackout_dataset_open(&dataset, folder, &options, &error);
    fuzz_require((status == BLACKOUT_OK) == (dataset != NULL));
    fuzz_require((status == BLACKOUT_ERROR_INPUT) == (faults > 0));
    if (dataset != NULL) {
        estimate(dataset);
    }
    blackout_dataset_free(dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH_SIZE];
    char folder[FUZZ_PATH_SIZE];
    if (size == 0) {
        return 0;
    }
    smallest_package(folder);
    const int chosen = data[0] % FILE_COUNT;
    fuzz_write_file(path, files[chosen].name, data + 1, size - 1);
    open_and_estimate(folder);
    write_valid(path, chosen);
    return 0;
}
