/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout compare: two scenario files on the same draws, and their paired difference. */
#include "cli/cli.h"

static int write_comparison(const struct scenario_run *run, const char *format)
{
    struct output output;
    blackout_error error;
    int status = output_open(&output, run->arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written =
        blackout_compare_write(run->result, 0, 1, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}

int command_compare(const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "json", NULL};
    struct scenario_run run;
    const char *format = scenario_format(arguments, formats);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    if (arguments->operand_count < 2) {
        return message_usage("two scenarios are needed; blackout compare A.json B.json [DATASET]");
    }
    int status = scenario_run_open(&run, arguments);
    for (int i = 0; i < 2 && status == EXIT_DONE; ++i) {
        status = scenario_add(&run, arguments, NULL, arguments->operands[i]);
    }
    if (status == EXIT_DONE) {
        run.dataset_operand = 2;
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = write_comparison(&run, format);
    }
    scenario_run_close(&run);
    return status;
}
