/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout schema: the JSON Schema of a report or of a table. */
#include "cli/cli.h"

int command_schema(const struct arguments *arguments)
{
    struct output output;
    blackout_error error;
    if (arguments->operand_count == 0) {
        return message_usage("no schema is named; the name of a command with a report, like "
                             "estimate, or of a table");
    }
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written =
        blackout_schema_write(arguments->operands[0], output_write, &output, &error);
    return output_close(&output, written, &error);
}
