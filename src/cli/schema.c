/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout schema: the JSON Schema of a report or of a table; without a name, which there are. No
 * package is read: what a table or a report may be is the program's own. */
#include <string.h>

#include "cli/cli.h"

static int list(FILE *file)
{
    for (size_t i = 0; blackout_schema_name(i) != NULL; ++i) {
        fprintf(file, "%s\n", blackout_schema_name(i));
    }
    return EXIT_DONE;
}

/* A schema is JSON; the other formats are of a table alone: a file to fill in, and a section of the
 * documentation. */
static blackout_status write_schema(const void *what, const char *format, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    return strcmp(format, "json") == 0 ? blackout_schema_write(what, sink, user, error)
                                       : blackout_table_write(what, format, sink, user, error);
}

/* Names of tables have "table:" before them in the list; without it they are none of its names. */
static bool is_report(const char *name)
{
    static const char table[] = "table:";
    const char *known = NULL;
    for (size_t i = 0; (known = blackout_schema_name(i)) != NULL; ++i) {
        if (strcmp(known, name) == 0) {
            return strncmp(name, table, sizeof table - 1) != 0;
        }
    }
    return false;
}

int command_schema(const struct arguments *arguments)
{
    if (arguments->operand_count == 0) {
        return listing_check(arguments, "one schema") == EXIT_DONE
                   ? list(arguments->outputs[OPTION_OUTPUT].file)
                   : EXIT_USAGE;
    }
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    const char *name = arguments->operands[0];
    if (strcmp(format, "json") != 0 && is_report(name)) {
        return message_usage("the schema of a report is JSON, and has no %s ('%s'); write it as "
                             "--format json",
                             format, name);
    }
    return output_report(arguments, OPTION_OUTPUT, write_schema, name, format);
}
