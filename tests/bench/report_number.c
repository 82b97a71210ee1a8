/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long one number of a report takes, beside writing the whole report into nothing.
 *
 *     report_number PACKAGE EVENT [SAMPLES]
 *
 * One line for each path: microseconds, and the part of the report's time. The public header alone
 * is used, so that any build of the library can be measured. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "blackout.h"

static const char *const pointers[] = {"/scenario/duration_hours",
                                       "/platforms/0/owner_revenue_loss/net/central",
                                       "/platforms/3/by_sector/5/dependent_revenue_loss/central",
                                       "/totals/owner_revenue_loss/gross/central",
                                       "/totals/economy_baseline/central",
                                       "/top_businesses/9/share_of_revenue",
                                       "/waterfall/dependants/7/running/central",
                                       "/evidence/4/tables/2/assumed",
                                       "/nothing/at/all"};

static void stop(const blackout_error *error)
{
    fprintf(stderr, "%s\n", error->message);
    exit(1);
}

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e6 * (double)now.tv_sec + 1e-3 * (double)now.tv_nsec;
}

static int count_bytes(void *user, const char *bytes, size_t size)
{
    size_t *count = user;
    (void)bytes;
    *count += size;
    return 0;
}

static blackout_result *estimate(const char *package, const char *event, const char *samples)
{
    blackout_error error = {0};
    blackout_dataset *dataset;
    blackout_scenario *scenario;
    blackout_result *result;
    if (blackout_dataset_open(&dataset, package, NULL, &error) != BLACKOUT_OK ||
        blackout_scenario_new(&scenario, &error) != BLACKOUT_OK ||
        blackout_scenario_set(scenario, "event", event, &error) != BLACKOUT_OK ||
        blackout_scenario_set(scenario, "samples", samples, &error) != BLACKOUT_OK) {
        stop(&error);
    }
    const blackout_scenario *const scenarios[] = {scenario};
    if (blackout_estimate(&result, dataset, scenarios, 1, NULL, &error) != BLACKOUT_OK) {
        stop(&error);
    }
    blackout_scenario_free(scenario);
    blackout_dataset_free(dataset);
    return result;
}

static double report_time(const blackout_result *result)
{
    enum { TIMES = 200 };
    blackout_error error = {0};
    size_t bytes = 0;
    double start = microseconds();
    for (int i = 0; i < TIMES; ++i) {
        if (blackout_result_write(result, 0, "json", count_bytes, &bytes, &error) != BLACKOUT_OK) {
            stop(&error);
        }
    }
    double time = (microseconds() - start) / TIMES;
    printf("%-58s %9.1f us  (%zu bytes)\n", "the whole report", time, bytes / TIMES);
    return time;
}

int main(int count, char **words)
{
    enum { TIMES = 1000 };
    if (count < 3) {
        fprintf(stderr, "report_number PACKAGE EVENT [SAMPLES]\n");
        return 2;
    }
    blackout_init();
    blackout_result *result = estimate(words[1], words[2], count > 3 ? words[3] : "0");
    double whole = report_time(result);
    for (size_t k = 0; k < sizeof pointers / sizeof pointers[0]; ++k) {
        double number = 0;
        blackout_error error;
        blackout_status status = BLACKOUT_OK;
        double start = microseconds();
        for (int i = 0; i < TIMES; ++i) {
            status = blackout_result_number(result, 0, pointers[k], &number, &error);
        }
        double time = (microseconds() - start) / TIMES;
        printf("%-58s %9.2f us  1/%.0f%s\n", pointers[k], time, whole / time,
               status == BLACKOUT_OK ? "" : "  (not there)");
    }
    blackout_result_free(result);
    return 0;
}
