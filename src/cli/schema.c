/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout schema: the JSON Schema of a report or of a table; without a name, which there are. */
#include <string.h>

#include "cli/cli.h"

static int list(struct output *output)
{
    for (size_t i = 0; blackout_schema_name(i) != NULL; ++i) {
        fprintf(output->file, "%s\n", blackout_schema_name(i));
    }
    return output_close(output, BLACKOUT_OK, NULL);
}

int command_schema(const struct arguments *arguments)
{
    const char *format = output_format(arguments);
    struct output output;
    blackout_error error;
    if (format == NULL) {
        return EXIT_USAGE;
    }
    if (arguments->operand_count == 0 && arguments->values[OPTION_FORMAT] != NULL) {
        message_usage("--format is of one schema, and none is named; a NAME that `blackout schema` "
                      "lists");
        return EXIT_USAGE;
    }
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    if (arguments->operand_count == 0) {
        return list(&output);
    }
    const char *name = arguments->operands[0];
    blackout_status written =
        strcmp(format, "json") == 0
            ? blackout_schema_write(name, output_write, &output, &error)
            : blackout_table_write(name, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}
