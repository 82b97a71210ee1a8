/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl-C, `kill`, a closed terminal: the program ends at once, whatever it is doing, and leaves no
 * file that is half written. It ends in the handler itself, which calls nothing but what POSIX
 * allows there: a run that looked from time to time whether it should end would be deaf wherever
 * nobody thought of looking. The library knows of no signals. */
#define _GNU_SOURCE /* sigaction, pthread_sigmask */
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "cli/cli.h"

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING_COUNT = sizeof ending_signals / sizeof ending_signals[0] };

/* A signal handler can reach nothing but a global: the mutable ones are here. */
static _Atomic(const char *) temporary_files[OPTION_COUNT];

static atomic_int line_columns; /* of a line of progress; 0: none is drawn */

/* With write() and a buffer of its own: stdio may be in the middle of something, and is not to be
 * called from a handler. */
static void clear_line(void)
{
    char line[PROGRESS_COLUMNS + 2];
    const int columns = atomic_load(&line_columns);
    for (int i = 0; i < columns; ++i) {
        line[i + 1] = ' ';
    }
    line[0] = '\r';
    line[columns + 1] = '\r';
    const ssize_t written = columns > 0 ? write(STDERR_FILENO, line, (size_t)columns + 2) : 0;
    (void)written;
}

/* _exit() and not exit(): what stdio holds is half of something, and is not to be written. */
static void on_ending(int number)
{
    static const char message[] = "blackout: interrupted\n";
    for (int i = 0; i < OPTION_COUNT; ++i) {
        const char *path = atomic_load(&temporary_files[i]);
        if (path != NULL) {
            unlink(path);
        }
    }
    clear_line();
    const ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written; /* whether anybody reads it or not, this is the end */
    _exit(128 + number);
}

/* A signal that the caller had ignored, as nohup does with SIGHUP, stays ignored. While one of them
 * is handled the others wait: two handlers at once would print twice. */
void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = on_ending};
    struct sigaction before;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < ENDING_COUNT; ++i) {
        sigaddset(&action.sa_mask, ending_signals[i]);
    }
    for (int i = 0; i < ENDING_COUNT; ++i) {
        if (sigaction(ending_signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(ending_signals[i], &action, NULL);
        }
    }
    action = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &action, NULL); /* writes fail with EPIPE instead */
    sigaction(SIGXFSZ, &action, NULL); /* and with EFBIG */
}

/* Of the calling thread: it is the one that opens and renames. */
static void mask(int how)
{
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < ENDING_COUNT; ++i) {
        sigaddset(&set, ending_signals[i]);
    }
    pthread_sigmask(how, &set, NULL);
}

void interrupt_hold(void)
{
    mask(SIG_BLOCK);
}

void interrupt_release(void)
{
    mask(SIG_UNBLOCK);
}

/* A free place is found by looking, since there are few. Watched before it can be missed: callers
 * hold signals from making the file to here. */
void interrupt_watch(const char *path)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (atomic_load(&temporary_files[i]) == NULL) {
            atomic_store(&temporary_files[i], path);
            return;
        }
    }
}

/* By the pointer and not by the text: the handler keeps that pointer, and the caller frees it next.
 */
void interrupt_forget(const char *path)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (atomic_load(&temporary_files[i]) == path) {
            atomic_store(&temporary_files[i], NULL);
        }
    }
}

int interrupt_line(int columns)
{
    return atomic_exchange(&line_columns, columns);
}
