/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion for shells, from the tables of options and commands. What a script completes:
 * commands; the options of a command; formats, words and files as values of options; installed
 * packages and files as datasets. Identifiers of a package are not completed: that would read it at
 * every key. */
#include <string.h>

#include "cli/cli.h"

/* ---- What the three have in common ----------------------------------------------------------- */

static bool takes_file(enum option_id id)
{
    return option_at(id).file != NO_FILE;
}

/* The commands' names, blank-separated. */
static void put_commands(FILE *file)
{
    for (size_t i = 0; i < command_count; ++i) {
        fprintf(file, "%s%s", i > 0 ? " " : "", commands[i].name);
    }
}

/* The words that a value may be, blank-separated; false: any text may. Formats are those of the
 * command's report, and differ from one to the next. */
static bool put_words(FILE *file, enum option_id id, const struct command *command)
{
    const char *words = option_at(id).words;
    if (id != OPTION_FORMAT) {
        fputs(words != NULL ? words : "", file);
        return words != NULL;
    }
    for (size_t i = 0; blackout_report_format(command->report, i) != NULL; ++i) {
        fprintf(file, "%s%s", i > 0 ? " " : "", blackout_report_format(command->report, i));
    }
    return true;
}

static bool has_words(enum option_id id)
{
    return id == OPTION_FORMAT || option_at(id).words != NULL;
}

/* What an option does, in few words; that of --format is a list, which is completed itself. */
static const char *summary_of(enum option_id id)
{
    return id == OPTION_FORMAT ? "format of the report" : option_at(id).help;
}

/* A text in single quotes, in which `escaped` are escaped by a backslash. A quote would end the
 * text: `quote` is how the shell writes one. */
static void put_quoted(FILE *file, const char *text, const char *escaped, const char *quote)
{
    for (; *text != '\0'; ++text) {
        if (*text == '\'') {
            fputs(quote, file);
        } else {
            fprintf(file, "%s%c", strchr(escaped, *text) != NULL ? "\\" : "", *text);
        }
    }
}

/* Its operand is a name of the program's own: no file is proposed beside it. */
static bool is_schema(const struct command *command)
{
    return strcmp(command->name, "schema") == 0;
}

/* What the first operand may be; "" where it is files or datasets. A dash is a
 * command that takes none. */
static const char *operands_of(const struct command *command)
{
    static const char *const others[][2] = {{"completion", "bash zsh fish"}, {"version", "-"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        if (strcmp(others[i][0], command->name) == 0) {
            return others[i][1];
        }
    }
    return "";
}

/* What prints the names that the operands may be, a line each; tables are known without their
 * prefix too, and bash takes a colon for the end of a word. Kinds of imports and forms of laws are
 * written here, in put_zsh_first(), in the rows of commands.c and in a message of filing.c: a new
 * one is added to all of them. */
static const char *list_of(const struct command *command)
{
    static const char *const lists[][2] = {
        {"schema", "blackout schema 2>/dev/null | sed s/^table://"},
        {"import", "printf \"%s\\n\" statuspage oed"},
        {"filing", "printf \"%s\\n\" dora nis2 8k; blackout describe 2>/dev/null"}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; ++i) {
        if (strcmp(lists[i][0], command->name) == 0) {
            return lists[i][1];
        }
    }
    return "blackout describe 2>/dev/null";
}

/* ---- bash ------------------------------------------------------------------------------------ */

/* A case of `COMMAND:OPTION)` for each option that takes a value. For other values nothing is
 * proposed: files would be, and none of them is right. */
static void put_bash_values(FILE *file, const struct command *command)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        const enum option_id id = (enum option_id)i;
        const struct option option = option_at(id);
        if (!option_serves(id, command) || option.argument == NULL) {
            continue;
        }
        fprintf(file, "    %s:--%s", command->name, option.name);
        if (option.short_name != '\0') {
            fprintf(file, " | %s:-%c", command->name, option.short_name);
        }
        fputs(") ", file);
        if (takes_file(id)) {
            fputs("COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n", file);
        } else if (id == OPTION_BASE) { /* an installed package or a folder */
            fputs("words=$(blackout describe 2>/dev/null); files=-d ;;\n", file);
        } else if (has_words(id)) {
            fputs("words='", file);
            put_words(file, id, command);
            fputs("' ;;\n", file);
        } else {
            fputs("return ;;\n", file);
        }
    }
}

static void put_bash_options(FILE *file, const struct command *command)
{
    fprintf(file, "    %s) options='", command->name);
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (option_serves((enum option_id)i, command)) {
            fprintf(file, "%s--%s", i > 0 ? " " : "", option_at((enum option_id)i).name);
        }
    }
    fputs("'; ", file);
    const char *operands = operands_of(command);
    if (strcmp(command->name, "help") == 0) {
        fputs("words='", file);
        put_commands(file);
        fputs("'", file);
    } else if (operands[0] != '\0') {
        fprintf(file, "words='%s'", operands[0] == '-' ? "" : operands);
    } else {
        fprintf(file, "words=$(%s); files=%s", list_of(command), is_schema(command) ? "" : "-f");
    }
    fputs(" ;;\n", file);
}

/* bash divides words at `=` and `:` before this function sees them. The command is the second word,
 * since options before it are refused. */
static void put_bash(FILE *file)
{
    fputs("# bash completion for blackout, as `blackout completion bash` prints it\n"
          "_blackout() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    local command=${COMP_WORDS[1]} words= options= files=\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        COMPREPLY=($(compgen -W '",
          file);
    put_commands(file);
    fputs("' -- \"$cur\"))\n"
          "        return\n"
          "    fi\n"
          "    # --name=value comes as three words\n"
          "    if [ \"$cur\" = = ]; then\n"
          "        cur=\n"
          "    elif [ \"$prev\" = = ]; then\n"
          "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
          "    fi\n"
          "    case $command:$prev in\n",
          file);
    for (size_t i = 0; i < command_count; ++i) {
        put_bash_values(file, &commands[i]);
    }
    fputs("    *) case $command in\n", file);
    for (size_t i = 0; i < command_count; ++i) {
        put_bash_options(file, &commands[i]);
    }
    fputs("    esac ;;\n"
          "    esac\n"
          "    case $cur in\n"
          "    -*) words=$options; files= ;;\n"
          "    esac\n"
          "    [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
          "    [ -z \"$files\" ] || COMPREPLY+=($(compgen $files -- \"$cur\"))\n"
          "}\n"
          "complete -o filenames -F _blackout blackout\n",
          file);
}

/* ---- zsh ------------------------------------------------------------------------------------- */

/* What _arguments does with the value of an option. */
static void put_zsh_value(FILE *file, enum option_id id, const struct command *command)
{
    fprintf(file, ":%s:", option_at(id).argument);
    if (takes_file(id)) {
        fputs("_files", file);
    } else if (id == OPTION_BASE) {
        fputs("_blackout_datasets", file);
    } else if (has_words(id)) {
        fputs("(", file);
        put_words(file, id, command);
        fputs(")", file);
    }
}

/* A form or a format comes before files and datasets. */
static void put_zsh_first(FILE *file, const struct command *command)
{
    if (strcmp(command->name, "import") == 0) {
        fputs(" \\\n        '1:KIND:(statuspage oed)'", file);
    } else if (strcmp(command->name, "filing") == 0) {
        fputs(" \\\n        '1:FORM:(dora nis2 8k)'", file);
    }
}

static void put_zsh_command(FILE *file, const struct command *command)
{
    fprintf(file, "    %s) _arguments", command->name);
    for (int i = 0; i < OPTION_COUNT; ++i) {
        const struct option option = option_at((enum option_id)i);
        if (!option_serves((enum option_id)i, command)) {
            continue;
        }
        for (int is_short = 0; is_short < (option.short_name != '\0' ? 2 : 1); ++is_short) {
            fprintf(file, " \\\n        '%s", option.repeatable ? "*" : "");
            /* `+` and `=` tell zsh that the value may be in the same word or in the next one */
            if (is_short) {
                fprintf(file, "-%c%s[", option.short_name, option.argument != NULL ? "+" : "");
            } else {
                fprintf(file, "--%s%s[", option.name, option.argument != NULL ? "=" : "");
            }
            /* in the words of _arguments brackets end the description and a colon begins what
             * follows it */
            put_quoted(file, summary_of((enum option_id)i), "[]:\\", "'\\''");
            fputs("]", file);
            if (option.argument != NULL) {
                put_zsh_value(file, (enum option_id)i, command);
            }
            fputs("'", file);
        }
    }
    const char *operands = operands_of(command);
    if (strcmp(command->name, "help") == 0) {
        fputs(" \\\n        '1:COMMAND:(", file);
        put_commands(file);
        fputs(")' ;;\n", file);
    } else if (operands[0] != '\0') {
        fprintf(file, operands[0] == '-' ? " ;;\n" : " \\\n        '1:SHELL:(%s)' ;;\n", operands);
    } else if (is_schema(command)) {
        fprintf(file, " \\\n        '1:NAME:($(%s))' ;;\n", list_of(command));
    } else {
        put_zsh_first(file, command);
        fputs(" \\\n        '*:DATASET:_blackout_datasets' ;;\n", file);
    }
}

/* The file is called by its name where zsh has found it in its path (funcstack), and registers
 * itself where it is sourced. */
static void put_zsh(FILE *file)
{
    fputs("#compdef blackout\n"
          "# zsh completion for blackout, as `blackout completion zsh` prints it\n"
          "_blackout_datasets() {\n"
          "    compadd -- ${(f)\"$(blackout describe 2>/dev/null)\"}\n"
          "    _files\n"
          "}\n"
          "_blackout() {\n"
          "    local -a commands=(\n",
          file);
    for (size_t i = 0; i < command_count; ++i) {
        fprintf(file, "        '%s:", commands[i].name);
        put_quoted(file, commands[i].summary, ":\\", "'\\''");
        fputs("'\n", file);
    }
    fputs("    )\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe command commands\n"
          "        return\n"
          "    fi\n"
          "    shift words\n"
          "    (( CURRENT-- ))\n"
          "    case $words[1] in\n",
          file);
    for (size_t i = 0; i < command_count; ++i) {
        put_zsh_command(file, &commands[i]);
    }
    fputs("    esac\n"
          "}\n"
          "if [ \"$funcstack[1]\" = _blackout ]; then\n"
          "    _blackout \"$@\"\n"
          "else\n"
          "    compdef _blackout blackout\n"
          "fi\n",
          file);
}

/* ---- fish ------------------------------------------------------------------------------------ */

/* The beginning of a line about a command. fish has no cases: each line says itself after which
 * command it holds. */
static void put_fish_start(FILE *file, const struct command *command)
{
    fprintf(file, "complete -c blackout -n '__fish_seen_subcommand_from %s'", command->name);
}

/* -x is a value that is no file, -r -F one that is: the first line of the script (-f) turns files
 * off wherever nothing asks for them. */
static void put_fish_option(FILE *file, enum option_id id, const struct command *command)
{
    const struct option option = option_at(id);
    put_fish_start(file, command);
    fprintf(file, " -l %s", option.name);
    if (option.short_name != '\0') {
        fprintf(file, " -s %c", option.short_name);
    }
    if (option.argument != NULL) {
        fputs(takes_file(id) ? " -r -F" : " -x", file);
    }
    if (id == OPTION_BASE) {
        fputs(" -a '(blackout describe 2>/dev/null)'", file);
    } else if (has_words(id)) {
        fputs(" -a '", file);
        put_words(file, id, command);
        fputs("'", file);
    }
    fputs(" -d '", file);
    put_quoted(file, summary_of(id), "\\", "\\'");
    fputs("'\n", file);
}

static void put_fish_operands(FILE *file, const struct command *command)
{
    const char *operands = operands_of(command);
    put_fish_start(file, command);
    if (strcmp(command->name, "help") == 0) {
        fputs(" -f -a '", file);
        put_commands(file);
        fputs("'\n", file);
    } else if (operands[0] != '\0') {
        fprintf(file, operands[0] == '-' ? " -f\n" : " -f -a '%s'\n", operands);
    } else {
        fprintf(file, " %s -a '(%s)'\n", is_schema(command) ? "-f" : "-F", list_of(command));
    }
}

static void put_fish(FILE *file)
{
    fputs("# fish completion for blackout, as `blackout completion fish` prints it\n"
          "complete -c blackout -f\n",
          file);
    for (size_t i = 0; i < command_count; ++i) {
        fprintf(file, "complete -c blackout -n __fish_use_subcommand -a %s -d '", commands[i].name);
        put_quoted(file, commands[i].summary, "\\", "\\'");
        fputs("'\n", file);
    }
    for (size_t i = 0; i < command_count; ++i) {
        for (int j = 0; j < OPTION_COUNT; ++j) {
            if (option_serves((enum option_id)j, &commands[i])) {
                put_fish_option(file, (enum option_id)j, &commands[i]);
            }
        }
        put_fish_operands(file, &commands[i]);
    }
}

/* ---- The list of them ------------------------------------------------------------------------ */

static const struct shell {
    const char *name;
    void (*put)(FILE *file);
} shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};

enum { SHELL_COUNT = sizeof shells / sizeof shells[0] };

const char *completion_shell(size_t index)
{
    return index < SHELL_COUNT ? shells[index].name : NULL;
}

void completion_write(FILE *file, const char *shell)
{
    for (size_t i = 0; i < SHELL_COUNT; ++i) {
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].put(file);
        }
    }
}
