/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names are known from `policies`, which is read before, so that of millions of rows only those of
 * insured businesses are kept. After the last row it is checked that each was met. */
#include "tables/insured.h"

#include <string.h>

#include "core/error.h"

static struct insured_business *find(const struct insured_businesses *insured, string_id name)
{
    uint32_t number = map_find(&insured->by_name, name);
    return number != MAP_NONE ? &insured->businesses[number] : NULL;
}

/* Most packages insure few of their businesses, or none: the name is looked up in what is known. */
static struct insured_business *find_text(const struct insured_businesses *insured,
                                          const struct strings *strings, const char *name)
{
    if (insured->count == 0) {
        return NULL;
    }
    string_id id = strings_find(strings, name, strlen(name));
    return id != STRING_UNKNOWN ? find(insured, id) : NULL;
}

/* Several policies of one business are one entry: its rows are kept once. A policy without a
 * business insures all of them by their cells, and needs no rows. */
blackout_status insured_init(struct insured_businesses *insured, struct arena *arena,
                             const struct table *policies, blackout_error *error)
{
    *insured = (struct insured_businesses){.arena = arena, .by_name = {.arena = arena}};
    insured->businesses = arena_alloc(arena, policies->row_count, sizeof *insured->businesses);
    if (insured->businesses == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < policies->row_count; ++i) {
        const struct cell *business = &policies->rows[i].cells[POLICIES_BUSINESS];
        if (!business->given || find(insured, business->text) != NULL) {
            continue;
        }
        if (map_add(&insured->by_name, business->text, (uint32_t)insured->count) != 0) {
            return error_memory(error);
        }
        insured->businesses[insured->count++].name = business->text;
    }
    return BLACKOUT_OK;
}

/* Names stay: they are those of `policies`, and only the rows are of the reading that begins anew.
 */
void insured_clear(struct insured_businesses *insured)
{
    for (size_t i = 0; i < insured->count; ++i) {
        insured->businesses[i] = (struct insured_business){.name = insured->businesses[i].name};
    }
}

/* Also of a business with faults, which is not added: its policy is not to be blamed for them. */
void insured_meet(struct insured_businesses *insured, const struct strings *strings,
                  const char *name)
{
    struct insured_business *business = find_text(insured, strings, name);
    if (business != NULL) {
        business->met = true;
    }
}

blackout_status insured_add(struct insured_businesses *insured, const struct strings *strings,
                            const struct business *business, blackout_error *error)
{
    struct insured_business *kept = find_text(insured, strings, business->name);
    if (kept == NULL) {
        return BLACKOUT_OK;
    }
    /* the caller's rows are those of the next business by then */
    kept->rows = arena_alloc(insured->arena, business->row_count, sizeof *kept->rows);
    if (kept->rows == NULL) {
        return error_memory(error);
    }
    memcpy(kept->rows, business->rows, business->row_count * sizeof *kept->rows);
    kept->row_count = business->row_count;
    return BLACKOUT_OK;
}

const struct insured_business *insured_find(const struct insured_businesses *insured,
                                            string_id name)
{
    return find(insured, name);
}

/* ---- Checks ---------------------------------------------------------------------------------- */

/* Exactly: they are what rows have in text, and not computed. */
static bool same_firms(const struct dependency *a, const struct dependency *b)
{
    return a->firms == b->firms && a->low[DEPENDENCY_FIRMS] == b->low[DEPENDENCY_FIRMS] &&
           a->high[DEPENDENCY_FIRMS] == b->high[DEPENDENCY_FIRMS];
}

/* Terms apply to each of the firms that the rows are of: they must be the same ones. One message
 * a business: the other rows would say the same. */
static void check_firms(const struct insured_business *business,
                        const struct table_context *context, const struct place *place)
{
    for (size_t i = 1; i < business->row_count; ++i) {
        if (!same_firms(&business->rows[0], &business->rows[i])) {
            diagnostics_fault(
                context->diagnostics, place, "bad_value",
                "the rows of the insured business have different firms ('%.80s', lines %zu and %zu "
                "of dependencies); give the same firms in all its rows",
                strings_text(context->strings, business->name), business->rows[0].line,
                business->rows[i].line);
            return;
        }
    }
}

/* Reports a business that nobody has. */
static void fault_unmet(const struct insured_business *business,
                        const struct table_context *context, const struct place *place)
{
    const char *name = strings_text(context->strings, business->name);
    const bool is_owner = table_has_key(&context->tables[OWNERS], business->name);
    const bool is_platform = table_has_key(&context->tables[PLATFORMS], business->name);
    diagnostics_fault(context->diagnostics, place, "missing_key",
                      "business is not in dependencies ('%.80s')%s; %s", name,
                      is_owner      ? ", but an owner: write it into the column owner"
                      : is_platform ? ", but a platform"
                                    : "",
                      context->tables[DEPENDENCIES].present
                          ? "a business of that table, or empty for all of them together"
                          : "the package has no table dependencies: add it, or leave policies out");
}

/* Rows that were lost may have been those of a business that is missed. */
void insured_check(const struct insured_businesses *insured, const struct table_context *context)
{
    const struct table *policies = &context->tables[POLICIES];
    const struct table *dependencies = &context->tables[DEPENDENCIES];
    const bool whole =
        !dependencies->broken && !dependencies->lacks_columns && !dependencies->lost_rows;
    for (size_t i = 0; i < policies->row_count; ++i) {
        const struct row *row = &policies->rows[i];
        const struct insured_business *business =
            row->cells[POLICIES_BUSINESS].given ? find(insured, row->cells[POLICIES_BUSINESS].text)
                                                : NULL;
        if (business == NULL) {
            continue;
        }
        struct place place = table_place(policies, row, POLICIES_BUSINESS);
        if (!business->met && whole) {
            fault_unmet(business, context, &place);
        }
        check_firms(business, context, &place);
    }
}
