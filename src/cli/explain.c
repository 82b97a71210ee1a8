/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout explain: the arithmetic of one figure of the report. The figure is named before the run,
 * by its path in the JSON: the estimate keeps the terms of that one. */
#include "cli/scenarios.h"

static blackout_status write_explanation(const void *what, const char *format, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    return blackout_explain_write(what, 0, format, sink, user, error);
}

int command_explain(const struct arguments *arguments)
{
    struct scenario_run run;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    if (arguments->operand_count == 0) {
        return message_usage("no figure is named; blackout explain PATH [DATASET], like "
                             "/totals/owner_revenue_loss/net");
    }
    int status = scenario_run_open(&run, arguments);
    /* Borrowed from the command line. With it the library neither samples nor lists businesses. */
    run.options.explain = arguments->operands[0];
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_explanation, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
