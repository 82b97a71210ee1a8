/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/cli.h"

void help_program(FILE *file)
{
    fprintf(file, "blackout %s: what an outage of a platform costs its owner, the businesses that\n"
                  "depend on it, and the owner's market value.\n\n"
                  "  blackout COMMAND [OPTIONS] [DATASET]\n\n",
            blackout_version());
    for (size_t i = 0; i < command_count; ++i) {
        fprintf(file, "  %-10s %s\n", commands[i].name, commands[i].summary);
    }
    fprintf(file, "\n`blackout COMMAND --help` lists the options of a command. A DATASET is a folder "
                  "of CSV\nfiles, or the name of an installed package; without one, "
                  "BLACKOUT_DATASET is taken, or\nthe installed reference package.\n");
}

static bool has_option(const struct command *command, const struct option *option)
{
    size_t length = strlen(command->name);
    const char *list = option->commands;
    if (*list == '\0') {
        return true;
    }
    while (*list != '\0') {
        size_t part = strcspn(list, " ");
        if (part == length && strncmp(list, command->name, length) == 0) {
            return true;
        }
        list += part + (list[part] == ' ' ? 1 : 0);
    }
    return false;
}

void help_command(FILE *file, const struct command *command)
{
    fprintf(file, "blackout %s [OPTIONS] %s\n\n  %s\n\n", command->name, command->operands,
            command->summary);
    for (int i = 0; i < OPTION_COUNT; ++i) {
        char left[64];
        if (!has_option(command, &options[i])) {
            continue;
        }
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", options[i].short_name != '\0' ? "-" : " ",
                 options[i].short_name != '\0' ? options[i].short_name : ' ',
                 options[i].short_name != '\0' ? ", " : "  ", options[i].name,
                 options[i].argument != NULL ? " " : "",
                 options[i].argument != NULL ? options[i].argument : "");
        fprintf(file, "  %-26s %s\n", left, options[i].help);
    }
    fprintf(file, "\n");
    for (const char *const *example = command->examples; *example != NULL; ++example) {
        fprintf(file, "  %s\n", *example);
    }
}
