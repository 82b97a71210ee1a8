/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a request has no place in the dataset, but its warnings matter to whoever reads the
 * report. They are copied, since the diagnostics go with the file. */
#include "ingest/warning_keeper.h"

#include <string.h>

/* Texts are copied by warning_add(): those of a diagnostic live as long as the call that has it. */
int warning_keep(struct warning_list *list, struct arena *arena,
                 const blackout_diagnostic *diagnostic)
{
    struct warning warning = {.code = diagnostic->code,
                              .message = diagnostic->message,
                              .where = arena_format(arena, "%s:%zu:%zu", diagnostic->source,
                                                    diagnostic->line, diagnostic->column),
                              .file = diagnostic->source,
                              .line = diagnostic->line,
                              .column = diagnostic->column,
                              .count = diagnostic->count};
    int status = warning.where != NULL ? 0 : -1;
    memcpy(warning.lines, diagnostic->lines, sizeof warning.lines);
    for (size_t i = 0; i < diagnostic->money_count && status == 0; ++i) {
        status = warning_monies_add(&warning.money, arena, diagnostic->money[i].currency,
                                    diagnostic->money[i].amount);
    }
    return status == 0 ? warning_add(list, arena, &warning) : status;
}

/* Warnings end up in the report and nowhere else; faults go to the caller at once, since there will
 * be no report. */
static void listen(void *user, const blackout_diagnostic *diagnostic)
{
    struct warning_keeper *keeper = user;
    const blackout_run_options *caller = keeper->caller;
    if (diagnostic->severity == BLACKOUT_WARNING) {
        keeper->failed =
            warning_keep(keeper->list, keeper->arena, diagnostic) != 0 || keeper->failed;
    } else if (caller != NULL && caller->diagnostic != NULL) {
        caller->diagnostic(caller->user, diagnostic);
    }
}

blackout_run_options warning_keeper_options(struct warning_keeper *keeper)
{
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    options.diagnostic = listen;
    options.user = keeper;
    if (keeper->caller != NULL) {
        options.encoding = keeper->caller->encoding;
        options.decimal_mark = keeper->caller->decimal_mark;
    }
    return options;
}
