/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that a request names and no package has (a severity curve, holidays, prices): read like a
 * table, its faults reported at once. */
#ifndef BLACKOUT_INGEST_BARE_FILE_H
#define BLACKOUT_INGEST_BARE_FILE_H

#include "blackout/run.h"
#include "ingest/reader.h"

struct bare_file {
    struct diagnostics diagnostics;
    /* what its keys refer to, empty or copied from a dataset, and room for the file itself */
    struct table tables[NO_TABLE];
    struct ingest ingest;
    const char *share; /* see struct resource, all three */
    const char *encoding;
    char decimal;
    const char *memory; /* [memory_size] in place of the file; NULL: none */
    size_t memory_size;
};

/* Makes ready. Texts are added to `strings`, and rows to `arena`. */
void bare_file_init(struct bare_file *file, struct arena *arena, struct strings *strings,
                    const blackout_run_options *options);

/* Reads the file at `path` as `table`; `source` is its name in messages, and lives as long as the
 * table. */
blackout_status bare_file_read(struct bare_file *file, struct table *table, const char *path,
                               const char *source, row_function *function, void *user,
                               blackout_error *error);

/* Ends what bare_file_init() began: reports what was found. `status` is that of the reading; with
 * any fault the call fails too, naming the number of faults in `what`. */
blackout_status bare_file_end(struct bare_file *file, blackout_status status, const char *source,
                              const char *what, blackout_error *error);

#endif
