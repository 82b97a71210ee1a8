/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of lines of scenarios. A misspelt platform may be in all of ten thousand lines: equal
 * causes are said once, with their number and the first lines. */
#include <string.h>

#include "cli/scenarios.h"

/* By the message, which has the value in it: another misspelt name is another thing to correct.
 * Where in its line it stands does not count. */
static struct batch_fault *find(struct batch_faults *faults, const blackout_error *error)
{
    for (size_t i = 0; i < faults->count; ++i) {
        if (strcmp(faults->faults[i].error.message, error->message) == 0) {
            return &faults->faults[i];
        }
    }
    return NULL;
}

/* A few causes are enough to correct a file by; of the others only the number is said. */
void batch_faults_add(struct batch_faults *faults, const blackout_error *error, size_t line)
{
    struct batch_fault *fault = find(faults, error);
    ++faults->lines;
    if (fault == NULL && faults->count == BATCH_MOST_FAULTS) {
        ++faults->more;
        return;
    }
    if (fault == NULL) {
        fault = &faults->faults[faults->count++];
        *fault = (struct batch_fault){.error = *error};
    }
    if (fault->count < BLACKOUT_DIAGNOSTIC_LINES) {
        fault->lines[fault->count] = line;
    }
    ++fault->count;
}

static bool is_told(const struct batch_faults *faults, const blackout_diagnostic *diagnostic)
{
    for (size_t i = 0; i < faults->told_count; ++i) {
        const blackout_error *told = &faults->told[i];
        if (told->line == diagnostic->line && told->column == diagnostic->column &&
            strncmp(told->source, diagnostic->source, sizeof told->source - 1) == 0 &&
            strncmp(told->message, diagnostic->message, sizeof told->message - 1) == 0) {
            return true;
        }
    }
    return false;
}

/* Some are remembered: of a file with thousands of other ones nobody reads each. The texts of a
 * diagnostic live as long as the call, and so are copied, cut as an error has room for them; they
 * are compared up to there. */
void batch_faults_tell(void *user, const blackout_diagnostic *diagnostic)
{
    struct batch_faults *faults = user;
    if (is_told(faults, diagnostic)) {
        return;
    }
    if (faults->told_count < BATCH_MOST_FAULTS) {
        blackout_error *told = &faults->told[faults->told_count++];
        *told = (blackout_error){.line = diagnostic->line, .column = diagnostic->column};
        snprintf(told->source, sizeof told->source, "%s", diagnostic->source);
        snprintf(told->message, sizeof told->message, "%s", diagnostic->message);
    }
    message_fault(NULL, diagnostic);
}

/* A wrong command line only where every line is wrong as one would be: else data are at fault, and
 * the status is theirs. */
int batch_faults_print(const struct batch_faults *faults, const char *path, const char *advice)
{
    bool is_usage = true;
    for (size_t i = 0; i < faults->count; ++i) {
        const struct batch_fault *fault = &faults->faults[i];
        /* what is wrong with a scenario as a whole has no column: the line's first */
        blackout_diagnostic diagnostic = {.severity = BLACKOUT_FAULT,
                                          .code = "",
                                          .source = path,
                                          .line = fault->lines[0],
                                          .column =
                                              fault->error.column > 0 ? fault->error.column : 1,
                                          .field = fault->error.field,
                                          .message = fault->error.message,
                                          .count = fault->count};
        memcpy(diagnostic.lines, fault->lines, sizeof diagnostic.lines);
        message_diagnostic(NULL, &diagnostic);
        is_usage = is_usage && fault->error.status == BLACKOUT_ERROR_USAGE;
    }
    if (faults->more > 0) {
        message_line("%s: %zu more line%s with other faults", path, faults->more,
                     faults->more == 1 ? "" : "s");
    }
    message_line("%s: %zu line%s with faults; nothing was estimated%s", path, faults->lines,
                 faults->lines == 1 ? "" : "s", advice);
    return is_usage ? EXIT_USAGE : EXIT_FAILED;
}
