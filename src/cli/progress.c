/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --progress: how far a run is, on standard error. On a terminal one line, redrawn in place and
 * cleared before anything else is printed there; or one JSON object a line, for programs. Neither
 * depends on what the report is, or changes it. The library has no clock: time is measured here. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"

/* A run that is over sooner needs no line; an eye reads no more than a few lines a second, and what
 * reads JSON needs no more. */
static const double least_seconds = 1;
static const double seconds_between = 0.2;

/* A clock that nobody sets: the time of day may jump. */
static double now_seconds(void)
{
    static const double nanosecond = 1e-9;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + nanosecond * (double)now.tv_nsec;
}

/* "1234567" as "1,234,567", which is how reports have it. Returns `text`. */
static const char *grouped(char text[PROGRESS_NUMBER_SIZE], double number)
{
    char digits[PROGRESS_NUMBER_SIZE];
    const int count = snprintf(digits, sizeof digits, "%.0f", number);
    size_t used = 0;
    for (int i = 0; i < count && used + 2 < PROGRESS_NUMBER_SIZE; ++i) {
        if (i > 0 && (count - i) % 3 == 0) {
            text[used++] = ',';
        }
        text[used++] = digits[i];
    }
    text[used] = '\0';
    return text;
}

/* In the unit that a person would take, rounded up: it is not over before that. */
static void put_time(char *text, size_t size, double seconds)
{
    enum { MINUTE = 60, HOUR = 3600 };
    if (seconds < MINUTE) {
        snprintf(text, size, "%d s", (int)seconds + 1);
    } else if (seconds < HOUR) {
        snprintf(text, size, "%d min", (int)(seconds / MINUTE) + 1);
    } else {
        snprintf(text, size, "%.0f h", seconds / HOUR + 0.5); /* which is printed rounded */
    }
}

/* What is left, as if the rest went as fast as what was done since the first report; less than 0
 * where that says nothing. What came before it, such as reading a package, is no part of it. */
static double seconds_left(const struct progress_display *display, double share, double now)
{
    const double done = share - display->first_share;
    return share >= 1 ? 0 : done > 0 ? (now - display->first) * (1 - share) / done : -1;
}

/* The new line and blanks over the rest of the old one go out together: cleared first, it would
 * flicker. */
static void draw(const struct progress_display *display, const blackout_progress *progress,
                 double now)
{
    enum { PERCENT = 100 };
    char line[PROGRESS_COLUMNS + 1];
    char time_left[32];
    char done[PROGRESS_NUMBER_SIZE];
    char of[PROGRESS_NUMBER_SIZE];
    const long columns = terminal_columns(stderr);
    const double seconds = seconds_left(display, progress->share, now);
    put_time(time_left, sizeof time_left, seconds);
    int length = snprintf(line, sizeof line, "%s of %s %s, %d %%, %s left",
                          grouped(done, progress->done), grouped(of, progress->of), progress->what,
                          (int)(PERCENT * progress->share), time_left);
    length = length < PROGRESS_COLUMNS ? length : PROGRESS_COLUMNS;
    if (columns > 0 && length >= columns) { /* a line that wraps cannot be cleared */
        length = (int)columns - 1;
    }
    interrupt_hold(); /* a signal meets a line of a known length */
    const int before = interrupt_line(0);
    fprintf(stderr, "\r%-*.*s", before > length ? before : length, length, line);
    interrupt_line(before > length ? before : length);
    interrupt_release();
}

/* Words of the library need no escapes: they are its own. */
static void put_json(const struct progress_display *display, const blackout_progress *progress,
                     double now)
{
    fprintf(stderr, "{\"progress\": %.6g, \"done\": %.0f, \"of\": %.0f, \"what\": \"%s\", ",
            progress->share, progress->done, progress->of, progress->what);
    const double seconds = seconds_left(display, progress->share, now);
    if (seconds >= 0) {
        fprintf(stderr, "\"seconds_left\": %.1f}\n", seconds);
    } else {
        fprintf(stderr, "\"seconds_left\": null}\n");
    }
}

/* The first report of a run with a share of 1 is the last that is shown. Those before it are shown
 * a few times a second, however often they come. */
static void show(void *user, const blackout_progress *progress)
{
    struct progress_display *display = user;
    const double now = now_seconds();
    const bool is_last = progress->share >= 1;
    /* most packages are read before anybody could read a line about it */
    const bool is_short = display->is_reading && display->first <= 0;
    if (display->is_over || (!is_last && now - display->shown < seconds_between) ||
        (is_short && (is_last || now - display->began < seconds_between))) {
        return;
    }
    display->is_over = is_last;
    if (display->first <= 0) {
        display->first = now;
        display->first_share = progress->share;
    }
    if (display->is_json) {
        display->shown = now;
        put_json(display, progress, now);
    } else if (is_last) {
        progress_clear();
    } else if (progress->share > display->first_share && now - display->began >= least_seconds) {
        display->shown = now;
        draw(display, progress, now);
    }
}

void progress_clear(void)
{
    const int columns = interrupt_line(0);
    if (columns > 0) {
        fprintf(stderr, "\r%*s\r", columns, "");
        fflush(stderr);
    }
}

/* Whether anything is to be shown. JSON is asked for by name and goes wherever standard error does;
 * a line is for a terminal. */
static bool begin(struct progress_display *display, const struct arguments *arguments)
{
    const char *asked = arguments->values[OPTION_PROGRESS];
    const bool is_auto = asked == NULL || strcmp(asked, "auto") == 0;
    const char *terminal = getenv("TERM");
    /* a dumb terminal cannot go back to the beginning of a line */
    const bool redraws = terminal_is(stderr) && (terminal == NULL || strcmp(terminal, "dumb") != 0);
    *display = (struct progress_display){.is_json = asked != NULL && strcmp(asked, "json") == 0,
                                         .began = now_seconds()};
    return display->is_json || (is_auto && redraws && arguments->values[OPTION_QUIET] == NULL);
}

void progress_begin(struct progress_display *display, blackout_run_options *options,
                    const struct arguments *arguments)
{
    if (begin(display, arguments)) {
        options->progress = show;
        options->progress_user = display;
    }
}

void progress_begin_reading(struct progress_display *display, blackout_dataset_options *options,
                            const struct arguments *arguments)
{
    if (begin(display, arguments)) {
        options->progress = show;
        options->progress_user = display;
    }
    display->is_reading = true;
}
