/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a run as the library takes them, and the warnings of its report on their way to
 * the caller's function. Options say how a run is made and never what it computes. */
#include "ask/run_options.h"

#include <string.h>

#include "core/options.h"

blackout_status run_options_take(blackout_run_options *taken, const blackout_run_options *given,
                                 blackout_error *error)
{
    static const struct options_kind kind = {sizeof *taken, "blackout_run_options",
                                             "BLACKOUT_RUN_OPTIONS_INIT"};
    return options_take(taken, given, &kind, error);
}

/* For runs inside a run: their warnings would be repeated once for each of them. That it is
 * cancelled has to reach them, or a long run could not be stopped. */
blackout_run_options run_options_quiet(const blackout_run_options *taken)
{
    blackout_run_options quiet = BLACKOUT_RUN_OPTIONS_INIT;
    if (taken != NULL) {
        quiet.threads = taken->threads;
        quiet.cancelled = taken->cancelled;
        quiet.user = taken->user;
    }
    return quiet;
}

struct progress run_options_progress(const blackout_run_options *options)
{
    return options != NULL ? (struct progress){options->progress, options->progress_user}
                           : (struct progress){NULL, NULL};
}

/* The part is the caller's, and has to outlive the run. */
void run_options_part(blackout_run_options *options, struct progress_part *part)
{
    options->progress = progress_in_part;
    options->progress_user = part;
}

/* Money is copied: the warning's sums are compensated ones, the caller's plain numbers. */
static void report(const blackout_run_options *options, const struct warning *warning)
{
    blackout_money money[WARNING_MONIES];
    blackout_diagnostic diagnostic = {.severity = BLACKOUT_WARNING,
                                      .code = warning->code,
                                      .source =
                                          warning->file != NULL ? warning->file : warning->where,
                                      /* a line is one of a file, not of a table's name */
                                      .line = warning->file != NULL ? warning->line : 0,
                                      .column = warning->column,
                                      .field = "",
                                      .message = warning->message,
                                      .count = warning->count,
                                      .money = money};
    memcpy(diagnostic.lines, warning->lines, sizeof diagnostic.lines);
    for (size_t i = 0; i < warning->money.count && i < WARNING_MONIES; ++i) {
        const struct warning_money *of = &warning->money.items[i];
        money[diagnostic.money_count++] = (blackout_money){of->currency, sum_value(&of->amount)};
    }
    options->diagnostic(options->user, &diagnostic);
}

void run_options_report(const blackout_run_options *options, const struct warning_list *warnings)
{
    if (options != NULL && options->diagnostic != NULL) {
        for (size_t i = 0; i < warnings->count; ++i) {
            report(options, &warnings->items[i]);
        }
    }
}
