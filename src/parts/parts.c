/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each part says what run it is of, and must say the same as the first; then each must be there
 * once. All is checked before the run begins, which may take hours: a part that is missing is named
 * at once. */
#include "parts/parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "blackout/version.h"
#include "core/error.h"
#include "core/input_file.h"

/* Room for an option with its value, cut, as a message shows them. */
enum { OPTION_TEXT_SIZE = 128 };

/* ---- Of one run ------------------------------------------------------------------------------ */

static blackout_status other_version(const struct part_file *part, const char *what,
                                     const char *there, const char *here, blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                    "the part was written by another %s ('%.40s', not '%.40s'); merge with the "
                    "one that wrote it, or run its task again",
                    what, there, here);
}

/* Past the end there is nothing, so that of two lists the shorter one can be compared with the
 * longer. */
static const char *argument_at(const struct part_about *about, size_t index)
{
    return index < about->argument_count ? about->arguments[index] : "";
}

static bool is_option(const char *argument)
{
    return strncmp(argument, "--", 2) == 0 && argument[2] != '\0';
}

static bool has_from(const struct part_about *about, size_t index, const char *argument)
{
    while (index < about->argument_count && strcmp(about->arguments[index], argument) != 0) {
        ++index;
    }
    return index < about->argument_count;
}

/* The option or operand at `index` as it is typed. */
static void write_option(char text[OPTION_TEXT_SIZE], const struct part_about *about, size_t index)
{
    const char *option = argument_at(about, index);
    const char *value = argument_at(about, index + 1);
    if (is_option(option) && value[0] != '\0' && strncmp(value, "--", 2) != 0) {
        snprintf(text, OPTION_TEXT_SIZE, "%.40s %.80s", option, value);
    } else {
        snprintf(text, OPTION_TEXT_SIZE, "%.120s", option);
    }
}

/* Whether `about` alone has what is at `index`: the other one has something else there, that comes
 * later in `about` or is what comes before operands. */
static bool has_more(const struct part_about *about, const struct part_about *other, size_t index)
{
    const char *own = argument_at(about, index);
    return own[0] != '\0' && strcmp(own, "--") != 0 && !has_from(other, index, own) &&
           (is_option(own) || argument_at(other, index)[0] == '\0');
}

/* One by one, in the order of the table of options, in which they are recorded: what an option
 * means is not known here. The message has the first difference alone, and names which of the two
 * has what: an option that one of them lacks has no counterpart, and its value would look like
 * another option's. */
static blackout_status compare_arguments(const struct part_file *part,
                                         const struct part_about *first, const char *first_name,
                                         blackout_error *error)
{
    const struct part_about *about = &part->about;
    const size_t count = about->argument_count > first->argument_count ? about->argument_count
                                                                       : first->argument_count;
    size_t i = 0;
    while (i < count && strcmp(argument_at(about, i), argument_at(first, i)) == 0) {
        ++i;
    }
    if (i == count) {
        return BLACKOUT_OK;
    }
    i -= i > 0 && is_option(argument_at(about, i - 1)) && !is_option(argument_at(about, i)) ? 1 : 0;
    char own[OPTION_TEXT_SIZE];
    char other[OPTION_TEXT_SIZE];
    write_option(own, about, i);
    write_option(other, first, i);
    const bool more = has_more(about, first, i);
    const bool less = !more && has_more(first, about, i);
    return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                    "the part is of other options than %.200s ('%s'%s%s%s); run its task again "
                    "with the same",
                    first_name, less ? other : own,
                    more   ? " is in this part alone"
                    : less ? " is in that one alone"
                           : " here, '",
                    more || less ? "" : other, more || less ? "" : "' there");
}

/* By name and checksum, in the order in which the run read them: the same program with the same
 * options reads the same files in the same order. */
static blackout_status compare_inputs(const struct part_file *part, const struct part_about *first,
                                      const char *first_name, blackout_error *error)
{
    const struct part_about *about = &part->about;
    if (about->input_count != first->input_count) {
        return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                        "the part is of another number of input files than %.200s ('%zu', not "
                        "'%zu'); run its task again with the same",
                        first_name, about->input_count, first->input_count);
    }
    for (size_t i = 0; i < about->input_count; ++i) {
        const struct part_input *a = &about->inputs[i];
        const struct part_input *b = &first->inputs[i];
        if (strcmp(a->name, b->name) != 0 || strcmp(a->sha256, b->sha256) != 0) {
            return error_at(
                error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                "the part is of another input than %.200s ('%.80s' of SHA-256 %.12s..., "
                "not '%.80s' of %.12s...); run its task again with the same",
                first_name, a->name, a->sha256, b->name, b->sha256);
        }
    }
    return BLACKOUT_OK;
}

/* A file of another size would differ in its checksum too, but of parts by bytes nobody has read
 * all of it: the size is all that each part knows of the whole. */
static blackout_status compare_plan(const struct part_file *part, const struct part_about *first,
                                    const char *first_name, blackout_error *error)
{
    const struct part_about *about = &part->about;
    if (about->of != first->of) {
        return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                        "the part is one of '%.0f' and %.200s one of '%.0f'; give parts that one "
                        "number divides",
                        (double)about->of, first_name, (double)first->of);
    }
    if (about->plan.order == SHARD_BYTES && first->plan.order == SHARD_BYTES &&
        about->plan.all != first->plan.all) {
        return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                        "the part is of a file of another size than %.200s ('%.0f bytes', not "
                        "%.0f); run its task again with the same",
                        first_name, (double)about->plan.all, (double)first->plan.all);
    }
    return about->plan.all == first->plan.all && about->plan.columns == first->plan.columns &&
                   about->plan.order == first->plan.order
               ? BLACKOUT_OK
               : error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                          "the part has other values than %.200s ('%.0f' times %zu, not '%.0f' "
                          "times %zu); run its task again with the same program",
                          first_name, (double)about->plan.all, about->plan.columns,
                          (double)first->plan.all, first->plan.columns);
}

/* In the order in which one explains the next: another version may well write other plans, and
 * other options read other inputs. What is reported is the cause and not what follows from it. */
blackout_status parts_compare(const struct part_file *part, const struct part_about *first,
                              const char *first_name, blackout_error *error)
{
    const struct part_about *about = &part->about;
    if (strcmp(about->version, first->version) != 0) {
        return other_version(part, "version", about->version, first->version, error);
    }
    if (strcmp(about->methodology, first->methodology) != 0) {
        return other_version(part, "methodology", about->methodology, first->methodology, error);
    }
    if (strcmp(about->command, first->command) != 0) {
        return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                        "the part is of another command than %.200s ('%.40s', not '%.40s'); give "
                        "parts of one run",
                        first_name, about->command, first->command);
    }
    blackout_status status = compare_arguments(part, first, first_name, error);
    if (status == BLACKOUT_OK) {
        status = compare_inputs(part, first, first_name, error);
    }
    return status == BLACKOUT_OK ? compare_plan(part, first, first_name, error) : status;
}

/* ---- Each once ------------------------------------------------------------------------------- */

/* Parts with one number are in the order of their paths, so that the message about them does not
 * depend on qsort(). */
static int by_number(const void *a, const void *b)
{
    const struct part_file *x = a;
    const struct part_file *y = b;
    if (x->about.number != y->about.number) {
        return x->about.number < y->about.number ? -1 : 1;
    }
    return strcmp(x->path, y->path);
}

static blackout_status doubled(const struct part_file *part, const struct part_file *again,
                               blackout_error *error)
{
    return error_at(error, BLACKOUT_ERROR_INPUT, again->path, 0, 0,
                    "part '%.0f' of %.0f is given twice, and is %.200s too; leave one out",
                    (double)part->about.number + 1, (double)part->about.of, part->path);
}

/* The first part that is missing, and how many more are. Numbers are typed from 1. */
static blackout_status missing(const struct blackout_parts *parts, uint64_t number,
                               blackout_error *error)
{
    const double of = (double)parts->files[0].about.of;
    const double more = of - (double)parts->count - 1;
    char others[48] = "";
    if (more > 0) {
        snprintf(others, sizeof others, " and %.0f more", more);
    }
    return error_set(error, BLACKOUT_ERROR_INPUT,
                     "part '%.0f' of %.0f%s: missing; run its task, --shard %.0f/%.0f, and give "
                     "its file too",
                     (double)number + 1, of, others, (double)number + 1, of);
}

/* Whether the shards' ranges follow each other from the first thing to the last. Versions and plans
 * are equal by now, so that only another build of the same version could divide differently; values
 * would then be missing without a trace. */
static blackout_status check_ranges(const struct blackout_parts *parts, blackout_error *error)
{
    uint64_t next = 0;
    for (size_t i = 0; i < parts->count; ++i) {
        const struct part_file *part = &parts->files[i];
        if (part->about.plan.range.first != next) {
            return error_at(error, BLACKOUT_ERROR_INPUT, part->path, 0, 0,
                            "the part begins at '%.0f', and the one before it ends at %.0f; run "
                            "its task again with the same program",
                            (double)part->about.plan.range.first, (double)next);
        }
        next += part->about.plan.range.count;
    }
    const struct part_file *last = &parts->files[parts->count - 1];
    return next == last->about.plan.all
               ? BLACKOUT_OK
               : error_at(error, BLACKOUT_ERROR_INPUT, last->path, 0, 0,
                          "the last part ends at '%.0f' of %.0f; run its task again with the same "
                          "program",
                          (double)next, (double)last->about.plan.all);
}

/* In order of their numbers. Doubles come first: after one the numbers no longer match the places,
 * and a part that is there would be called missing. */
static blackout_status check_complete(const struct blackout_parts *parts, blackout_error *error)
{
    for (size_t i = 0; i + 1 < parts->count; ++i) {
        if (parts->files[i].about.number == parts->files[i + 1].about.number) {
            return doubled(&parts->files[i], &parts->files[i + 1], error);
        }
    }
    for (size_t i = 0; i < parts->count; ++i) {
        if (parts->files[i].about.number != i) {
            return missing(parts, i, error);
        }
    }
    return parts->count == parts->files[0].about.of ? check_ranges(parts, error)
                                                    : missing(parts, parts->count, error);
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* A pipe is refused, since each file is read again for its values. */
static blackout_status open_part(struct blackout_parts *parts, const char *path,
                                 blackout_error *error)
{
    const char *kept = arena_copy(&parts->arena, path, strlen(path));
    if (kept == NULL) {
        return error_memory(error);
    }
    if (input_file_refuse_pipe(kept, error) != BLACKOUT_OK) {
        return BLACKOUT_ERROR_IO;
    }
    FILE *file = fopen(kept, "rb");
    if (file == NULL) {
        return error_open(error, kept, errno);
    }
    blackout_status status =
        part_file_check(&parts->files[parts->count], &parts->arena, kept, file, error);
    fclose(file);
    parts->count += status == BLACKOUT_OK ? 1 : 0;
    return status;
}

/* This program, of which the first part must be. All others must be as the first is, and so none of
 * them has to be asked again. Another version may compute another value, so that a report of both
 * would be that of none. */
static blackout_status check_version(const struct part_file *part, blackout_error *error)
{
    struct part_about here = part->about;
    here.version = blackout_version();
    here.methodology = blackout_model_version();
    return parts_compare(part, &here, "this program", error);
}

/* Compared as they are opened: a part of another run is named before thousands of others are read
 * for their checksums. */
static blackout_status open_all(struct blackout_parts *parts, const char *const *paths,
                                size_t count, blackout_error *error)
{
    parts->files = arena_alloc(&parts->arena, count, sizeof *parts->files);
    blackout_status status = parts->files != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        status = open_part(parts, paths[i], error);
        if (status == BLACKOUT_OK) {
            status = i == 0 ? check_version(&parts->files[0], error)
                            : parts_compare(&parts->files[i], &parts->files[0].about,
                                            parts->files[0].path, error);
        }
    }
    if (status == BLACKOUT_OK) {
        qsort(parts->files, count, sizeof *parts->files, by_number);
        status = check_complete(parts, error);
    }
    return status;
}

blackout_status blackout_parts_open(blackout_parts **parts, const char *const *paths, size_t count,
                                    blackout_error *error)
{
    *parts = NULL;
    if (count == 0) {
        return error_set(error, BLACKOUT_ERROR_USAGE,
                         "there are no parts to merge; give the files that --shard has written");
    }
    struct blackout_parts *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    blackout_status status = arena_judge(&made->arena, open_all(made, paths, count, error), error);
    if (status != BLACKOUT_OK) {
        blackout_parts_free(made);
        return status;
    }
    *parts = made;
    return BLACKOUT_OK;
}

void blackout_parts_free(blackout_parts *parts)
{
    if (parts != NULL) {
        arena_free(&parts->arena);
        free(parts);
    }
}

const char *blackout_parts_command(const blackout_parts *parts)
{
    return parts->files[0].about.command;
}

const char *blackout_parts_argument(const blackout_parts *parts, size_t index)
{
    const struct part_about *about = &parts->files[0].about;
    return index < about->argument_count ? about->arguments[index] : NULL;
}
