/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: what its files share. It knows the library by its public header alone. */
#ifndef BLACKOUT_CLI_CLI_H
#define BLACKOUT_CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "blackout.h"

/* Exit statuses of the contract; interrupt.c has those of signals: 128 and the number. */
enum {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_PIPE = 141 /* what shells say of a program that SIGPIPE has ended: 128 + 13 */
};

enum option_id {
    OPTION_HELP,
    OPTION_MANUAL,
    OPTION_VERSION,
    OPTION_PLATFORM,
    OPTION_OWNER,
    OPTION_EVENT,
    OPTION_SCENARIO,
    OPTION_BATCH,
    OPTION_REGION,
    OPTION_START,
    OPTION_DURATION,
    OPTION_SEVERITY,
    OPTION_RECOVERY,
    OPTION_SEVERITY_CURVE,
    OPTION_REBOUND,
    OPTION_CURRENCY,
    OPTION_SAMPLES,
    OPTION_UNTIL,
    OPTION_DRAWS,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_SHARD,
    OPTION_SHARD_BY,
    OPTION_TOP,
    OPTION_INCIDENT,
    OPTION_THRESHOLD,
    OPTION_FIELD,
    OPTION_FROM,
    OPTION_TO,
    OPTION_EXPLORE,
    OPTION_LOSS,
    OPTION_AT,
    OPTION_OF,
    OPTION_LONGEST,
    OPTION_PRICES,
    OPTION_SYMBOL,
    OPTION_INDEX,
    OPTION_PEERS,
    OPTION_DATE,
    OPTION_MODEL,
    OPTION_RETURNS,
    OPTION_ESTIMATION,
    OPTION_WINDOWS,
    OPTION_SHARES,
    OPTION_JUMPS,
    OPTION_DETECT,
    OPTION_HOLIDAYS,
    OPTION_WRITE_CURVE,
    OPTION_WRITE_ERROR,
    OPTION_YEARS,
    OPTION_MIN_DURATION,
    OPTION_EVENT_LOSSES,
    OPTION_YEAR_LOSSES,
    OPTION_EXCEEDANCE,
    OPTION_EVENTS,
    OPTION_ORD,
    OPTION_SET,
    OPTION_BASE,
    OPTION_EXPECT_TOTAL,
    OPTION_ON_ERROR,
    OPTION_REJECTS,
    OPTION_TABLE,
    OPTION_ENCODING,
    OPTION_DECIMAL_MARK,
    OPTION_FORMAT,
    OPTION_COMPACT,
    OPTION_CHART,
    OPTION_CSV_DIALECT,
    OPTION_COLOR,
    OPTION_PROGRESS,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_OUTPUT,
    OPTION_COUNT
};

struct command;
struct output;

/* One use of an option that may be given several times. */
struct repetition {
    enum option_id id;
    const char *value;
};

/* More is a list, which belongs into a package. Operands are the parts of a run. */
enum { MOST_REPETITIONS = 256, LISTS_SIZE = 4096, MOST_OPERANDS = BLACKOUT_MOST_SHARDS };

/* A command line once read. Texts are those of argv. */
struct arguments {
    const struct command *command;
    const char *values[OPTION_COUNT]; /* NULL: not given; "" for options without a value; of
                                         repeatable ones the last */
    struct repetition repetitions[MOST_REPETITIONS]; /* of repeatable options, in their order */
    int repetition_count;
    char lists[LISTS_SIZE]; /* of options that are lists and were given several times */
    size_t lists_used;
    size_t list_ends[OPTION_COUNT];      /* after the list of an option; 0: its value is in argv */
    const char *operands[MOST_OPERANDS]; /* what is given without an option: the dataset, a name */
    int operand_count;
    char chart_format[128];       /* "svg:NAME" where a chart is asked for by its name; else "" */
    char words[OPTION_COUNT][16]; /* values that are words of their option, as its table has them */
    char csv_format[32];          /* "csv:NAME" where a dialect is asked for; else "csv" */
    struct output *outputs;       /* of the options, by their number, open while the command runs */
    const blackout_parts *parts;  /* whose values are taken; NULL: the command runs by itself */
    const struct command *(*find)(const char *name); /* for a command that runs another one */
};

struct command {
    const char *name;
    const char *operands; /* "[DATASET]" */
    int most_operands;
    int scenario_operands; /* so many are files of scenarios, the first ones */
    int dataset_operand;   /* number of the one that names the dataset, where it reads one; those
                              after it name more of them */
    const char *summary;
    const char *report;          /* whose formats --format knows; NULL: the command has none */
    const char *const *examples; /* NULL at the end */
    int (*run)(const struct arguments *arguments); /* NULL: it is about the program, see about.c */
    const char *dataset_default; /* the installed package that it reads where none is named; NULL:
                                    what blackout_package_find() does */
    bool writes_folder; /* --output names a new folder; the report goes to standard output */
};

/* What a command does with the file that an option names. */
enum file_use { NO_FILE, FILE_READ, FILE_WRITTEN };

struct option {
    const char *name;
    char short_name;      /* 0: none */
    const char *argument; /* NULL: a flag */
    const char *commands; /* names, blank-separated; "" for all */
    const char *help;
    const char *words; /* that its value may be, blank-separated; NULL: any text, or the library
                          knows */
    enum file_use file;
    bool repeatable; /* each use adds a value */
    bool is_list;    /* each use adds to the list that its value is */
    bool is_input;   /* it sets the input of its name (blackout_input) */
};

int command_estimate(const struct arguments *arguments);
int command_event_study(const struct arguments *arguments);
int command_traffic(const struct arguments *arguments);
int command_validate(const struct arguments *arguments);
int command_describe(const struct arguments *arguments);
int command_schema(const struct arguments *arguments);
int command_import(const struct arguments *arguments);
int command_init(const struct arguments *arguments);
int command_merge(const struct arguments *arguments);
int command_sweep(const struct arguments *arguments);
int command_tolerable(const struct arguments *arguments);
int command_compare(const struct arguments *arguments);
int command_filing(const struct arguments *arguments);
int command_year(const struct arguments *arguments);
int command_risk(const struct arguments *arguments);
int command_backtest(const struct arguments *arguments);
int command_calibrate(const struct arguments *arguments);
int command_explain(const struct arguments *arguments);
int command_sensitivity(const struct arguments *arguments);

/* ---- options.c ------------------------------------------------------------------------------- */

struct option option_at(enum option_id id);

/* Whether a command takes an option. */
bool option_serves(enum option_id id, const struct command *command);

/* Whether a command reads a package, which is then its DATASET. */
bool options_read_package(const struct command *command);

/* ---- arguments.c ----------------------------------------------------------------------------- */

/* The operand that names the dataset, or the command's own default; NULL: not given. */
const char *arguments_dataset(const struct arguments *arguments);

/* The mark of --decimal-mark, or 0. */
char arguments_decimal_mark(const struct arguments *arguments);

/* Whether shards are of the rows of a table, in place of the run. */
bool arguments_divide_rows(const struct arguments *arguments);

/* Reads the arguments after the command's name; EXIT_DONE, or EXIT_USAGE after a message. */
int arguments_read(struct arguments *arguments, const struct command *command, int argc,
                   char *const argv[]);

/* ---- commands.c ------------------------------------------------------------------------------ */

extern const struct command commands[];
extern const size_t command_count;

const struct command *commands_find(const char *name);

/* Names the nearest command. */
int commands_unknown(const char *name);

/* ---- help.c ---------------------------------------------------------------------------------- */

void help_program(FILE *file);
void help_command(FILE *file, const struct command *command);

/* The manual page of a command, for man(1); `command` NULL: of the program. */
void help_manual(FILE *file, const struct command *command);

/* ---- compact.c ------------------------------------------------------------------------------- */

/* A sink for JSON that passes it on without the blanks between its parts. */
struct compact {
    blackout_sink *sink;
    void *user;
    bool in_text; /* between quotes */
    bool escaped; /* after a backslash there */
};

/* The blackout_sink; `user` is a struct compact. */
int compact_write(void *user, const char *bytes, size_t size);

/* ---- completion.c ---------------------------------------------------------------------------- */

/* The shells that completion_write() knows; NULL after the last. */
const char *completion_shell(size_t index);

/* Writes what makes a shell complete commands, options and their values. */
void completion_write(FILE *file, const char *shell);

/* ---- about.c --------------------------------------------------------------------------------- */

/* Whether a command line asks about the program, by one of the commands help, version and
 * completion or by an option that every command has. */
bool about_asks(const struct arguments *arguments);

/* Answers it. */
int about_run(const struct arguments *arguments);

/* Answers an option in the place of a command, argv[1]. */
int about_program(int argc, char *const argv[]);

/* ---- messages.c ------------------------------------------------------------------------------ */

/* Prints one line on standard error, whatever is in the values: see messages.c. */
void message_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints why a call failed, in one line; returns the exit status that goes with it. */
int message_error(const blackout_error *error);

/* Prints one line for a wrong command line; returns EXIT_USAGE. */
int message_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints one line for what failed here; returns EXIT_FAILED. */
int message_failed(const char *what);

/* A blackout_diagnostic_function that prints faults alone: warnings are in the report. */
void message_fault(void *user, const blackout_diagnostic *diagnostic);

/* The same with warnings. */
void message_diagnostic(void *user, const blackout_diagnostic *diagnostic);

/* The latter, or the former where --quiet is given. */
blackout_diagnostic_function *message_with_warnings(const struct arguments *arguments);

/* ---- terminal.c ------------------------------------------------------------------------------ */

/* NULL, an output that is not open, is none. */
bool terminal_is(FILE *file);

/* The columns of a terminal: those that it says it has, else those of COLUMNS. 0: it is none, or
 * nobody knows. */
long terminal_columns(FILE *file);

/* Whether what is written there has colours: by --color, else on a terminal, unless NO_COLOR is set
 * or TERM is "dumb". */
bool terminal_has_colors(FILE *file, const struct arguments *arguments);

/* The format of text for a stream, "text:80:color". */
enum { TERMINAL_TEXT_SIZE = 48 };
const char *terminal_text(char text[TERMINAL_TEXT_SIZE], FILE *file,
                          const struct arguments *arguments);

/* ---- output.c -------------------------------------------------------------------------------- */

/* Where a result goes: standard output, or a file that is complete or not there. */
struct output {
    FILE *file;       /* NULL: not open */
    const char *path; /* NULL: standard output */
    char *target;     /* the path at the end of its links */
    char *temporary;  /* beside the target, renamed at the end; NULL: written in place */
    int error_number; /* of the first failed write; 0 */
};

/* `path` NULL or "-": standard output. EXIT_DONE, or EXIT_FAILED after a message. */
int output_open(struct output *output, const char *path);

/* A blackout_sink; `user` is the output. */
int output_write(void *user, const char *bytes, size_t size);

/* Passes on what is buffered. A failure shows at the next write. */
void output_flush(struct output *output);

/* Ends the output; `keep` false throws away what was written. EXIT_DONE, or EXIT_FAILED after a
 * message. */
int output_close(struct output *output, bool keep);

/* Opens every output that the options name, each at the number of its option, and the report's
 * always. EXIT_DONE, or EXIT_FAILED after a message; to be closed in either case. */
int outputs_open(struct output outputs[OPTION_COUNT], const struct arguments *arguments);

/* Ends all of them: they are kept where the command has ended with EXIT_DONE and each could be
 * written. Returns the status, or EXIT_FAILED after a message where that was EXIT_DONE. */
int outputs_close(struct output outputs[OPTION_COUNT], int status);

/* As message_error(), but for a failed write, which is reported when the output is closed. */
int outputs_message(const struct output outputs[OPTION_COUNT], const blackout_error *error);

/* The formats of a report as a list, "text, json or csv", with `first` after the first of them. */
enum { FORMATS_TEXT_SIZE = 80 };
void output_formats(char text[FORMATS_TEXT_SIZE], const char *report, const char *first);

/* The format asked for, else the one that the output's name ends in, else the first of the
 * command's; NULL after a message. Commands ask for it first: a wrong format costs no run. */
const char *output_format(const struct arguments *arguments);

/* The format that the ending of --output means; NULL: it means none. */
const char *output_ending(const struct arguments *arguments);

/* Whether the command writes text to standard output, and no file. */
bool output_is_text_alone(const struct arguments *arguments);

/* What a run calls for faults and warnings: CSV and SVG have no place for warnings, which are
 * printed. */
blackout_diagnostic_function *output_message(const struct arguments *arguments);

/* Writes `what`, of the type its command knows, in a format of output_format(). */
typedef blackout_status report_writer(const void *what, const char *format, blackout_sink *sink,
                                      void *user, blackout_error *error);

/* On which way a report reaches the output of an option. */
struct output_way {
    const struct arguments *arguments;
    const char *format; /* to be asked for: that of text says how wide it is */
    blackout_sink *sink;
    void *user;
    struct output *output;
    bool is_compact;
    bool is_workbook;
    bool is_held; /* interrupts are, until the end */
    struct compact compact;
    char text[TERMINAL_TEXT_SIZE];
};

/* `way` has to stay in place. output_way_write() goes before what the library writes at once, of a
 * report that is not written record by record. output_way_end() ends it; `written` is what the
 * library said of the writing. Returns the exit status. */
void output_way_begin(struct output_way *way, const struct arguments *arguments,
                      enum option_id option, const char *format);
void output_way_write(struct output_way *way);
int output_way_end(struct output_way *way, blackout_status written, const blackout_error *error);

/* Writes a report to the output of an option. Returns the exit status. */
int output_report(const struct arguments *arguments, enum option_id option, report_writer *write,
                  const void *what, const char *format);

/* ---- files.c --------------------------------------------------------------------------------- */

/* Refuses an output that is an input of the command, or another of its outputs: EXIT_DONE, or an
 * exit status after a message. The files that a scenario names are not known yet. */
int files_check(const struct arguments *arguments);

/* The same for one more input. */
int files_check_input(const struct arguments *arguments, const char *path);

/* The path at the end of all links that `path` is, there or not; to be freed, NULL when memory is
 * out. */
char *files_target(const char *path);

/* ---- listing.c ------------------------------------------------------------------------------- */

/* Refuses what a command that is given no name, and so lists names, has no use for; `what` has a
 * name, such as "a package". EXIT_DONE, or EXIT_USAGE after a message. */
int listing_check(const struct arguments *arguments, const char *what);

/* ---- model_error.c --------------------------------------------------------------------------- */

/* Whose model error is taken by a package that has none: that of BLACKOUT_MODEL_ERROR, else of the
 * installed reference; NULL for "none", and where there is none. A text of the environment or of
 * `path`. */
const char *model_error_package(char *path, size_t size, const struct arguments *arguments);

/* ---- open.c ---------------------------------------------------------------------------------- */

/* Prints the installed packages. */
int packages_list(FILE *file);

/* Opens the dataset of one operand. */
int packages_open_one(blackout_dataset **dataset, const char *operand,
                      const struct arguments *arguments, blackout_diagnostic_function *print,
                      blackout_error *error);

/* The same for a shard of rows, or of the parts of all; NULL: neither. */
int packages_open_rows(blackout_dataset **dataset, const char *operand,
                       const struct arguments *arguments, const blackout_shard *rows,
                       blackout_error *error);

/* Writes the rows of a dataset that are left out, where that was asked for. */
int packages_rejects(const blackout_dataset *dataset, const struct arguments *arguments);

/* Opens the dataset that the operands name. `print` gets faults and warnings. */
int packages_open(blackout_dataset **dataset, const struct arguments *arguments,
                  blackout_diagnostic_function *print, blackout_error *error);

/* ---- progress.c ------------------------------------------------------------------------------ */

/* The longest line on a terminal, and the longest number in it. */
enum { PROGRESS_COLUMNS = 100, PROGRESS_NUMBER_SIZE = 32 };

/* What is shown of a run, which lives while it goes on. */
struct progress_display {
    bool is_json;
    bool is_over; /* the last line was printed */
    double began; /* when the command did, in seconds */
    double first; /* when the first report came, and its share; 0: none has */
    double first_share;
    double shown;    /* when a line was printed or drawn; 0: none yet */
    bool is_reading; /* of files, of which nothing is said where it takes no time */
};

/* Makes a run show how far it is, as --progress has it. */
void progress_begin(struct progress_display *display, blackout_run_options *options,
                    const struct arguments *arguments);

/* The same of a package that is being read. */
void progress_begin_reading(struct progress_display *display, blackout_dataset_options *options,
                            const struct arguments *arguments);

/* Clears the line, where one is drawn; before anything else is printed on standard error. */
void progress_clear(void);

/* ---- interrupt.c ----------------------------------------------------------------------------- */

/* From now on SIGINT, SIGTERM and SIGHUP remove the temporary files and end the program with 128
 * and their number, and a closed pipe or a file that may not grow is an error like any other. */
void interrupt_catch(void);

/* Between the two calls, of the one thread that there is then, a signal waits: what belongs
 * together is done whole. They do not nest. */
void interrupt_hold(void);
void interrupt_release(void);

/* Notes that so many columns of the line on standard error are drawn over again and again: a signal
 * clears them before its message. Returns how many it was before. */
int interrupt_line(int columns);

/* A file that a signal is to remove, until it is forgotten; `path` is the caller's and stays until
 * then. At most as many at once as there are options. */
void interrupt_watch(const char *path);
void interrupt_forget(const char *path);

#endif
