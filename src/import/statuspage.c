/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status pages to a catalogue: the assumptions and their settings, then the files, then what is
 * made of them. */
#include "import/statuspage.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"
#include "import/formats.h"

/* What a user may set, beside what each status counts. NULL: not set; the files say it. */
struct page_settings {
    const char *owner;
    const char *platform;
    const char *components;
};

/* Operational has no setting: what works is not unavailable. The settings of statuses are behind
 * the texts, in the order of the statuses: the second loop finds them there by their number. */
static blackout_status read_settings(struct page_reader *reader, struct page_settings *settings,
                                     const struct import_request *request, blackout_error *error)
{
    enum { TEXTS = 3, FIRST = COMPONENT_OPERATIONAL + 1 };
    struct import_setting known[COMPONENT_STATUS_COUNT - FIRST + TEXTS] = {
        {.name = "owner", .text = &settings->owner},
        {.name = "platform", .text = &settings->platform},
        {.name = "components", .text = &settings->components}};
    size_t count = TEXTS;
    for (int status = FIRST; status < COMPONENT_STATUS_COUNT; ++status) {
        known[count++] = (struct import_setting){.name = component_status_words[status],
                                                 .share = &reader->shares[status]};
    }
    blackout_status read = import_settings_read(known, count, request, error);
    for (int status = FIRST; status < COMPONENT_STATUS_COUNT && read == BLACKOUT_OK; ++status) {
        const bool is_set = known[TEXTS + status - FIRST].is_set;
        const char *source = is_set ? "set" : component_status_sources[status];
        const char *value = import_share_text(reader->import, &reader->shares[status]);
        if (import_assume(reader->import, component_status_words[status], value, source) != 0) {
            return error_memory(error);
        }
    }
    return read;
}

/* The name of the page as an identifier: `acme-cloud`. NULL when memory is out. Letters that are
 * not ASCII become dashes: an identifier is typed on command lines, and is part of file names. */
static const char *identifier_of(blackout_import *import, const char *name)
{
    char *text = arena_copy(&import->arena, name, strlen(name));
    size_t used = 0;
    for (const char *c = name; text != NULL && *c != '\0'; ++c) {
        if (text_is_alphanumeric(*c)) {
            text[used++] = text_small(*c);
        } else if (used > 0 && text[used - 1] != '-') {
            text[used++] = '-';
        }
    }
    if (text == NULL) {
        return NULL;
    }
    /* a dash at the end is what came of a bracket or a full stop */
    used -= used > 0 && text[used - 1] == '-' ? 1 : 0;
    text[used] = '\0';
    return used > 0 ? text : "page";
}

/* How many components the page has: what is set, or listed, or at least met. A number below those
 * met would make the unavailable part larger than 1. Those that are met are of all files, and of
 * incidents that are not taken too, so that this comes after the reading. The empty text, which
 * `components` has from the start, is none of them. */
static blackout_status count_components(size_t *count, struct page_reader *reader, const char *set,
                                        blackout_error *error)
{
    static const struct number_format plain = {.decimal = '.'};
    static const double most = 1e6; /* more is no page */
    const size_t met = reader->components.count - 1;
    double number = 0;
    *count = met;
    if (set == NULL) {
        return BLACKOUT_OK;
    }
    if (number_parse(&number, set, strlen(set), &plain) != NUMBER_OK ||
        !(number >= (double)met && number >= 1 && number <= most) ||
        number != (double)(size_t)number) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "set",
                           "components is not a number of components ('%.40s'); a whole number, at "
                           "least the %zu that the files name",
                           set, met);
    }
    *count = (size_t)number;
    return BLACKOUT_OK;
}

/* Also what a user has set is listed, as "set": the notes of a package say all that it rests on.
 * Without a list of the page's components their number is only that of those which ever failed: too
 * few, and each outage too severe, hence the advice in the source. */
static blackout_status assume_names(struct page_reader *reader, struct page_settings *settings,
                                    size_t component_count, blackout_error *error)
{
    static const char named[] = "the page's name; set it to that of your package";
    blackout_import *import = reader->import;
    const char *name = identifier_of(import, reader->page_name);
    const char *const counted = settings->components != NULL ? "set"
                                : reader->listed > 0
                                    ? "the page's list of components, and those of its incidents"
                                    : "those that the incidents name; give summary.json too";
    const bool failed =
        name == NULL ||
        import_assume(import, "owner", settings->owner != NULL ? settings->owner : name,
                      settings->owner != NULL ? "set" : named) != 0 ||
        import_assume(import, "platform", settings->platform != NULL ? settings->platform : name,
                      settings->platform != NULL ? "set" : named) != 0 ||
        import_assume(import, "components", import_number(import, (double)component_count),
                      counted) != 0;
    settings->owner = settings->owner != NULL ? settings->owner : name;
    settings->platform = settings->platform != NULL ? settings->platform : name;
    return failed ? error_memory(error) : BLACKOUT_OK;
}

/* Settings first, so that a mistake in them costs no reading; then the groups of all files, before
 * any component is counted. */
blackout_status statuspage_read(blackout_import *import, const struct import_request *request,
                                blackout_error *error)
{
    struct page_reader reader = {.import = import};
    struct page_settings settings = {NULL, NULL, NULL};
    size_t component_count = 0;
    import->item = "incidents";
    memcpy(reader.shares, component_status_shares, sizeof reader.shares);
    if (strings_init(&reader.components, &import->arena) != 0 ||
        strings_init(&reader.groups, &import->arena) != 0 ||
        strings_init(&reader.ids, &import->arena) != 0) {
        return error_memory(error);
    }
    blackout_status status = read_settings(&reader, &settings, request, error);
    for (size_t i = 0; i < request->source_count && status == BLACKOUT_OK; ++i) {
        status = statuspage_read_groups(&reader, &request->sources[i], error);
    }
    for (size_t i = 0; i < request->source_count && status == BLACKOUT_OK; ++i) {
        status = statuspage_read_file(&reader, &request->sources[i], error);
    }
    if (status == BLACKOUT_OK) {
        status = count_components(&component_count, &reader, settings.components, error);
    }
    if (status == BLACKOUT_OK) {
        status = assume_names(&reader, &settings, component_count, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    import->title =
        arena_format(&import->arena, "Outages of %s, by its status page", reader.page_name);
    return import->title != NULL
               ? statuspage_make(&reader, settings.owner, settings.platform, component_count, error)
               : error_memory(error);
}
