/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a year at risk gives to the programs of the insurance field, in the layout of the Open
 * Results Data standard: the exceedance curves (EPT), with text codes in version 2 and numbers in
 * version 1, and what the numbers of events mean. Columns beyond the standard's come after its
 * own; in version 1 there are none, since its readers refuse them. */
#include <stddef.h>

#include "report/builders.h"
#include "risk/risk.h"

/* Every uncertain input is drawn in every year, so samples are years: full uncertainty. */
static const char *const ep_method = "S_FULL";
enum { EP_CALC_FULL = 2 };

/* ---- Exceedance probabilities ---------------------------------------------------------------- */

struct ep_type {
    const char *code;
    size_t number; /* of version 1 */
    size_t offset; /* in struct risk_point */
};

/* Numbers are those of version 1 of the standard, in which the tail means come after their curves.
 */
static const struct ep_type ep_types[] = {{"OEP", 1, offsetof(struct risk_point, oep)},
                                          {"AEP", 3, offsetof(struct risk_point, aep)},
                                          {"TVAR_OEP", 2, offsetof(struct risk_point, tvar_oep)},
                                          {"TVAR_AEP", 4, offsetof(struct risk_point, tvar_aep)}};

enum { EP_TYPES = sizeof ep_types / sizeof ep_types[0], EP_COLUMNS = 9, EP_STANDARD_COLUMNS = 5 };

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
            risk->plain_ord ? value_count(EP_CALC_FULL) : value_word(ep_method),
            risk->plain_ord ? value_count(type->number) : value_word(type->code),
            value_amount(point->return_period, "years", &style_count),
            value_amount(loss_of(point, type), risk->currency, &style_count),
            value_text(measure->of),
            value_text(measure->name),
            value_text(measure->loss),
            value_text(risk->currency)};
        sheet_row(table, values, risk->plain_ord ? EP_STANDARD_COLUMNS : EP_COLUMNS);
    }
}

void report_risk_exceedance(struct document *document, const void *what)
{
    static const struct column columns[EP_COLUMNS] = {
        {"SummaryId"}, {"EPMethod", true}, {"EPType", true},  {"ReturnPeriod"},  {"Loss"},
        {"Of", true},  {"Name", true},     {"Measure", true}, {"Currency", true}};
    static const struct column plain[EP_STANDARD_COLUMNS] = {
        {"SummaryId"}, {"EPCalc"}, {"EPType"}, {"ReturnPeriod"}, {"Loss"}};
    const struct blackout_risk *risk = what;
    struct sheet *table = risk->plain_ord ? sheet_new(document, plain, EP_STANDARD_COLUMNS)
                                          : sheet_new(document, columns, EP_COLUMNS);
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
        /* Each of an owner's footprints is as likely to be the next. */
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
