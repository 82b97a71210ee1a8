/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help on the terminal and manual pages, both from the tables of options and commands. No line of
 * help is written twice: what an option or a command does is in its table. docs/commands.md shows
 * it, and a test compares the two. */
#include <ctype.h>
#include <string.h>

#include "cli/cli.h"

void help_program(FILE *file)
{
    fprintf(file,
            "blackout %s: what an outage of a platform costs its owner, the businesses that\n"
            "depend on it, and the owner's market value.\n\n"
            "  blackout COMMAND [OPTIONS] [DATASET]\n\n",
            blackout_version());
    for (size_t i = 0; i < command_count; ++i) {
        fprintf(file, "  %-12s %s\n", commands[i].name, commands[i].summary);
    }
    fprintf(file,
            "\n`blackout COMMAND --help` lists the options of a command. A DATASET is a folder "
            "of CSV\nfiles, one CSV file, or the name of an installed package; without one, "
            "BLACKOUT_DATASET is\ntaken, or the installed reference package.\n");
}

/* What an option does for a command; `formats` is room for those of --format. Formats differ from
 * one command to the next, and so have no text in the table; --output names a folder for commands
 * that write a package. */
static const char *help_of(char formats[FORMATS_TEXT_SIZE], enum option_id option,
                           const struct command *command)
{
    if (option == OPTION_OUTPUT && command->writes_folder) {
        return "the new package, a folder that is not there yet";
    }
    if (option != OPTION_FORMAT) {
        return option_at(option).help;
    }
    output_formats(formats, command->report, " (default)");
    return formats;
}

void help_command(FILE *file, const struct command *command)
{
    fprintf(file, "blackout %s [OPTIONS] %s\n\n  %s\n\n", command->name, command->operands,
            command->summary);
    for (int i = 0; i < OPTION_COUNT; ++i) {
        char left[64];
        char formats[FORMATS_TEXT_SIZE];
        const struct option option = option_at((enum option_id)i);
        if (!option_serves((enum option_id)i, command)) {
            continue;
        }
        /* Blanks in place of a letter that is not there keep the long names below each other. */
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", option.short_name != '\0' ? "-" : " ",
                 option.short_name != '\0' ? option.short_name : ' ',
                 option.short_name != '\0' ? ", " : "  ", option.name,
                 option.argument != NULL ? " " : "",
                 option.argument != NULL ? option.argument : "");
        fprintf(file, "  %-26s %s\n", left, help_of(formats, (enum option_id)i, command));
    }
    fprintf(file, "\n");
    for (const char *const *example = command->examples; *example != NULL; ++example) {
        fprintf(file, "  %s\n", *example);
    }
}

/* ---- Manual pages ---------------------------------------------------------------------------- */

/* Text for roff: a dash is a hyphen unless escaped, and a dot or an apostrophe that begins a line
 * would be a request. roff would break or join words at plain hyphens, and copied from a page they
 * would not be options. */
static void put_roff(FILE *file, const char *text)
{
    if (*text == '.' || *text == '\'') {
        fputs("\\&", file);
    }
    for (; *text != '\0'; ++text) {
        if (*text == '-' || *text == '\\') {
            fputc('\\', file);
        }
        fputc(*text, file);
    }
}

/* The names of the pages are those under which an installation has them, `blackout-estimate`. The
 * date is left empty: no output of the program has a clock in it. */
static void put_title(FILE *file, const struct command *command, const char *summary)
{
    fputs(".TH BLACKOUT", file);
    if (command != NULL) {
        fputs("\\-", file);
        for (const char *c = command->name; *c != '\0'; ++c) {
            fputc(toupper((unsigned char)*c), file);
        }
    }
    fprintf(file, " 1 \"\" \"blackout %s\"\n.SH NAME\nblackout", blackout_version());
    if (command != NULL) {
        fprintf(file, "\\-%s", command->name);
    }
    fputs(" \\- ", file);
    put_roff(file, summary);
    fputs("\n.SH SYNOPSIS\n.B blackout ", file);
    put_roff(file, command != NULL ? command->name : "COMMAND");
    fputs(" [OPTIONS] ", file);
    put_roff(file, command != NULL ? command->operands : "[DATASET]");
    fputs("\n", file);
}

static void put_options(FILE *file, const struct command *command)
{
    fputs(".SH OPTIONS\n", file);
    for (int i = 0; i < OPTION_COUNT; ++i) {
        const struct option option = option_at((enum option_id)i);
        char formats[FORMATS_TEXT_SIZE];
        if (!option_serves((enum option_id)i, command)) {
            continue;
        }
        fputs(".TP\n.B ", file);
        if (option.short_name != '\0') {
            fprintf(file, "\\-%c, ", option.short_name);
        }
        fputs("\\-\\-", file);
        put_roff(file, option.name);
        if (option.argument != NULL) {
            fputs(" ", file);
            put_roff(file, option.argument);
        }
        fputs("\n", file);
        put_roff(file, help_of(formats, (enum option_id)i, command));
        fputs("\n", file);
    }
}

/* The numbers are those of cli.h and interrupt.c. */
static void put_exit_status(FILE *file)
{
    fputs(".SH EXIT STATUS\n.TP\n.B 0\ndone\n.TP\n.B 1\nthe input or the run failed\n.TP\n.B 2\n"
          "the command line is wrong\n.TP\n.B 130\ninterrupted by SIGINT (143: SIGTERM, 129: "
          "SIGHUP)\n"
          ".TP\n.B 141\nthe reader of the output has closed it\n",
          file);
}

/* For commands that read a package, which alone heed these. */
static void put_environment(FILE *file)
{
    fputs(".SH ENVIRONMENT\n.TP\n.B BLACKOUT_DATASET\n"
          "the package, a path or the name of an installed one, where no DATASET is given\n"
          ".TP\n.B BLACKOUT_MODEL_ERROR\n"
          "the package whose model_error is used where a package has none, or the word none\n"
          ".TP\n.B BLACKOUT_BASE\n"
          "the base, in the same two forms, where neither --base nor the package names one\n",
          file);
}

/* A command's page leads back to that of the program, which has all of them, a line each: the build
 * takes the names of the pages that it makes from these lines (cmake/ManualPages.cmake). */
static void put_see_also(FILE *file, const struct command *command)
{
    fputs(".SH SEE ALSO\n", file);
    if (command != NULL) {
        fputs(".BR blackout (1)\n", file);
        return;
    }
    for (size_t i = 0; i < command_count; ++i) {
        fputs(".BR blackout\\-", file);
        put_roff(file, commands[i].name);
        fprintf(file, " (1)%s\n", i + 1 < command_count ? "," : "");
    }
}

static void put_commands(FILE *file)
{
    fputs(".SH COMMANDS\n", file);
    for (size_t i = 0; i < command_count; ++i) {
        fputs(".TP\n.B ", file);
        put_roff(file, commands[i].name);
        fputs("\n", file);
        put_roff(file, commands[i].summary);
        fputs("\n", file);
    }
}

/* Unfilled: a command that is broken at the width of a page cannot be copied. */
static void put_examples(FILE *file, const struct command *command)
{
    fputs(".SH EXAMPLES\n.nf\n", file);
    for (const char *const *example = command->examples; *example != NULL; ++example) {
        put_roff(file, *example);
        fputs("\n", file);
    }
    fputs(".fi\n", file);
}

void help_manual(FILE *file, const struct command *command)
{
    put_title(file, command,
              command != NULL ? command->summary : "what an outage of a platform costs");
    if (command != NULL) {
        put_options(file, command);
    } else {
        put_commands(file);
    }
    put_exit_status(file);
    if (command == NULL || options_read_package(command)) {
        put_environment(file);
    }
    if (command != NULL) {
        put_examples(file, command);
    }
    put_see_also(file, command);
}
