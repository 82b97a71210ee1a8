/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as one file of a package: the first byte chooses which, the others are those of the
 * smallest package. The package is refused with faults that each have a place, or it carries an
 * estimate. */
#include "fuzz.h"

#include "blackout.h"

static const struct {
    const char *name;
    const char *text;
} files[] = {
    {"owners.csv", "owner,name,currency,annual_revenue\nm,M,USD,100\n"},
    {"platforms.csv", "platform,name,owner,annual_revenue,currency\nf,F,m,100,USD\n"},
    {"regions.csv", "region,name,utc_offset_hours\nr,R,1\n"},
    {"platform_regions.csv", "platform,region,revenue_share\nf,r,1\n"},
    {"sectors.csv", "sector,name,profile\ns,S,p\n"},
    {"channels.csv", "channel,name\nc,C\n"},
    {"dependencies.csv", "business,sector,region,annual_revenue,currency,platform,channel,share,"
                         "fallback,fallback_share\nb,s,r,5,USD,f,c,0.5,web,0.1\n"},
    {"fallbacks.csv", "sector,channel,fallback,share\ns,c,web,0.2\n"},
    {"traffic.csv", "timestamp,platform,region,volume\n2021-10-04T00:00Z,f,r,5\n"},
    {"outages.csv", "event,owner,platforms,start,duration_minutes\ne,m,f,2021-10-04,60\n"},
    {"market_prior.csv", "term,mean,sd\nintercept,0,1\n"},
    {"prices_X.csv", "Date,Close\n2021-10-04,5\n"},
    {"activity.csv", NULL}, /* written in full below */
    {"datapackage.json", NULL},
};

enum { FILE_COUNT = sizeof files / sizeof files[0], ACTIVITY_FILE = 12, DESCRIPTION_FILE = 13 };

static void write_activity(char path[FUZZ_PATH_SIZE])
{
    char text[4096];
    size_t used = (size_t)snprintf(text, sizeof text, "profile,hour_of_week,weight\n");
    for (int hour = 0; hour < 168; ++hour) {
        used += (size_t)snprintf(text + used, sizeof text - used, "p,%d,1\n", hour);
    }
    fuzz_write_file(path, "activity.csv", (const uint8_t *)text, used);
}

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
    const blackout_run_options options = {.threads = 1};
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

/* Writes one file as it is in the valid package, which has no description. */
static void write_valid(char path[FUZZ_PATH_SIZE], int file)
{
    if (file == ACTIVITY_FILE) {
        write_activity(path);
    } else if (file == DESCRIPTION_FILE) {
        fuzz_folder(path);
        strncat(path, "/datapackage.json", FUZZ_PATH_SIZE - strlen(path) - 1);
        unlink(path);
    } else {
        fuzz_write_file(path, files[file].name, (const uint8_t *)files[file].text,
                        strlen(files[file].text));
    }
}

static void open_and_estimate(const char *folder)
{
    blackout_error error = {0};
    blackout_dataset *dataset = NULL;
    size_t faults = 0;
    const blackout_dataset_options options = {.diagnostic = hear, .user = &faults};
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
    fuzz_folder(folder);
    snprintf(path, sizeof path, "%.200s/%s", folder, files[0].name);
    if (access(path, F_OK) != 0) { /* the first input of this process */
        blackout_init();
        for (int i = 0; i < FILE_COUNT; ++i) {
            write_valid(path, i);
        }
    }
    const int chosen = data[0] % FILE_COUNT;
    fuzz_write_file(path, files[chosen].name, data + 1, size - 1);
    open_and_estimate(folder);
    write_valid(path, chosen);
    return 0;
}
