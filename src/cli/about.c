/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program says of itself: help, its manual pages, its version, completion for shells. Each
 * goes to standard output. Above the table of commands, which is what it tells of. */
#include <string.h>
#include <strings.h>

#include "cli/cli.h"

/* Standard output is closed like that of a report: help that could not be written whole must not
 * end with status 0. */
static int finish(void)
{
    struct output output;
    output_open(&output, NULL);
    return output_close(&output, true);
}

static int version(void)
{
    printf("blackout %s\n", blackout_version());
    return finish();
}

static int help(const char *name)
{
    const struct command *command = name != NULL ? commands_find(name) : NULL;
    if (name != NULL && command == NULL) {
        return commands_unknown(name);
    }
    if (command != NULL) {
        help_command(stdout, command);
    } else {
        help_program(stdout);
    }
    return finish();
}

static int completion(const char *shell)
{
    const char *known = NULL;
    for (size_t i = 0; shell != NULL && (known = completion_shell(i)) != NULL; ++i) {
        if (strcasecmp(known, shell) == 0) {
            completion_write(stdout, known);
            return finish();
        }
    }
    return shell != NULL
               ? message_usage("the shell is not known ('%s'); bash, zsh or fish", shell)
               : message_usage("no shell is named; blackout completion bash, zsh or fish");
}

/* Asked before files are compared or opened: help must work whatever files the line names. */
bool about_asks(const struct arguments *arguments)
{
    return arguments->command->run == NULL || arguments->values[OPTION_HELP] != NULL ||
           arguments->values[OPTION_MANUAL] != NULL || arguments->values[OPTION_VERSION] != NULL;
}

/* Help goes before everything else that is asked for: of `--version --help` the one who needs help
 * gets it. Then the three commands that have no function of their own. */
int about_run(const struct arguments *arguments)
{
    const struct command *command = arguments->command;
    if (arguments->values[OPTION_HELP] != NULL) {
        return help(command->name);
    }
    if (arguments->values[OPTION_MANUAL] != NULL) {
        help_manual(stdout, command);
        return finish();
    }
    if (arguments->values[OPTION_VERSION] != NULL || strcmp(command->name, "version") == 0) {
        return version();
    }
    return strcmp(command->name, "help") == 0 ? help(arguments->operands[0])
                                              : completion(arguments->operands[0]);
}

/* What begins with an option: with the command in its place, where there is one. */
static int false_start(int argc, char *const argv[])
{
    char line[1024];
    size_t used = 0;
    const struct command *command = NULL;
    for (int i = 2; i < argc && command == NULL; ++i) {
        command = commands_find(argv[i]);
    }
    for (int i = 1; command != NULL && i < argc && used < sizeof line; ++i) {
        if (commands_find(argv[i]) != command) {
            /* a word that a shell would divide or expand is shown as it has to be typed */
            const char *quote = strpbrk(argv[i], " ;&|<>*?$'\"\\") != NULL ? "'" : "";
            used +=
                (size_t)snprintf(line + used, sizeof line - used, " %s%s%s", quote, argv[i], quote);
        }
    }
    /* A line that has no room is not shown at all: what is cut may be another command. */
    if (command != NULL && used < sizeof line) {
        return message_usage("the command comes first ('%s'); blackout %s%s", argv[1],
                             command->name, used > 0 ? line : "");
    }
    return message_usage(
        "the command comes first ('%s'); blackout COMMAND [OPTIONS] [DATASET], and "
        "`blackout help` lists the commands",
        argv[1]);
}

/* -help and -? are what other programs take, and can mean nothing else. `--help COMMAND` is the one
 * line that begins with an option and is followed: its order is that of `help COMMAND`. */
int about_program(int argc, char *const argv[])
{
    const char *option = argv[1];
    if (strcmp(option, "--help") == 0 && argc == 3 && commands_find(argv[2]) != NULL) {
        return help(argv[2]);
    }
    if (strcmp(option, "--help") == 0 || strcmp(option, "-h") == 0 ||
        strcmp(option, "-help") == 0 || strcmp(option, "-?") == 0) {
        return help(NULL);
    }
    if (strcmp(option, "--version") == 0 || strcmp(option, "-V") == 0) {
        return version();
    }
    if (strcmp(option, "--manual") == 0) {
        help_manual(stdout, NULL);
        return finish();
    }
    return false_start(argc, argv);
}
