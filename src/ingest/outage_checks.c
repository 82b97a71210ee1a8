/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in a list are looked for exactly, then with other separators and in other letters, since a
 * slip there would leave an outage out in silence. */
#include "ingest/outage_checks.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "tables/catalogue.h"
#include "tables/key_list.h"
#include "tables/known_names.h"
#include "tables/overlaps.h"

/* What people type between the names of a list where ';' is right. */
static const char other_separators[] = ",|/+&";

/* A name is cut for the search and the message: it may be a field of 64 KiB. As many rows are
 * listed as other messages have lines (MOST_LINES_SHOWN); the list has room for each with its
 * event. */
enum { NAME_SIZE = 128, MOST_LISTED = 3, LIST_SIZE = 400 };

/* ---- Platforms ------------------------------------------------------------------------------- */

/* How the names of a row stand to the table `platforms`. */
struct outage_names {
    const struct row *row;
    size_t known;
    size_t unknown;
};

static string_id find_name(const struct table_context *context, const struct key_name *name)
{
    return strings_find(context->strings, name->text, name->length);
}

static bool is_lacking(const struct table_context *context, const struct key_name *name)
{
    return table_lacks_key(&context->tables[PLATFORMS], find_name(context, name));
}

/* Whether some part of a name between other separators is a platform: `shop|chat`. Only parts are
 * looked for: a platform may have such a mark in its name. */
static bool is_joined(const struct table_context *context, const struct key_name *name)
{
    struct key_name part = {name->text, 0};
    const char *end = name->text + name->length;
    while (part.text < end) {
        size_t length = 0;
        while (part.text + length < end && strchr(other_separators, part.text[length]) == NULL) {
            ++length;
        }
        const char *next = part.text + length + 1;
        part.length = length;
        text_trim(&part.text, &part.length);
        if (length < name->length && part.length > 0 && !is_lacking(context, &part)) {
            return true;
        }
        part.text = next;
    }
    return false;
}

static void fault(const struct table_context *context, const struct row *row, const char *name,
                  const char *what, const char *remedy)
{
    struct place place = table_place(&context->tables[OUTAGES], row, OUTAGES_PLATFORMS);
    diagnostics_fault(context->diagnostics, &place, "missing_key", "%s ('%.80s'); %s%.80s%s", what,
                      name, remedy[0] != '\0' ? "perhaps '" : "a platform of that table", remedy,
                      remedy[0] != '\0' ? "'" : "");
}

/* Tells of a name that shows that a platform of the package was meant. A name that is near to none,
 * in a row that names none of the package's platforms, is of another owner's outage and left alone.
 */
static void check_name(const struct table_context *context, const struct outage_names *names,
                       const struct key_name *name)
{
    char text[NAME_SIZE];
    size_t length = name->length < sizeof text ? name->length : sizeof text - 1;
    memcpy(text, name->text, length);
    text[length] = '\0';
    const char *near = table_nearest_key(context, &context->tables[PLATFORMS], text);
    if (is_joined(context, name)) {
        struct place place = table_place(&context->tables[OUTAGES], names->row, OUTAGES_PLATFORMS);
        diagnostics_fault(
            context->diagnostics, &place, "missing_key",
            "several platforms are written as one name ('%.80s'); separate the names with ';'",
            text);
    } else if (near != NULL || names->known > 0) {
        fault(context, names->row, text, "the platform is not in platforms",
              near != NULL ? near : "");
    }
}

static const char *platforms_of(const struct table_context *context, const struct row *row)
{
    return strings_text(context->strings, row->cells[OUTAGES_PLATFORMS].text);
}

static struct outage_names count_names(const struct table_context *context, const struct row *row)
{
    struct outage_names names = {.row = row};
    const char *rest = platforms_of(context, row);
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        if (is_lacking(context, &name)) {
            ++names.unknown;
        } else {
            ++names.known;
        }
    }
    return names;
}

static void check_platforms(const struct table_context *context, const struct row *row)
{
    const struct outage_names names = count_names(context, row);
    const char *rest = platforms_of(context, row);
    struct key_name name;
    if (names.known == 0 && names.unknown == 0) {
        fault(context, row, rest, "platforms has no name", "");
    }
    while (key_list_next(&name, &rest)) {
        if (is_lacking(context, &name)) {
            check_name(context, &names, &name);
        }
    }
}

/* ---- Owner ----------------------------------------------------------------------------------- */

/* Whether the owner runs the platform, as far as its rows can tell: rows that are left out or
 * faulty have been reported, and may say so. */
static bool may_run(const struct table_context *context, string_id owner, string_id platform)
{
    const struct table *platforms = &context->tables[PLATFORMS];
    if (!table_has_key(platforms, platform) || table_lost(platforms, platform)) {
        return true;
    }
    for (size_t i = 0; i < platforms->row_count; ++i) {
        const struct row *row = &platforms->rows[i];
        if (row->cells[PLATFORMS_PLATFORM].text == platform &&
            (row->faulty || row->cells[PLATFORMS_OWNER].text == owner)) {
            return true;
        }
    }
    return false;
}

/* Whether the owner is one of the table `owners` in other letters: a fault, which
 * event_name_checks.c reports. */
static bool is_misspelt(const struct table_context *context, string_id owner)
{
    const struct known_tables known = {context->tables, context->strings};
    return !table_has_key(&context->tables[OWNERS], owner) &&
           known_names_same(&known, OWNERS, strings_text(context->strings, owner)) != NULL;
}

/* A slip in the owner's name would take the outage out of its years in silence. Warned of, and no
 * fault: that of a supplier may be catalogued under the firm that it hit. One platform that the
 * owner runs is enough, and the first that it does not run is named alone. */
static void check_owner(const struct table_context *context, const struct row *row)
{
    const string_id owner = row->cells[OUTAGES_OWNER].text;
    const char *rest = platforms_of(context, row);
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        if (is_lacking(context, &name)) {
            continue;
        }
        if (may_run(context, owner, find_name(context, &name)) || is_misspelt(context, owner)) {
            return;
        }
        const struct table *owners = &context->tables[OWNERS];
        const char *near =
            table_has_key(owners, owner)
                ? NULL
                : table_nearest_key(context, owners, strings_text(context->strings, owner));
        const struct place place = table_place(&context->tables[OUTAGES], row, OUTAGES_OWNER);
        diagnostics_warn(context->diagnostics, &place, "outage_owner",
                         "the owner does not run '%.*s' ('%.80s'%s%.80s%s): a year at risk and the "
                         "prediction of market value count the outage as that owner's",
                         (int)name.length, name.text, strings_text(context->strings, owner),
                         near != NULL ? "; perhaps '" : "", near != NULL ? near : "",
                         near != NULL ? "'" : "");
        return;
    }
}

/* ---- Outages that overlap -------------------------------------------------------------------- */

/* In the order of the table; they are few. */
static void sort_found(const struct row **found, size_t count)
{
    for (size_t i = 1; i < count; ++i) {
        for (size_t k = i; k > 0 && found[k] < found[k - 1]; --k) {
            const struct row *const later = found[k - 1];
            found[k - 1] = found[k];
            found[k] = later;
        }
    }
}

/* The rows above `row` that are the same outage: "'E1' in line 2 and 'E2' in line 3". Returns how
 * many there are; the text has those that began first. */
static size_t list_overlapped(char text[LIST_SIZE], const struct table_context *context,
                              struct overlaps *overlaps, const struct row *row)
{
    const struct row *found[MOST_LISTED];
    const size_t count = overlaps_add(overlaps, row, found, MOST_LISTED);
    const size_t listed = count < MOST_LISTED ? count : MOST_LISTED;
    size_t used = 0;
    sort_found(found, listed);
    for (size_t i = 0; i < listed; ++i) {
        used += (size_t)snprintf(
            text + used, LIST_SIZE - used, "%s'%.80s' in line %zu", i > 0 ? " and " : "",
            strings_text(context->strings, found[i]->cells[OUTAGES_EVENT].text),
            (size_t)found[i]->line);
    }
    if (count > MOST_LISTED) {
        snprintf(text + used, LIST_SIZE - used, " and %zu more", count - MOST_LISTED);
    }
    return count;
}

/* Catalogues have one outage of two components, or an incident that was reopened, as two rows. A
 * warning and no fault, whatever the platforms: a year at risk merges them (docs/risk.md). */
static void check_overlap(const struct table_context *context, struct overlaps *overlaps,
                          const struct row *row)
{
    char text[LIST_SIZE];
    if (list_overlapped(text, context, overlaps, row) > 0) {
        struct place place = table_place(&context->tables[OUTAGES], row, OUTAGES_START);
        diagnostics_warn(context->diagnostics, &place, "overlapping_outages",
                         "the time of '%.80s' overlaps or meets that of %s, of the same owner: a "
                         "year at risk counts them as one outage; if they are several, give them "
                         "times of day that do not touch",
                         strings_text(context->strings, row->cells[OUTAGES_EVENT].text), text);
    }
}

/* ---- The final report ------------------------------------------------------------------------ */

/* A report on what has not yet happened has another year, or another outage. */
static void check_final_report(const struct table_context *context, const struct row *row)
{
    const struct cell *start = &row->cells[OUTAGES_START];
    const struct cell *report = &row->cells[OUTAGES_FINAL_REPORT];
    if (start->given && report->given && report->time < calendar_midnight(start->time)) {
        struct place place = table_place(&context->tables[OUTAGES], row, OUTAGES_FINAL_REPORT);
        char date[CALENDAR_TEXT_SIZE];
        char began[CALENDAR_TEXT_SIZE];
        calendar_print_date(date, report->time);
        calendar_print_date(began, start->time);
        diagnostics_fault(context->diagnostics, &place, "bad_value",
                          "final_report is before the outage ('%s'); the day of the report, from "
                          "%s on",
                          date, began);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Of an owner without platforms in the package nothing can have been meant: its rows say how often
 * it has outages, and serve the prediction of market value. */
static bool has_platforms(const struct table_context *context, string_id owner)
{
    const struct table *platforms = &context->tables[PLATFORMS];
    for (size_t i = 0; i < platforms->row_count; ++i) {
        if (platforms->rows[i].cells[PLATFORMS_OWNER].text == owner) {
            return true;
        }
    }
    return false;
}

/* A catalogue of another package names platforms that this one need not have: names are judged
 * within one package alone. Packages are told apart by the address of their names, which are kept
 * once: two folders may have one name. */
void outage_checks(const struct table_context *context)
{
    const struct table *outages = &context->tables[OUTAGES];
    const struct table *platforms = &context->tables[PLATFORMS];
    struct overlaps *overlaps = overlaps_open(outages, context->arena);
    bool named = outages->present && platforms->present && !platforms->broken &&
                 outages->package == platforms->package;
    for (size_t i = 0; i < outages->row_count; ++i) {
        const struct row *row = &outages->rows[i];
        if (row->faulty) {
            continue;
        }
        if (named && row->cells[OUTAGES_PLATFORMS].given &&
            has_platforms(context, row->cells[OUTAGES_OWNER].text)) {
            check_platforms(context, row);
        }
        if (named && row->cells[OUTAGES_PLATFORMS].given) {
            check_owner(context, row);
        }
        if (overlaps != NULL) {
            check_overlap(context, overlaps, row);
        }
        check_final_report(context, row);
    }
}
