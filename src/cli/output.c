/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outputs of a command are opened before it runs, so that one that cannot be written costs no
 * run, and are complete or not there: a file is written beside its place and renamed at the end,
 * when all outputs of the command are whole. A full disk shows when the buffer is flushed, the file
 * synchronised or closed: all are looked at. */
#define _GNU_SOURCE /* mkstemp, fsync, fchown */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

/* A pipe whose reader has left, like `| head -1`, has had what was wanted: nothing is said. */
static int fail(const struct output *output, int error_number)
{
    if (error_number == EPIPE) {
        return EXIT_PIPE;
    }
    const bool is_file = output->path != NULL;
    message_line("%s: cannot be written: %s%s", is_file ? output->path : "standard output",
                 strerror(error_number), is_file ? "; name a file in a folder with room" : "");
    return EXIT_FAILED;
}

/* The first failure alone: those that follow are of the same cause. */
static void note(struct output *output, int result)
{
    if (result != 0 && output->error_number == 0) {
        output->error_number = errno;
    }
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* Whether a file is written in place: a device, a pipe, and what the process has open already, by
 * the names that the system has for that. A rename would put a file where they are. */
static bool is_special(const char *path, const struct stat *info)
{
    static const char *const open_already[] = {"/dev/std", "/dev/fd/", "/proc/"};
    bool is_open = false;
    for (size_t i = 0; i < sizeof open_already / sizeof open_already[0]; ++i) {
        is_open = is_open || strncmp(path, open_already[i], strlen(open_already[i])) == 0;
    }
    return is_open || !S_ISREG(info->st_mode);
}

/* Gives a temporary file, which is private, the permissions of the file that it will replace; of a
 * new one, those that the umask leaves. */
static void set_mode(int descriptor, const struct stat *old)
{
    if (old == NULL) {
        mode_t mask = umask(0);
        umask(mask);
        fchmod(descriptor, 0666 & ~mask);
        return;
    }
    /* another group than before is not to have what the old one had */
    const bool is_owners = fchown(descriptor, old->st_uid, old->st_gid) == 0;
    fchmod(descriptor, old->st_mode & (is_owners ? 0777 : 0707));
}

/* Opens a file beside the place that it is for; `old` is what is there, NULL: nothing. A file that
 * may not be written is refused, although a rename could replace it: the folder's permission is not
 * the file's. Between the file's making and its being watched no signal comes. */
static void open_temporary(struct output *output, const struct stat *old)
{
    output->target = files_target(output->path);
    size_t size = output->target != NULL ? strlen(output->target) + sizeof ".XXXXXX" : 0;
    output->temporary = size > 0 ? malloc(size) : NULL;
    if (output->temporary == NULL) {
        output->error_number = ENOMEM;
        return;
    }
    snprintf(output->temporary, size, "%s.XXXXXX", output->target);
    interrupt_hold();
    int descriptor =
        old == NULL || access(output->target, W_OK) == 0 ? mkstemp(output->temporary) : -1;
    if (descriptor >= 0) {
        interrupt_watch(output->temporary);
    }
    interrupt_release();
    if (descriptor < 0) {
        note(output, -1);
        free(output->temporary);
        output->temporary = NULL;
        return;
    }
    set_mode(descriptor, old);
    output->file = fdopen(descriptor, "wb");
    if (output->file == NULL) {
        note(output, -1);
        close(descriptor);
    }
}

/* What stat() cannot look at for another reason than that it is not there is not written over. */
int output_open(struct output *output, const char *path)
{
    struct stat info;
    *output = (struct output){.file = stdout};
    if (path == NULL || strcmp(path, "-") == 0) {
        return EXIT_DONE;
    }
    *output = (struct output){.path = path};
    bool is_there = stat(path, &info) == 0;
    if (is_there && is_special(path, &info)) {
        output->file = fopen(path, "wb");
        note(output, output->file != NULL ? 0 : -1);
    } else if (is_there || (errno == ENOENT && path[0] != '\0')) {
        open_temporary(output, is_there ? &info : NULL);
    } else {
        note(output, -1);
    }
    return output->error_number == 0 ? EXIT_DONE : output_close(output, false);
}

/* The first failure is the one that is reported: later ones follow from it. */
int output_write(void *user, const char *bytes, size_t size)
{
    struct output *output = user;
    if (output->error_number == 0 && fwrite(bytes, 1, size, output->file) != size) {
        output->error_number = errno != 0 ? errno : EIO;
    }
    return output->error_number;
}

/* ---- Closing --------------------------------------------------------------------------------- */

/* Writes out what is buffered. fsync() comes before the rename: after a crash the name must not
 * lead to an empty file. */
static void finish(struct output *output)
{
    if (output->file == NULL) {
        return;
    }
    note(output, fflush(output->file));
    if (output->path != NULL) {
        if (output->temporary != NULL) {
            note(output, fsync(fileno(output->file)));
        }
        note(output, fclose(output->file));
    }
    output->file = NULL;
}

/* Puts a file into its place, or removes it. A failed rename leaves the old file as it was, and no
 * temporary one. */
static void settle(struct output *output, bool keep)
{
    if (output->temporary != NULL && keep) {
        note(output, rename(output->temporary, output->target));
    }
    if (output->temporary != NULL && (!keep || output->error_number != 0)) {
        unlink(output->temporary);
    }
    interrupt_forget(output->temporary);
    free(output->temporary);
    free(output->target);
    output->temporary = NULL;
    output->target = NULL;
}

int output_close(struct output *output, bool keep)
{
    finish(output);
    settle(output, keep && output->error_number == 0);
    return output->error_number == 0 ? EXIT_DONE : fail(output, output->error_number);
}

/* ---- All outputs of a command ---------------------------------------------------------------- */

int outputs_open(struct output outputs[OPTION_COUNT], const struct arguments *arguments)
{
    int status = EXIT_DONE;
    memset(outputs, 0, OPTION_COUNT * sizeof *outputs);
    for (int i = 0; i < OPTION_COUNT && status == EXIT_DONE; ++i) {
        if (i == OPTION_OUTPUT ||
            (option_at((enum option_id)i).file == FILE_WRITTEN && arguments->values[i] != NULL)) {
            const bool is_report = i == OPTION_OUTPUT && arguments->command->writes_folder;
            status = output_open(&outputs[i], is_report ? NULL : arguments->values[i]);
            outputs[i].error_number = 0; /* reported */
        }
    }
    return status;
}

/* All are finished before any is put into place: with a full disk none of the old files is
 * replaced. Signals wait during the renames, so that either all names are new or none is, as far as
 * that can be had. Once a rename has failed, those that follow are not made. */
int outputs_close(struct output outputs[OPTION_COUNT], int status)
{
    bool keep = status == EXIT_DONE;
    for (int i = 0; i < OPTION_COUNT; ++i) {
        finish(&outputs[i]);
        keep = keep && outputs[i].error_number == 0;
    }
    interrupt_hold();
    for (int i = 0; i < OPTION_COUNT; ++i) {
        settle(&outputs[i], keep);
        if (outputs[i].error_number != 0) {
            int failed = fail(&outputs[i], outputs[i].error_number);
            status = status == EXIT_DONE ? failed : status;
            keep = false;
        }
    }
    interrupt_release();
    return status;
}

/* The output that failed says why when it is closed; here only the status is found. */
int outputs_message(const struct output outputs[OPTION_COUNT], const blackout_error *error)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (error->status == BLACKOUT_ERROR_IO && outputs[i].error_number != 0) {
            return outputs[i].error_number == EPIPE ? EXIT_PIPE : EXIT_FAILED;
        }
    }
    return message_error(error);
}

/* Text is asked for by the width and the colours of the stream that it goes to, which is known only
 * here. */
void output_way_begin(struct output_way *way, const struct arguments *arguments,
                      enum option_id option, const char *format)
{
    struct output *output = &arguments->outputs[option];
    *way = (struct output_way){.arguments = arguments,
                               .format = format,
                               .sink = output_write,
                               .user = output,
                               .output = output,
                               .compact = {.sink = output_write, .user = output}};
    if (strcmp(format, "text") == 0) {
        way->format = terminal_text(way->text, output->file, arguments);
    }
    way->is_compact = arguments->values[OPTION_COMPACT] != NULL && strcmp(format, "json") == 0;
    way->is_workbook = strcmp(format, "xlsx") == 0;
    if (way->is_compact) {
        way->sink = compact_write;
        way->user = &way->compact;
    }
}

/* A workbook goes through a temporary file that nobody here knows. */
void output_way_write(struct output_way *way)
{
    if (way->is_workbook) {
        interrupt_hold();
        way->is_held = true;
    }
}

void output_flush(struct output *output)
{
    if (output->file != NULL) {
        note(output, fflush(output->file));
    }
}

/* Compact JSON has lost the line end at its end with all others. */
int output_way_end(struct output_way *way, blackout_status written, const blackout_error *error)
{
    if (way->is_held) {
        interrupt_release();
    }
    if (way->is_compact && written == BLACKOUT_OK) {
        output_write(way->output, "\n", 1); /* a failure shows when the output is closed */
    }
    return written == BLACKOUT_OK ? EXIT_DONE : outputs_message(way->arguments->outputs, error);
}

int output_report(const struct arguments *arguments, enum option_id option, report_writer *write,
                  const void *what, const char *format)
{
    blackout_error error;
    struct output_way way;
    output_way_begin(&way, arguments, option, format);
    output_way_write(&way);
    blackout_status written = write(what, way.format, way.sink, way.user, &error);
    return output_way_end(&way, written, &error);
}

void output_formats(char text[FORMATS_TEXT_SIZE], const char *report, const char *first)
{
    size_t used = 0;
    for (size_t i = 0; blackout_report_format(report, i) != NULL && used < FORMATS_TEXT_SIZE; ++i) {
        bool last = blackout_report_format(report, i + 1) == NULL;
        const char *before = i == 0 ? "" : last ? " or " : ", ";
        used += (size_t)snprintf(text + used, FORMATS_TEXT_SIZE - used, "%s%s%s", before,
                                 blackout_report_format(report, i), i == 0 ? first : "");
    }
}

/* The name of a format that a report has, in letters of any case; NULL where it has it not. */
static const char *find_format(const char *report, const char *format)
{
    const char *known = NULL;
    for (size_t i = 0; (known = blackout_report_format(report, i)) != NULL; ++i) {
        if (strcasecmp(known, format) == 0) {
            return known;
        }
    }
    return NULL;
}

/* Whether any report has the format. */
static bool is_format(const char *format)
{
    const char *report = NULL;
    for (size_t i = 0; (report = blackout_report_name(i)) != NULL; ++i) {
        if (find_format(report, format) != NULL) {
            return true;
        }
    }
    return false;
}

/* A letter of ASCII, whatever the locale, which must have no effect. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What follows the last dot of a file's name; NULL where that is no ending: "losses", ".losses",
 * "losses.2021". */
static const char *ending_of(const char *path)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = name != NULL ? strrchr(name, '.') : NULL;
    return dot != NULL && dot != name && is_letter(dot[1]) ? dot + 1 : NULL;
}

/* The format of an ending: those that are not called as their format is, else the ending itself,
 * which nobody has looked at yet. */
static const char *format_of(const char *ending)
{
    static const char *const others[][2] = {
        {"md", "markdown"}, {"htm", "html"}, {"txt", "text"}, {"jsonl", "ndjson"}};
    for (size_t i = 0; ending != NULL && i < sizeof others / sizeof others[0]; ++i) {
        if (strcasecmp(others[i][0], ending) == 0) {
            return others[i][1];
        }
    }
    return ending;
}

/* The report whose formats are offered. A batch is a report of its own, of lines, although its
 * command is estimate. */
static const char *report_of(const struct arguments *arguments)
{
    return arguments->values[OPTION_BATCH] != NULL ? "batch" : arguments->command->report;
}

/* Why a format is none of the command's. Returns NULL. Three reasons, since each takes another
 * step: another program, another word, another name. */
static const char *refuse(const struct arguments *arguments, const char *format)
{
    char names[FORMATS_TEXT_SIZE];
    output_formats(names, report_of(arguments), "");
    if (strcmp(format, "xlsx") == 0 && !is_format(format)) {
        message_usage("this blackout was built without libxlsxwriter and writes no xlsx; %s",
                      names);
    } else if (arguments->values[OPTION_FORMAT] != NULL) {
        message_usage("the format is not known ('%s'); %s", format, names);
    } else {
        message_usage("the ending of the output is %s ('%s'); end it in one of these, or choose "
                      "one with --format: %s",
                      is_format(format) ? "a format that the command does not write" : "no format",
                      arguments->values[OPTION_OUTPUT], names);
    }
    return NULL;
}

/* What --csv-dialect makes of a format: CSV in that dialect. NULL after a message. With rows that
 * are rejected it is for their list, whatever the report is. */
static const char *in_dialect(const struct arguments *arguments, const char *format)
{
    const bool is_csv = strcmp(format, "csv") == 0;
    if (!is_csv && arguments->values[OPTION_CSV_DIALECT] != NULL &&
        arguments->values[OPTION_REJECTS] == NULL) {
        message_usage("--csv-dialect is for CSV, and this is %s; leave it out%s", format,
                      find_format(report_of(arguments), "csv") != NULL ? ", or take --format csv"
                                                                       : "");
        return NULL;
    }
    return is_csv ? arguments->csv_format : format;
}

/* What was asked goes before the ending of the output's name, and that before the report's first
 * format. Nobody has looked yet whether there is such a format; NULL of a command without report.
 */
static const char *chosen_format(const struct arguments *arguments)
{
    const char *asked = arguments->values[OPTION_FORMAT];
    const char *report = report_of(arguments);
    const char *output =
        arguments->command->writes_folder ? NULL : arguments->values[OPTION_OUTPUT];
    const char *format = asked != NULL ? asked : format_of(ending_of(output));
    if (arguments->chart_format[0] != '\0') {
        return arguments->chart_format;
    }
    /* Whoever names a dialect and no format means CSV. */
    if (format == NULL && report != NULL && arguments->values[OPTION_CSV_DIALECT] != NULL &&
        find_format(report, "csv") != NULL) {
        return arguments->csv_format;
    }
    return format != NULL || report == NULL ? format : blackout_report_format(report, 0);
}

/* What is chosen by the name of a chart goes to no file that says it is something else. */
static int check_chart(const struct arguments *arguments)
{
    const char *ending = output_ending(arguments);
    return ending == NULL || strcasecmp(ending, "svg") == 0 ||
                   arguments->values[OPTION_FORMAT] != NULL
               ? EXIT_DONE
               : message_usage("--chart is for SVG, and the ending of the output is that of %s "
                               "('%s'); end it in .svg, or leave --chart out",
                               ending, arguments->values[OPTION_OUTPUT]);
}

/* A chart and a dialect are not looked for among the formats: the library knows their names. */
const char *output_format(const struct arguments *arguments)
{
    const char *report = report_of(arguments);
    const bool is_folder = arguments->command->writes_folder;
    const char *output = is_folder ? NULL : arguments->values[OPTION_OUTPUT];
    const char *format = chosen_format(arguments);
    const bool is_chart = format == arguments->chart_format;
    const char *known = is_chart                          ? "svg"
                        : format == arguments->csv_format ? "csv"
                                                          : find_format(report, format);
    if (is_chart && check_chart(arguments) != EXIT_DONE) {
        return NULL;
    }
    if (arguments->values[OPTION_COMPACT] != NULL && known != NULL && strcmp(known, "json") != 0) {
        message_usage("--compact is for JSON, and this is %s; %s", known,
                      strcmp(known, "ndjson") == 0 ? "leave it out: lines have no blanks"
                                                   : "add --format json");
        return NULL;
    }
    if (known != NULL && strcmp(known, "xlsx") == 0 && !is_folder && output == NULL &&
        terminal_is(stdout)) { /* its bytes would set the terminal's modes */
        message_usage("the format is not for a terminal ('xlsx'); add --output NAME.xlsx");
        return NULL;
    }
    if (known == NULL) {
        return refuse(arguments, format);
    }
    const char *written = in_dialect(arguments, known);
    return is_chart && written != NULL ? format : written;
}

const char *output_ending(const struct arguments *arguments)
{
    const char *format = format_of(ending_of(arguments->values[OPTION_OUTPUT]));
    return format != NULL && is_format(format) ? format : NULL;
}

/* Of the formats, JSON alone says the checksums of files; a table in a file may be read by others.
 * Parts are compared by them, but for that of the file whose rows they divide. */
bool output_is_text_alone(const struct arguments *arguments)
{
    const char *format = report_of(arguments) != NULL ? chosen_format(arguments) : NULL;
    bool writes_files = arguments->command->writes_folder ||
                        arguments->values[OPTION_OUTPUT] != NULL ||
                        arguments->values[OPTION_SHARD] != NULL ||
                        (arguments->parts != NULL && !arguments_divide_rows(arguments));
    for (int i = 0; i < OPTION_COUNT; ++i) {
        writes_files = writes_files || (option_at((enum option_id)i).file == FILE_WRITTEN &&
                                        arguments->values[i] != NULL);
    }
    return format != NULL && strcasecmp(format, "text") == 0 && !writes_files;
}

blackout_diagnostic_function *output_message(const struct arguments *arguments)
{
    const char *format = output_format(arguments);
    const bool has_none =
        format != NULL && (strncmp(format, "csv", 3) == 0 || strncmp(format, "svg", 3) == 0);
    return has_none ? message_with_warnings(arguments) : message_fault;
}
