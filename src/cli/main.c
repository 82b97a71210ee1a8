/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: finds the command and runs it. */
#include "cli/cli.h"

/* Files are compared before any output is opened, and outputs are opened before the run: a mistake
 * costs no time and no file. */
static int run_command(const struct command *command, int argc, char *const argv[])
{
    struct arguments arguments;
    int status = arguments_read(&arguments, command, argc, argv);
    if (status != EXIT_DONE) {
        return status;
    }
    if (about_asks(&arguments)) {
        return about_run(&arguments);
    }
    status = files_check(&arguments);
    if (status != EXIT_DONE) {
        return status;
    }
    struct output outputs[OPTION_COUNT];
    arguments.outputs = outputs;
    arguments.find = commands_find;
    status = outputs_open(outputs, &arguments);
    if (status == EXIT_DONE) {
        status = command->run(&arguments);
    }
    return outputs_close(outputs, status);
}

int main(int argc, char *argv[])
{
    blackout_init();
    interrupt_catch();
    if (argc < 2) {
        help_program(stderr);
        return EXIT_USAGE;
    }
    if (argv[1][0] == '-') {
        return about_program(argc, argv);
    }
    const struct command *command = commands_find(argv[1]);
    return command != NULL ? run_command(command, argc - 2, argv + 2) : commands_unknown(argv[1]);
}
