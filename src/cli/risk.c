/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout risk: how bad a year can get. Four tables beside the report: two of them are written by
 * the run itself, the others from its result. */
#include <string.h>

#include "cli/sharing.h"

static blackout_status write_risk(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    return blackout_risk_write(what, format, sink, user, error);
}

static blackout_status write_exceedance(const void *what, const char *format, blackout_sink *sink,
                                        void *user, blackout_error *error)
{
    return blackout_risk_write_exceedance(what, format, sink, user, error);
}

static blackout_status write_events(const void *what, const char *format, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    return blackout_risk_write_events(what, format, sink, user, error);
}

/* Tables of simulated years are written while they are simulated: there are more of them than
 * memory has room for. */
static int run_risk(blackout_risk **risk, const struct scenario_run *run)
{
    struct output *events = &run->arguments->outputs[OPTION_EVENT_LOSSES];
    struct output *years = &run->arguments->outputs[OPTION_YEAR_LOSSES];
    blackout_risk_tables tables = BLACKOUT_RISK_TABLES_INIT;
    tables.events = events->file != NULL ? output_write : NULL;
    tables.events_user = events;
    tables.years = years->file != NULL ? output_write : NULL;
    tables.years_user = years;
    const char *version = run->arguments->values[OPTION_ORD];
    /* arguments_read() has looked at the word */
    tables.ord_version = version != NULL && strcmp(version, "1") == 0 ? 1 : 2;
    verbose_run(run);
    blackout_error error;
    blackout_status made =
        blackout_risk_run(risk, run->dataset, run->scenarios[0], &tables, &run->options, &error);
    return made == BLACKOUT_OK ? EXIT_DONE : outputs_message(run->arguments->outputs, &error);
}

int command_risk(const struct arguments *arguments)
{
    struct scenario_run run;
    blackout_risk *risk = NULL;
    struct sharing sharing;
    const bool is_shard = sharing_writes(arguments); /* which has no format: it writes no report */
    const char *format = is_shard ? "" : output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = sharing_begin(&sharing, &run);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_read(&run);
    }
    if (status == EXIT_DONE && !scenario_run_is_part(&run)) {
        status = run_risk(&risk, &run);
    }
    /* A shard has no result to make tables of, and is refused with these options before it runs
     * (sharing.c). */
    if (status == EXIT_DONE && arguments->values[OPTION_EXCEEDANCE] != NULL) {
        status = output_report(arguments, OPTION_EXCEEDANCE, write_exceedance, risk, "csv");
    }
    if (status == EXIT_DONE && arguments->values[OPTION_EVENTS] != NULL) {
        status = output_report(arguments, OPTION_EVENTS, write_events, risk, "csv");
    }
    if (status == EXIT_DONE && !is_shard) {
        status = output_report(arguments, OPTION_OUTPUT, write_risk, risk, format);
    }
    blackout_risk_free(risk);
    scenario_run_close(&run);
    return status;
}
