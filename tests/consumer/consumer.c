/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client of the installed library: opens the package it is given, asks for the owner's gross loss
 * of an hour of WhatsApp, and prints it. */
#include <stdio.h>

#include <blackout.h>

int main(int argc, char *argv[])
{
    blackout_error error = {BLACKOUT_OK, 0, 0, "", "", ""};
    blackout_dataset *dataset = NULL;
    blackout_scenario *scenario = NULL;
    blackout_result *result = NULL;
    blackout_dataset_options reading = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_run_options running = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_risk_tables tables = BLACKOUT_RISK_TABLES_INIT;
    double gross = 0;
    blackout_status status;
    running.threads = 1;
    if (argc != 2 || tables.size != sizeof tables) {
        return 2;
    }
    blackout_init();
    status = blackout_dataset_open(&dataset, argv[1], &reading, &error);
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_new(&scenario, &error);
    }
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_set(scenario, "platform", "whatsapp", &error);
    }
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_set(scenario, "duration", "1h", &error);
    }
    if (status == BLACKOUT_OK) {
        const blackout_scenario *const scenarios[] = {scenario};
        status = blackout_estimate(&result, dataset, scenarios, 1, &running, &error);
    }
    if (status == BLACKOUT_OK) {
        status = blackout_result_number(
            result, 0, "/platforms/whatsapp/owner_revenue_loss/gross/central", &gross, &error);
    }
    if (status == BLACKOUT_OK) {
        printf("%.17g\n", gross);
    } else {
        fprintf(stderr, "%s: %s\n", blackout_status_text(status), error.message);
    }
    blackout_result_free(result);
    blackout_scenario_free(scenario);
    blackout_dataset_free(dataset);
    return status == BLACKOUT_OK ? 0 : 1;
}
