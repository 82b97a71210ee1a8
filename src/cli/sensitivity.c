/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout sensitivity: which inputs drive the losses of a scenario. */
#include <stdlib.h>

#include "cli/cli.h"

/* Points of the design where none are asked for: about twenty thousand evaluations. */
enum { DEFAULT_POINTS = 1024, MOST_POINTS = 65536 };

static int read_points(size_t *points, const char *text)
{
    char *end;
    *points = DEFAULT_POINTS;
    if (text == NULL) {
        return EXIT_DONE;
    }
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || value < 64 || value > MOST_POINTS) {
        return message_usage("samples is not a whole number from 64 to %d ('%s')", MOST_POINTS,
                             text);
    }
    *points = (size_t)value;
    return EXIT_DONE;
}

static blackout_status write_sensitivity(const void *what, const char *format, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    return blackout_sensitivity_write(what, 0, format, sink, user, error);
}

int command_sensitivity(const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "json", NULL};
    struct scenario_run run;
    const char *format = output_format(arguments, formats);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = read_points(&run.options.sensitivity, arguments->values[OPTION_SAMPLES]);
    }
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status =
            output_report(arguments->values[OPTION_OUTPUT], write_sensitivity, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
