/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outages of incidents: those that overlap, or follow each other without a gap, are one, as a
 * platform is down once however many incidents say so. Each is a row of `outages` and a severity
 * curve of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "import/statuspage.h"

/* The names of the incidents of an outage, separated by "; ". */
enum { CAUSE_SIZE = 512 };

static const char *const outage_columns[] = {
    "event",    "owner",        "platforms",     "start",          "duration_minutes",
    "severity", "severity_low", "severity_high", "severity_basis", "severity_source",
    "cause",    "basis",        "source"};
enum { OUTAGE_COLUMNS = sizeof outage_columns / sizeof outage_columns[0] };

static const char *const curve_columns[] = {"timestamp", "unavailable"};

struct outages {
    struct page_reader *reader;
    struct import_table *table;
    struct component_page page;
    const char *owner;
    const char *platform;
    struct strings events;               /* their identifiers, which differ */
    const struct page_incident **sorted; /* those that are taken */
    size_t sorted_count;
    struct component_change *changes; /* of one outage, sorted; room for those of all incidents */
};

/* Incidents that begin at once are in the order in which they were read: the first of an outage
 * gives it its name. */
static int by_start(const void *a, const void *b)
{
    const struct page_incident *x = *(const struct page_incident *const *)a;
    const struct page_incident *y = *(const struct page_incident *const *)b;
    if (x->out_from != y->out_from) {
        return x->out_from < y->out_from ? -1 : 1;
    }
    return x->first_change < y->first_change ? -1 : x->first_change > y->first_change;
}

/* By time; those of one incident stay in their order, in which they were read. */
static int by_time(const void *a, const void *b)
{
    const struct component_change *x = a;
    const struct component_change *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

/* ---- From when to when ----------------------------------------------------------------------- */

/* Slots are numbered on, so that those of the incident are all from `first_slot` on, and a byte for
 * each of them will do. One more than there are, since calloc() may give NULL for none. */
bool statuspage_find_outage(struct page_incident *incident, const struct page_reader *reader,
                            size_t first_slot)
{
    size_t out = 0; /* slots in which something is unavailable */
    bool found = false;
    unsigned char *is_out = calloc(reader->slot_count - first_slot + 1, 1);
    for (size_t i = incident->first_change; is_out != NULL && i < reader->change_count; ++i) {
        const struct component_change *change = &reader->changes[i];
        unsigned char *slot = &is_out[change->slot - first_slot];
        const size_t before = out;
        const bool now = reader->shares[change->status].central > 0;
        out = out - *slot + (now ? 1 : 0);
        *slot = now ? 1 : 0;
        if (out > 0 && !found) {
            incident->out_from = incident->out_to = change->time;
            found = true;
        }
        if (out == 0 && before > 0) {
            incident->out_to = change->time;
        }
    }
    free(is_out);
    return is_out != NULL;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

/* `2021-10-04-` and the incident's id, of letters, digits and dashes alone: it is the name of a
 * file too. NULL when memory is out. The date comes first, so that events are in their order
 * wherever names are sorted. Two ids may be the same without their other characters: the second
 * gets a number. */
static const char *event_of(struct outages *outages, const struct page_incident *incident,
                            instant start)
{
    enum { MOST_LETTERS = 40 };
    char id[MOST_LETTERS + 1];
    char date[CALENDAR_TEXT_SIZE];
    size_t length = 0;
    for (const char *c = incident->id; *c != '\0' && length < MOST_LETTERS; ++c) {
        id[length++] = text_is_alphanumeric(*c) ? *c : '-';
    }
    id[length] = '\0';
    calendar_print_date(date, start);
    struct arena *arena = &outages->reader->import->arena;
    const char *event = arena_format(arena, "%s-%s", date, id);
    for (int again = 2;
         event != NULL && strings_find(&outages->events, event, strlen(event)) != STRING_UNKNOWN;
         ++again) {
        event = arena_format(arena, "%s-%s-%d", date, id, again);
    }
    if (event != NULL && strings_add(&outages->events, event, strlen(event)) == STRING_UNKNOWN) {
        return NULL;
    }
    return event;
}

static const char *time_text(blackout_import *import, instant time)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_instant(text, time);
    return import_text(import, text, strlen(text));
}

/* A name that a spreadsheet would take for a formula is led by an apostrophe: it is anybody's text.
 * NULL when memory is out. */
static const char *cause_of(const struct outages *outages, size_t first, size_t count)
{
    char text[CAUSE_SIZE] = "";
    const char *name = outages->sorted[first]->name;
    /* the first name alone: a cell is a formula by its first character */
    const bool is_formula = name[0] != '\0' && strchr("=+-@", name[0]) != NULL;
    size_t used = is_formula ? (size_t)snprintf(text, sizeof text, "'") : 0;
    for (size_t i = 0; i < count && used < sizeof text - 1; ++i) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i == 0 ? "" : "; ",
                                 outages->sorted[first + i]->name);
    }
    text_make_line(text); /* it may have been cut in a character */
    return import_text(outages->reader->import, text, strlen(text));
}

/* ---- An outage ------------------------------------------------------------------------------- */

/* One file for each event, since a curve has no column that says whose it is. */
static int add_curve(const struct outages *outages, const struct component_curve *curve,
                     const char *event)
{
    blackout_import *import = outages->reader->import;
    const char *path = arena_format(&import->arena, "curves/%s.csv", event);
    struct import_table *table = import_table_new(import, path, NULL, curve_columns, 2);
    for (size_t i = 0; table != NULL && i < curve->count; ++i) {
        const char *const cells[] = {time_text(import, curve->points[i].time),
                                     import_number(import, curve->points[i].unavailable)};
        if (cells[0] == NULL || cells[1] == NULL || import_row(import, table, cells) != 0) {
            return -1;
        }
    }
    return table != NULL ? 0 : -1;
}

/* The length is what the page reported; how much was unavailable rests on what a status counts,
 * which is assumed. Cells are in the order of `outage_columns`. Owner and platform are the same in
 * each row, as a page is one platform: its components have no flows of their own in a package. */
static int add_row(struct outages *outages, const struct component_curve *curve, const char *event,
                   const char *cause)
{
    static const char source[] = "incidents of a status page";
    static const char severity_source[] =
        "mean over the components and the time, by what each status counts";
    blackout_import *import = outages->reader->import;
    const instant start = curve->points[0].time;
    const double seconds = (double)(curve->points[curve->count - 1].time - start);
    const char *const cells[OUTAGE_COLUMNS] = {event,
                                               outages->owner,
                                               outages->platform,
                                               time_text(import, start),
                                               import_number(import, seconds / SECONDS_PER_MINUTE),
                                               import_number(import, curve->mean.central),
                                               import_share_end(import, &curve->mean, false),
                                               import_share_end(import, &curve->mean, true),
                                               "assumed",
                                               severity_source,
                                               cause,
                                               "reported",
                                               source};
    for (int i = 0; i < OUTAGE_COLUMNS; ++i) {
        if (cells[i] == NULL) {
            return -1;
        }
    }
    return import_row(import, outages->table, cells);
}

static int write_outage(struct outages *outages, const struct component_curve *curve, size_t first,
                        size_t count)
{
    const char *event = event_of(outages, outages->sorted[first], curve->points[0].time);
    const char *cause = event != NULL ? cause_of(outages, first, count) : NULL;
    return cause != NULL && add_row(outages, curve, event, cause) == 0 &&
                   add_curve(outages, curve, event) == 0
               ? 0
               : -1;
}

/* Where what the statuses count, over the components, is too small for a double. */
static int leave_out(struct outages *outages, size_t first, size_t count)
{
    blackout_import *import = outages->reader->import;
    int failed = 0;
    for (size_t i = 0; i < count && failed == 0; ++i) {
        const struct page_incident *incident = outages->sorted[first + i];
        const struct not_taken_entry entry = {
            .file = incident->file, .row = incident->row, .column = "id", .value = incident->id};
        failed = not_taken_add(&import->not_taken, &import->arena, &entry,
                               STATUSPAGE_NOTHING_UNAVAILABLE);
    }
    import->taken -= count;
    return failed;
}

/* The changes of the incidents from `first` on, sorted; how many. The order of a change is its
 * place before sorting: qsort() does not keep that of equals. */
static size_t take_changes(const struct outages *outages, size_t first, size_t count)
{
    const struct page_reader *reader = outages->reader;
    size_t used = 0;
    for (size_t i = 0; i < count; ++i) {
        const struct page_incident *incident = outages->sorted[first + i];
        for (size_t k = 0; k < incident->change_count; ++k) {
            struct component_change *change = &outages->changes[used];
            *change = reader->changes[incident->first_change + k];
            change->order = used++;
        }
    }
    qsort(outages->changes, used, sizeof *outages->changes, by_time);
    return used;
}

/* One outage, of the incidents from `first` on. */
static int make_outage(struct outages *outages, size_t first, size_t count)
{
    struct arena scratch = {0};
    struct component_curve curve;
    const size_t used = take_changes(outages, first, count);
    /* by an arena of its own: a page of years has many curves, of which only texts are kept */
    int failed = component_curve_make(&curve, &scratch, &outages->page, outages->changes, used);
    if (failed == 0) {
        failed = curve.count > 0 ? write_outage(outages, &curve, first, count)
                                 : leave_out(outages, first, count);
    }
    arena_free(&scratch);
    return failed;
}

/* ---- All of them ----------------------------------------------------------------------------- */

/* How many incidents from `first` on are one outage. Compared with the latest end so far, not with
 * that of the one before: a short incident may lie within a long one. By the times at which
 * something was unavailable, and not by those of the incidents, which may be open before and
 * after with a status that counts nothing. */
static size_t run_length(const struct outages *outages, size_t first)
{
    instant until = outages->sorted[first]->out_to;
    size_t count = 1;
    while (first + count < outages->sorted_count &&
           outages->sorted[first + count]->out_from <= until) {
        const instant end = outages->sorted[first + count]->out_to;
        until = end > until ? end : until;
        ++count;
    }
    return count;
}

static int make_all(struct outages *outages)
{
    const struct page_reader *reader = outages->reader;
    struct arena *arena = &reader->import->arena;
    outages->sorted = arena_alloc(arena, reader->incident_count, sizeof *outages->sorted);
    outages->changes = arena_alloc(arena, reader->change_count, sizeof *outages->changes);
    outages->table =
        import_table_new(reader->import, "outages.csv", "outages", outage_columns, OUTAGE_COLUMNS);
    if (outages->sorted == NULL || outages->changes == NULL || outages->table == NULL ||
        strings_init(&outages->events, arena) != 0) {
        return -1;
    }
    for (size_t i = 0; i < reader->incident_count; ++i) {
        if (reader->incidents[i].is_taken) {
            outages->sorted[outages->sorted_count++] = &reader->incidents[i];
        }
    }
    reader->import->taken = outages->sorted_count;
    qsort(outages->sorted, outages->sorted_count, sizeof *outages->sorted, by_start);
    int failed = 0;
    for (size_t first = 0, run; first < outages->sorted_count && failed == 0; first += run) {
        run = run_length(outages, first);
        failed = make_outage(outages, first, run);
    }
    return failed;
}

blackout_status statuspage_make(struct page_reader *reader, const char *owner, const char *platform,
                                size_t component_count, blackout_error *error)
{
    struct outages outages = {.reader = reader,
                              .page = {.shares = reader->shares,
                                       .slot_components = reader->slot_components,
                                       .slot_count = reader->slot_count,
                                       .component_count = component_count},
                              .owner = owner,
                              .platform = platform};
    return make_all(&outages) == 0 ? BLACKOUT_OK : error_memory(error);
}
