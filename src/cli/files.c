/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a command line are to each other. An output that is an input, or another
 * output, is refused before anything is read: once a report has replaced a table, the table is
 * gone.
 *
 * Files are compared by device and inode, so that links, `./x` and a file system that ignores case
 * make no difference; files that are not there yet, by the folder they would be in and their name.
 * There, case is ignored, since nothing says whether the folder ignores it. Devices, terminals and
 * pipes lose nothing that was read from them and are not refused, but for two reports in one pipe.
 */
#define _GNU_SOURCE /* readlink, strcasecmp */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

/* Where a path leads. */
struct place {
    bool is_known;
    bool is_there;
    struct stat info;        /* of the file; of its folder where the file is not there */
    char name[NAME_MAX + 1]; /* in that folder; "" where the file is there */
};

/* An output and the option that names it. */
struct written {
    enum option_id option;
    const char *path;
    bool is_default; /* no option names it */
    struct place place;
};

struct check {
    const struct arguments *arguments;
    struct written outputs[OPTION_COUNT];
    int count;
    int status; /* EXIT_USAGE after a message */
};

/* ---- Places ---------------------------------------------------------------------------------- */

/* `link` as seen from the folder of `path`; to be freed. */
static char *join(const char *path, const char *link)
{
    const char *slash = strrchr(path, '/');
    size_t folder = link[0] == '/' || slash == NULL ? 0 : (size_t)(slash + 1 - path);
    size_t size = folder + strlen(link) + 1;
    char *joined = malloc(size);
    if (joined != NULL) {
        snprintf(joined, size, "%.*s%s", (int)folder, path, link);
    }
    return joined;
}

char *files_target(const char *path)
{
    enum { MOST_LINKS = 40 }; /* as many as Linux follows; after that, opening fails */
    char *at = strdup(path);
    for (int i = 0; i < MOST_LINKS && at != NULL; ++i) {
        char link[PATH_MAX];
        ssize_t length = readlink(at, link, sizeof link - 1);
        if (length < 0) {
            break;
        }
        link[length] = '\0';
        char *next = join(at, link);
        free(at);
        at = next;
    }
    return at;
}

/* The place of a file that is not there. */
static void find_new(struct place *place, const char *path)
{
    char *target = files_target(path);
    char *slash = target != NULL ? strrchr(target, '/') : NULL;
    const char *name = slash != NULL ? slash + 1 : target;
    if (target == NULL || strlen(name) > NAME_MAX) {
        free(target);
        return; /* opening it fails */
    }
    snprintf(place->name, sizeof place->name, "%s", name);
    if (slash != NULL) {
        slash[slash == target ? 1 : 0] = '\0';
    }
    place->is_known = stat(slash != NULL ? target : ".", &place->info) == 0;
    free(target);
}

/* `descriptor` is what "-" means. */
static void find(struct place *place, const char *path, int descriptor)
{
    *place = (struct place){.is_known = false};
    bool is_standard = strcmp(path, "-") == 0;
    place->is_there =
        (is_standard ? fstat(descriptor, &place->info) : stat(path, &place->info)) == 0;
    place->is_known = place->is_there;
    if (!place->is_there && !is_standard) {
        find_new(place, path);
    }
}

/* Case is ignored for files that are not there: on a file system that ignores it two outputs would
 * become one. */
static bool is_same(const struct place *a, const struct place *b)
{
    return a->is_known && b->is_known && a->is_there == b->is_there &&
           a->info.st_dev == b->info.st_dev && a->info.st_ino == b->info.st_ino &&
           strcasecmp(a->name, b->name) == 0;
}

/* ---- Outputs --------------------------------------------------------------------------------- */

enum { LABEL_SIZE = PATH_MAX + 64 };

static void label(char text[LABEL_SIZE], const struct written *output)
{
    if (output->is_default) {
        snprintf(text, LABEL_SIZE, "the report on standard output");
    } else {
        snprintf(text, LABEL_SIZE, "--%s '%s'%s", option_at(output->option).name, output->path,
                 strcmp(output->path, "-") == 0 ? ", standard output," : "");
    }
}

static void list_outputs(struct check *check)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        const char *path = check->arguments->values[i];
        /* the report goes somewhere even where nothing says so */
        const bool is_default = path == NULL && i == OPTION_OUTPUT;
        path = is_default ? "-" : path;
        if (option_at((enum option_id)i).file == FILE_WRITTEN && path != NULL) {
            struct written *output = &check->outputs[check->count++];
            *output = (struct written){(enum option_id)i, path, is_default, {.is_known = false}};
            find(&output->place, path, STDOUT_FILENO);
        }
    }
}

/* A terminal may have two reports: they follow each other and nothing is lost. */
static bool go_together(const struct written *a, const struct written *b)
{
    const bool both_standard = strcmp(a->path, "-") == 0 && strcmp(b->path, "-") == 0;
    const mode_t mode = a->place.info.st_mode;
    const bool mixes = !a->place.is_there || S_ISREG(mode) || S_ISFIFO(mode);
    return both_standard || (mixes && is_same(&a->place, &b->place));
}

/* Each with each: there are a dozen at most. */
static int check_outputs(const struct check *check)
{
    for (int i = 0; i < check->count; ++i) {
        for (int j = 0; j < i; ++j) {
            if (go_together(&check->outputs[i], &check->outputs[j])) {
                char first[LABEL_SIZE];
                char second[LABEL_SIZE];
                label(first, &check->outputs[j]);
                label(second, &check->outputs[i]);
                return message_usage("%s and %s would overwrite each other; name a different file "
                                     "for each, differing in more than case",
                                     first, second);
            }
        }
    }
    return EXIT_DONE;
}

/* ---- Inputs ---------------------------------------------------------------------------------- */

/* A blackout_path_function; `user` is the check. */
static int check_input(void *user, const char *path)
{
    struct check *check = user;
    struct place input;
    find(&input, path, STDIN_FILENO);
    for (int i = 0; i < check->count && check->status == EXIT_DONE; ++i) {
        const struct written *output = &check->outputs[i];
        if (output->place.is_there && S_ISREG(output->place.info.st_mode) &&
            is_same(&output->place, &input)) {
            char text[LABEL_SIZE];
            label(text, output);
            check->status = message_usage(
                "%s is read by this command ('%s'), and would be overwritten; choose another name",
                text, path);
        }
    }
    return check->status;
}

/* The file of a `--table NAME=FILE`; what is no such pair is refused when the package is opened. */
static void check_table(struct check *check, const char *text)
{
    const char *mark = strchr(text, '=');
    if (mark != NULL && mark[1] != '\0') {
        check_input(check, mark + 1);
    }
}

static void check_options(struct check *check)
{
    const struct arguments *arguments = check->arguments;
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (option_at((enum option_id)i).file == FILE_READ && arguments->values[i] != NULL) {
            check_input(check, arguments->values[i]);
        }
    }
    /* of a repeatable option `values` has the last alone */
    for (int i = 0; i < arguments->repetition_count; ++i) {
        const struct repetition *repetition = &arguments->repetitions[i];
        if (option_at(repetition->id).file == FILE_READ) {
            check_input(check, repetition->value);
        } else if (repetition->id == OPTION_TABLE) {
            check_table(check, repetition->value);
        }
    }
}

/* The files of a package, or the file itself that takes its place. What is no package is
 * reported when it is opened. */
static void check_package(struct check *check, const char *name)
{
    char path[PATH_MAX];
    blackout_error error;
    if (check->status == EXIT_DONE &&
        blackout_package_find(path, sizeof path, name, NULL) == BLACKOUT_OK &&
        check_input(check, path) == EXIT_DONE) {
        blackout_status status = blackout_package_files(path, check_input, check, &error);
        if (status != BLACKOUT_OK && status != BLACKOUT_ERROR_USAGE) {
            check->status = message_error(&error);
        }
    }
}

/* The base that is given, else the one that the package or the environment names: its tables are
 * read where the package has none. */
static void check_base(struct check *check, const char *operand)
{
    char path[PATH_MAX];
    char base[PATH_MAX];
    if (check->arguments->values[OPTION_BASE] != NULL) {
        check_package(check, check->arguments->values[OPTION_BASE]);
    } else if (blackout_package_find(path, sizeof path, operand, NULL) == BLACKOUT_OK &&
               blackout_package_base(base, sizeof base, path, NULL) == BLACKOUT_OK &&
               base[0] != '\0') {
        check_package(check, base);
    }
}

/* The package whose model_error is taken where others have none. */
static void check_model_error(struct check *check)
{
    char path[PATH_MAX];
    const char *name = model_error_package(path, sizeof path, check->arguments);
    if (name != NULL) {
        check_package(check, name);
    }
}

static void check_operands(struct check *check)
{
    const struct arguments *arguments = check->arguments;
    const struct command *command = arguments->command;
    for (int i = 0; i < command->scenario_operands && i < arguments->operand_count; ++i) {
        check_input(check, arguments->operands[i]);
    }
    if (options_read_package(command)) {
        check_package(check, arguments_dataset(arguments));
        check_base(check, arguments_dataset(arguments));
        for (int i = command->dataset_operand + 1; i < arguments->operand_count; ++i) {
            check_package(check, arguments->operands[i]);
            check_base(check, arguments->operands[i]);
        }
        check_model_error(check);
    }
}

/* A file that is not there is no input. The usual command writes a new file or to standard output:
 * then no package is opened for this check. */
static bool replaces_files(const struct check *check)
{
    for (int i = 0; i < check->count; ++i) {
        const struct place *place = &check->outputs[i].place;
        if (place->is_there && S_ISREG(place->info.st_mode)) {
            return true;
        }
    }
    return false;
}

int files_check(const struct arguments *arguments)
{
    struct check check = {.arguments = arguments, .status = EXIT_DONE};
    list_outputs(&check);
    check.status = check_outputs(&check);
    if (check.status == EXIT_DONE && replaces_files(&check)) {
        check_options(&check);
        check_operands(&check);
    }
    return check.status;
}

/* For files that are named inside a scenario file, and so are known later than the command line. */
int files_check_input(const struct arguments *arguments, const char *path)
{
    struct check check = {.arguments = arguments, .status = EXIT_DONE};
    list_outputs(&check);
    return check_input(&check, path);
}
