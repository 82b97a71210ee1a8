/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a year at risk gives to the programs of the insurance field, in the layout of the Open
 * Results Data standard, version 2: the exceedance curves (EPT), with text codes in place of the
 * numbers of version 1, and what the numbers of events stand for. Columns beyond the standard's
 * come after its own. */
#include <stddef.h>

#include "report/builders.h"
#include "risk/risk.h"

/* Every uncertain input is drawn in every year, so samples are years: full uncertainty. */
static const char *const ep_method = "S_FULL";

/* ---- Exceedance probabilities ---------------------------------------------------------------- */

struct ep_type {
    const char *code;
    size_t offset; /* in struct risk_point */
};

static const struct ep_type ep_types[] = {{"OEP", offsetof(struct risk_point, oep)},
                                          {"AEP", offsetof(struct risk_point, aep)},
                                          {"TVAR_OEP", offsetof(struct risk_point, tvar_oep)},
                                          {"TVAR_AEP", offsetof(struct risk_point, tvar_aep)}};

enum { EP_TYPES = sizeof ep_types / sizeof ep_types[0], EP_COLUMNS = 9 };

static double loss_of(const struct risk_point *point, const struct ep_type *type)
{
    return *(const double *)(const void *)((const char *)point + type->offset);
}

/* Return periods descend, as the field lists them. By an offset instead of a case for each type:
 * the four curves differ in nothing else. */
static void add_curve(struct sheet *table, const struct blackout_risk *risk, size_t number,
                      const struct ep_type *type)
{
    const struct risk_measure *measure = &risk->measures[number];
    for (size_t i = RISK_CURVE_POINTS; i-- > 0;) {
        const struct risk_point *point = &measure->curve[i];
        const struct value values[EP_COLUMNS] = {
            value_count(number + 1),
            value_word(ep_method),
            value_word(type->code),
            value_amount(point->return_period, "years", &style_count),
            value_amount(loss_of(point, type), risk->currency, &style_count),
            value_text(measure->of),
            value_text(measure->name),
            value_text(measure->loss),
            value_text(risk->currency)};
        sheet_row(table, values, EP_COLUMNS);
    }
}

void report_risk_exceedance(struct document *document, const void *what)
{
    static const struct column columns[EP_COLUMNS] = {
        {"SummaryId"}, {"EPMethod", true}, {"EPType", true},  {"ReturnPeriod"},  {"Loss"},
        {"Of", true},  {"Name", true},     {"Measure", true}, {"Currency", true}};
    const struct blackout_risk *risk = what;
    struct sheet *table = sheet_new(document, columns, EP_COLUMNS);
    for (size_t m = 0; m < risk->measure_count; ++m) {
        for (size_t k = 0; k < EP_TYPES; ++k) {
            add_curve(table, risk, m, &ep_types[k]);
        }
    }
    document->csv.as_they_are = true; /* the layout of a standard, for programs */
    document_table(document, table);
}

/* ---- Events ---------------------------------------------------------------------------------- */

enum { EVENT_COLUMNS = 7 };

void report_risk_events(struct document *document, const void *what)
{
    static const struct column columns[EVENT_COLUMNS] = {
        {"EventId"},         {"EventDescription", true}, {"EventRate"}, {"Owner", true},
        {"Platforms", true}, {"Regions", true},          {"Severity"}};
    const struct blackout_risk *risk = what;
    struct sheet *table = sheet_new(document, columns, EVENT_COLUMNS);
    for (size_t p = 0; p < risk->owner_count; ++p) {
        const struct risk_owner *owner = &risk->owners[p];
        double rate = owner->rate.shape / owner->rate.years / (double)owner->footprint_count;
        for (size_t i = 0; i < owner->footprint_count; ++i) {
            const struct risk_footprint *footprint = &owner->footprints[i];
            bool known = footprint->event != NULL;
            const struct value values[EVENT_COLUMNS] = {
                value_count((size_t)footprint->id),
                value_text(known ? footprint->event : owner->owner),
                value_amount(rate, "a year", &style_count),
                value_text(owner->owner),
                value_text(known ? footprint->platforms : ""),
                value_text(known ? footprint->regions : ""),
                value_number(footprint->severity, &style_count)};
            sheet_row(table, values, EVENT_COLUMNS);
        }
    }
    document_table(document, table);
}
