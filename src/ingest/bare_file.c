/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of its own with its own diagnostics, through the same reader as a package, so that
 * encodings, marks and faults of such a file are the same. It ends the run itself where it has
 * faults, since no package will. */
#include "ingest/bare_file.h"

#include "core/error.h"

/* Nothing of a package's reading holds for it: there is no base, no reject and no block. */
void bare_file_init(struct bare_file *file, struct arena *arena, struct strings *strings,
                    const blackout_run_options *options)
{
    *file = (struct bare_file){0};
    if (options != NULL) {
        file->diagnostics.function = options->diagnostic;
        file->diagnostics.user = options->user;
        file->encoding = options->encoding;
        file->decimal = options->decimal_mark;
    }
    file->ingest.context = (struct table_context){.arena = arena,
                                                  .strings = strings,
                                                  .diagnostics = &file->diagnostics,
                                                  .tables = file->tables};
}

/* Nothing is declared of its dialect, fields or hash: only a package has a description. */
blackout_status bare_file_read(struct bare_file *file, struct table *table, const char *path,
                               const char *source, row_function *function, void *user,
                               blackout_error *error)
{
    const struct resource resource = {.present = true,
                                      .path = file->memory == NULL ? path : NULL,
                                      .memory = file->memory,
                                      .memory_size = file->memory_size,
                                      .source = source,
                                      .package = "",
                                      .encoding = file->encoding,
                                      .decimal = file->decimal,
                                      .share = file->share};
    return table_read(table, &resource, &file->ingest, function, user, error);
}

/* What was found is told before the error that counts it. */
blackout_status bare_file_end(struct bare_file *file, blackout_status status, const char *source,
                              const char *what, blackout_error *error)
{
    const size_t faults = file->diagnostics.fault_count;
    status = diagnostics_judge(&file->diagnostics, status, error);
    if (status != BLACKOUT_ERROR_MEMORY) { /* else they may follow from that */
        diagnostics_flush(&file->diagnostics);
    }
    diagnostics_free(&file->diagnostics);
    return status == BLACKOUT_OK && faults > 0
               ? error_at(error, BLACKOUT_ERROR_INPUT, source, 0, 0, "%zu %s in %s", faults,
                          faults == 1 ? "fault" : "faults", what)
               : status;
}
