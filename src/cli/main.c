/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: finds the command and runs it. What can go wrong before a command is known, closed
 * descriptors, a stack without room, signals, is settled here, and nowhere later. */
#define _GNU_SOURCE /* O_PATH */
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

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

/* The first file that is opened would have the number of a standard descriptor that the caller has
 * closed, and reports or messages would be written into it. Such a number is taken by a descriptor
 * that can neither be read nor written, as with nothing open. Where none can be had, no file can.
 */
static void take_closed_descriptors(void)
{
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
        if (fcntl(number, F_GETFD) < 0) {
            (void)open("/", O_PATH);
        }
    }
}

/* More than any command has been seen to need, which is below 300 KiB. */
enum { STACK_BYTES = 384 << 10 };

/* Never inlined: the stack is as deep as its array only while it runs. */
__attribute__((noinline)) static void deepen_stack(void)
{
    volatile char stack[STACK_BYTES];
    stack[0] = 0;
    (void)stack[0];
}

/* A stack that cannot grow ends a program by SIGSEGV. Under a limit of the address space it grows
 * now, while it can be asked whether there is room; false: there is none. */
static bool take_stack(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return true;
    }
    void *room = malloc(STACK_BYTES);
    const bool there_is = room != NULL;
    free(room);
    if (there_is) {
        deepen_stack();
    }
    return there_is;
}

/* Scenarios of a batch, points of a sweep and threads allocate the same few megabytes over and
 * over. malloc() would give them back to the kernel each time, and the kernel would clear them,
 * page by page, in which threads wait for each other: most of the time of a batch. Larger arrays
 * are still mapped each for itself, to begin with a large page (core/large_pages.h); what is kept
 * is some times what a scenario takes. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    enum { LARGEST_KEPT = 4 << 20, MOST_KEPT = 64 << 20 };
    (void)mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT);
    (void)mallopt(M_TRIM_THRESHOLD, MOST_KEPT);
#endif
}

/* Descriptors first, before anything opens a file; then the stack, before anything needs it. */
int main(int argc, char *argv[])
{
    keep_memory();
    take_closed_descriptors();
    if (!take_stack()) {
        return message_failed("out of memory");
    }
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
