/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl-C: the first asks the run to end, which then removes what it has half written; the second
 * ends the program at once. The library knows of no signals: it asks the program (`cancelled` of
 * the options). */
#define _GNU_SOURCE /* sigaction */
#include <signal.h>

#include "cli/cli.h"

/* A signal handler can reach nothing but a global: the one mutable one here. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL); /* a second interrupt ends the program at once */
    action = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &action, NULL); /* writes fail with EPIPE instead */
}

int interrupt_asked(void *user)
{
    (void)user;
    return interrupted;
}
