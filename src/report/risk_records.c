/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk as records: a row for each loss and return period, with all digits. In the layout
 * of the page's curves; that of the insurance field is risk_ord.c. */
#include "report/builders.h"
#include "report/names.h"
#include "risk/risk.h"

/* The end of a band, as a cell of its own. Single platforms have no bands. */
static struct value end_of(const struct blackout_risk *risk, const struct risk_measure *measure,
                           double amount)
{
    return measure->has_bands ? value_amount(amount, risk->currency, &style_count) : value_absent();
}

/* The curves alone: averages are no rows of a curve, and are in the JSON. */
void report_risk_records(struct document *document, const void *what)
{
    enum { COLUMNS = 17 };
    static const struct column columns[COLUMNS] = {
        {"of", true},    {"name", true},  {"measure", true}, {"currency"},    {"return_period"},
        {"oep"},         {"aep"},         {"tvar_oep"},      {"tvar_aep"},    {"oep_p5"},
        {"oep_p95"},     {"aep_p5"},      {"aep_p95"},       {"tvar_oep_p5"}, {"tvar_oep_p95"},
        {"tvar_aep_p5"}, {"tvar_aep_p95"}};
    const struct blackout_risk *risk = what;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t m = 0; m < risk->measure_count; ++m) {
        const struct risk_measure *measure = &risk->measures[m];
        for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
            const struct risk_point *point = &measure->curve[i];
            const struct value values[COLUMNS] = {
                value_text(measure->of),
                value_text(measure->name),
                total_value(measure->loss),
                value_text(risk->currency),
                value_amount(point->return_period, "years", &style_count),
                value_amount(point->oep, risk->currency, &style_count),
                value_amount(point->aep, risk->currency, &style_count),
                value_amount(point->tvar_oep, risk->currency, &style_count),
                value_amount(point->tvar_aep, risk->currency, &style_count),
                end_of(risk, measure, point->oep_band.p5),
                end_of(risk, measure, point->oep_band.p95),
                end_of(risk, measure, point->aep_band.p5),
                end_of(risk, measure, point->aep_band.p95),
                end_of(risk, measure, point->tvar_oep_band.p5),
                end_of(risk, measure, point->tvar_oep_band.p95),
                end_of(risk, measure, point->tvar_aep_band.p5),
                end_of(risk, measure, point->tvar_aep_band.p95)};
            sheet_row(table, values, COLUMNS);
        }
    }
    document_table(document, table);
}
