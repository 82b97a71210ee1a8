/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout explain: the arithmetic of one figure of the report. */
#include "cli/cli.h"

static int write_explanation(const struct scenario_run *run, const char *format)
{
    struct output output;
    blackout_error error;
    int status = output_open(&output, run->arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written =
        blackout_explain_write(run->result, 0, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}

int command_explain(const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "json", NULL};
    struct scenario_run run;
    const char *format = scenario_format(arguments, formats);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    if (arguments->operand_count == 0) {
        return message_usage("no figure is named; blackout explain PATH [DATASET], like "
                             "/totals/owner_revenue_loss/net");
    }
    int status = scenario_run_open(&run, arguments);
    run.options.explain = arguments->operands[0];
    run.dataset_operand = 1;
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = write_explanation(&run, format);
    }
    scenario_run_close(&run);
    return status;
}
