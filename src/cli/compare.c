/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout compare: two scenario files on the same draws, and their paired difference. `paired`
 * makes both take the same draws: the difference of two means has then the noise of the difference
 * and not of both. The files have no option: they are operands, of which the first two are
 * scenarios, so that the package comes third. */
#include "cli/scenarios.h"

static blackout_status write_comparison(const void *what, const char *format, blackout_sink *sink,
                                        void *user, blackout_error *error)
{
    return blackout_compare_write(what, 0, 1, format, sink, user, error);
}

int command_compare(const struct arguments *arguments)
{
    struct scenario_run run;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    if (arguments->operand_count < 2) {
        return message_usage(
            "two scenarios are needed; name them: blackout compare A.json B.json [DATASET]");
    }
    int status = scenario_run_open(&run, arguments);
    for (int i = 0; i < 2 && status == EXIT_DONE; ++i) {
        status = scenario_add(&run, arguments, NULL, arguments->operands[i]);
    }
    if (status == EXIT_DONE) {
        run.options.paired = 1;
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_comparison, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
