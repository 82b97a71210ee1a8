/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout estimate: what one outage costs. One of three ways: as it is, as a shard that writes a
 * part in place of a report, or with the scenarios near it that a page lets its reader choose.
 * --batch has a file of its own. */
#include <string.h>

#include "cli/sharing.h"

static blackout_status write_estimate(const void *what, const char *format, blackout_sink *sink,
                                      void *user, blackout_error *error)
{
    return blackout_result_write(what, 0, format, sink, user, error);
}

static blackout_status write_explored(const void *what, const char *format, blackout_sink *sink,
                                      void *user, blackout_error *error)
{
    return blackout_explore_write(what, format, sink, user, error);
}

/* What can be explored is a page. Draws would be of each scenario of the page, thousands of them. A
 * shard is refused with it in sharing.c. */
static int check_explored(const struct arguments *arguments, const char *format)
{
    if (strcmp(format, "html") != 0) {
        return message_usage("--explore is for pages; add --output FILE.html or --format html");
    }
    if (arguments->values[OPTION_DRAWS] != NULL) {
        return message_usage(
            "--explore and --draws are given; leave --draws out, since draws are of one scenario");
    }
    return EXIT_DONE;
}

/* As scenario_run_estimate(), with scenarios near the one that is asked for. */
static int explore(struct scenario_run *run)
{
    blackout_error error;
    int status = packages_open(&run->dataset, run->arguments, message_fault, &error);
    if (status != EXIT_DONE) {
        return status;
    }
    verbose_run(run);
    blackout_status made =
        blackout_explore(&run->result, run->dataset, run->scenarios[0], &run->options, &error);
    return made == BLACKOUT_OK ? EXIT_DONE : outputs_message(run->arguments->outputs, &error);
}

/* A shard has no format: what it writes is no report. A batch comes before all of this, since its
 * formats are others. Text shows no intervals of parts, so that they are not sampled where nothing
 * but text is written. */
int command_estimate(const struct arguments *arguments)
{
    if (arguments->values[OPTION_BATCH] != NULL) {
        return batch_run(arguments);
    }
    struct scenario_run run;
    struct sharing sharing;
    const bool is_shard = sharing_writes(arguments);
    const char *format = is_shard ? "" : output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    const bool explores = arguments->values[OPTION_EXPLORE] != NULL;
    int status = explores ? check_explored(arguments, format) : EXIT_DONE;
    if (status != EXIT_DONE) {
        return status;
    }
    status = scenario_run_open(&run, arguments);
    run.options.no_part_samples = output_is_text_alone(arguments);
    /* written while samples are made: the matrix is as long as they are many */
    struct output *draws = &arguments->outputs[OPTION_DRAWS];
    if (draws->file != NULL) {
        run.options.draws = output_write;
        run.options.draws_user = draws;
    }
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = sharing_begin(&sharing, &run);
    }
    if (status == EXIT_DONE) {
        status = explores ? explore(&run) : scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE && !is_shard) {
        status = output_report(arguments, OPTION_OUTPUT, explores ? write_explored : write_estimate,
                               run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
