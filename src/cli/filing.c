/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout filing: a form filled in from the estimate of one outage. The amount of the law is set
 * as a threshold of the scenario, since the estimate has the probability of exceeding an amount
 * only of those that it was asked for. */
#include <string.h>

#include "cli/scenarios.h"

/* What the writing needs, handed on as one; the fields are borrowed from the arguments. */
struct filing_call {
    const blackout_result *result;
    blackout_filing_options options;
    const char *fields[MOST_REPETITIONS];
};

static blackout_status write_filing(const void *what, const char *format, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    const struct filing_call *call = what;
    return blackout_filing_write(call->result, 0, &call->options, format, sink, user, error);
}

/* What is wrong with the form or a field is said before anything is estimated, and before there is
 * a run to be closed. */
static int read_call(struct filing_call *call, const struct arguments *arguments)
{
    blackout_error error;
    *call = (struct filing_call){.options = BLACKOUT_FILING_OPTIONS_INIT};
    if (arguments->operand_count == 0) {
        return message_usage("no form is named; blackout filing FORM [DATASET], FORM one of dora, "
                             "nis2, 8k");
    }
    call->options.form = arguments->operands[0];
    /* room for as many as there are repetitions */
    call->options.fields = call->fields;
    for (int i = 0; i < arguments->repetition_count; ++i) {
        if (arguments->repetitions[i].id == OPTION_FIELD) {
            call->fields[call->options.field_count++] = arguments->repetitions[i].value;
        }
    }
    return blackout_filing_check(&call->options, &error) == BLACKOUT_OK ? EXIT_DONE
                                                                        : message_error(&error);
}

static int estimate(struct scenario_run *run, const struct filing_call *call)
{
    blackout_error error;
    int status = packages_open(&run->dataset, run->arguments, message_fault, &error);
    if (status != EXIT_DONE) {
        return status;
    }
    verbose_run(run);
    return blackout_filing_estimate(&run->result, run->dataset, run->scenarios[0], &call->options,
                                    &run->options, &error) == BLACKOUT_OK
               ? EXIT_DONE
               : outputs_message(run->arguments->outputs, &error);
}

int command_filing(const struct arguments *arguments)
{
    struct scenario_run run;
    struct filing_call call;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = read_call(&call, arguments);
    if (status != EXIT_DONE) {
        return status;
    }
    /* As a change, it is set in place of an option: the command has no --threshold of its own. */
    const char *threshold = blackout_filing_threshold(call.options.form);
    /* a form that has no amount ends the list at once */
    const struct scenario_change changes[] = {{threshold != NULL ? "threshold" : NULL, threshold},
                                              {NULL, NULL}};
    status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, changes, NULL);
    }
    if (status == EXIT_DONE) {
        status = estimate(&run, &call);
    }
    if (status == EXIT_DONE) {
        call.result = run.result;
        status = output_report(arguments, OPTION_OUTPUT, write_filing, &call, format);
    }
    scenario_run_close(&run);
    return status;
}
