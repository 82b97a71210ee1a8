/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: scenarios over one dataset, for the commands that take some. */
#ifndef BLACKOUT_CLI_SCENARIOS_H
#define BLACKOUT_CLI_SCENARIOS_H

#include "cli/cli.h"

/* ---- scenario.c ------------------------------------------------------------------------------ */

/* Scenarios over one dataset, from the options to the result. */
struct scenario_run {
    const struct arguments *arguments;
    blackout_run_options options;
    struct progress_display progress;
    blackout_scenario **scenarios;
    size_t scenario_count;
    size_t series_count; /* of one whose scenarios are made one by one; 0: they are those above */
    const blackout_shard *rows; /* of which shard of its rows the dataset is; NULL: of all */
    blackout_dataset *dataset;
    blackout_result *result;
};

/* An input that replaces what the options say; a list ends with a NULL name. */
struct scenario_change {
    const char *name;
    const char *text;
};

/* Begins a run with what the options say of it; no scenario is in it yet, and no package is read.
 * EXIT_DONE, or EXIT_USAGE after a message; to be closed in either case. It has to stay in place:
 * its options refer to its progress. */
int scenario_run_open(struct scenario_run *run, const struct arguments *arguments);

/* Adds a scenario: the changes, the options, then the file (NULL: that of --scenario). EXIT_DONE,
 * or an exit status after a message; what was made is the run's. */
int scenario_add(struct scenario_run *run, const struct arguments *arguments,
                 const struct scenario_change *changes, const char *file);

/* Adds a scenario, which is the run's from then on, after a failure too. EXIT_DONE, or EXIT_FAILED
 * after a message. */
int scenario_keep(struct scenario_run *run, blackout_scenario *scenario);

/* For commands over one scenario: opens the run with it, and the dataset. */
int scenario_run_open_one(struct scenario_run *run, const struct arguments *arguments);

/* Opens the dataset; a shard of rows is all done then, and its part written. */
int scenario_run_read(struct scenario_run *run);

/* Whether that is so. */
bool scenario_run_is_part(const struct scenario_run *run);

/* Opens the dataset and estimates all scenarios. EXIT_DONE, or an exit status after a message. */
int scenario_run_estimate(struct scenario_run *run);

/* Frees the scenarios, the dataset and the result, whatever of them there is. */
void scenario_run_close(struct scenario_run *run);

/* ---- verbose.c ------------------------------------------------------------------------------- */

/* With --verbose, which files a dataset was read from. */
void verbose_files(const struct arguments *arguments, const blackout_dataset *dataset);

/* With --verbose, the version and how a run is made; before it begins. */
void verbose_run(const struct scenario_run *run);

/* ---- grids.c --------------------------------------------------------------------------------- */

/* Room for the value of a grid, which may be a list of platforms. */
enum { GRID_VALUE_SIZE = 1024, GRID_AXES = 5 };

/* The grids of the options. */
struct grids {
    const struct arguments *arguments;
    size_t counts[GRID_AXES];    /* of values on each axis; 0: the option is not given */
    char value[GRID_VALUE_SIZE]; /* of the axis that was read last */
    size_t count;                /* of combinations */
};

/* Reads the grids, and adds to the run the scenario at the first place of them all. EXIT_DONE, or
 * an exit status after a message, here and below. */
int grids_open(struct grids *grids, struct scenario_run *run, const struct arguments *arguments);

/* The scenario at a place of the grids; it refers to that of the first, `base`, and is the caller's
 * to free, after a failure too. `is_named` NULL, or whether it is the first with what it names: its
 * platforms and its start. */
blackout_status grids_scenario(blackout_scenario **scenario, bool *is_named, struct grids *grids,
                               const blackout_scenario *base, size_t place, blackout_error *error);

/* Adds a scenario for each combination of the grids that the options give. */
int grids_add(struct scenario_run *run, const struct arguments *arguments);

/* ---- batch.c --------------------------------------------------------------------------------- */

/* estimate --batch: a report for each line of a file of scenarios. */
int batch_run(const struct arguments *arguments);

/* ---- batch_file.c ---------------------------------------------------------------------------- */

/* The lines of a file of scenarios, read again and again from a copy: standard input can be read
 * once, and a file that changed between two readings would give other scenarios than were looked
 * at. Of the file no more than a line is in memory. */
struct batch_file {
    const char *path; /* as messages name it */
    FILE *copy;
    char *text; /* of the line, `size` bytes */
    size_t size;
    size_t line;      /* its number, from 1 */
    bool is_too_long; /* it is longer than a scenario may be, and was cut */
    int error_number; /* why the copy cannot be read, by errno; 0: it can */
};

/* Copies the file, "-" being standard input. EXIT_DONE, or EXIT_FAILED after a message; to be
 * closed in either case. */
int batch_file_open(struct batch_file *file, const char *path);

/* The next line that is not blank; false at the end, and where it cannot be read. */
bool batch_file_next(struct batch_file *file);

/* After the last line: EXIT_DONE, or EXIT_FAILED after a message where it was not the last. */
int batch_file_check(const struct batch_file *file);

/* The error of a line that was there and cannot be read again. */
blackout_status batch_file_lost(const struct batch_file *file, blackout_error *error);

/* Back to before the first line. */
void batch_file_again(struct batch_file *file);

void batch_file_close(struct batch_file *file);

/* ---- batch_faults.c -------------------------------------------------------------------------- */

/* What is wrong with lines, equal causes together. */
enum { BATCH_MOST_FAULTS = 20 };

struct batch_fault {
    blackout_error error; /* of the first line */
    size_t count;
    size_t lines[BLACKOUT_DIAGNOSTIC_LINES];
};

struct batch_faults {
    struct batch_fault faults[BATCH_MOST_FAULTS]; /* in the order of their first lines */
    size_t count;
    size_t more;                            /* lines with other faults */
    size_t lines;                           /* with faults */
    blackout_error told[BATCH_MOST_FAULTS]; /* of files that lines name, by their places */
    size_t told_count;
};

/* Notes the fault of a line; its texts are copied. */
void batch_faults_add(struct batch_faults *faults, const blackout_error *error, size_t line);

/* Prints what is wrong in a file that a line names, but for what was said of the same place before:
 * lines share their curves. For options.diagnostic, with the faults as its user. */
void batch_faults_tell(void *user, const blackout_diagnostic *diagnostic);

/* Prints those of a file, and `advice` or ""; the exit status that goes with them. */
int batch_faults_print(const struct batch_faults *faults, const char *path, const char *advice);

#endif
