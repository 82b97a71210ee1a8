/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: finds the command and runs it. */
#include <string.h>

#include "cli/cli.h"

static int finish(void)
{
    struct output output;
    output_open(&output, NULL);
    return output_close(&output, true);
}

static int run_command(const struct command *command, int argc, char *const argv[])
{
    struct arguments arguments;
    int status = arguments_read(&arguments, command, argc, argv);
    if (status != EXIT_DONE) {
        return status;
    }
    if (arguments.values[OPTION_HELP] != NULL) {
        help_command(stdout, command);
        return finish();
    }
    if (arguments.values[OPTION_MANUAL] != NULL) {
        help_manual(stdout, command);
        return finish();
    }
    if (arguments.values[OPTION_VERSION] != NULL) {
        printf("blackout %s\n", blackout_version());
        return finish();
    }
    status = files_check(&arguments);
    if (status != EXIT_DONE) {
        return status;
    }
    struct output outputs[OPTION_COUNT];
    arguments.outputs = outputs;
    status = outputs_open(outputs, &arguments);
    if (status == EXIT_DONE) {
        status = command->run(&arguments);
    }
    status = outputs_close(outputs, status);
    /* a read that an interrupt breaks off fails like any other: the interrupt is the reason */
    return status == EXIT_FAILED && interrupt_asked(NULL) ? EXIT_INTERRUPTED : status;
}

int main(int argc, char *argv[])
{
    blackout_init();
    interrupt_catch();
    if (argc < 2) {
        help_program(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_program(stdout);
        return finish();
    }
    if (strcmp(argv[1], "--manual") == 0) {
        help_manual(stdout, NULL);
        return finish();
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("blackout %s\n", blackout_version());
        return finish();
    }
    const struct command *command = commands_find(argv[1]);
    return command != NULL ? run_command(command, argc - 2, argv + 2) : commands_unknown(argv[1]);
}
