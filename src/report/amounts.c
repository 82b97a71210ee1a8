/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One choice for each side of a report, by its largest figure, so that numbers in a column can be
 * compared by their length. */
#include "report/amounts.h"

#include <math.h>

/* No large figure of a report is known to more than three digits; JSON has all. What is below a
 * million may be an amount of somebody's books. */
static const struct style whole = {.places = 0};
static const struct style millions = {
    .magnitude = MAGNITUDE_MILLION, .places = 2, .digits = 3, .rounds = true};
static const struct style billions = {
    .magnitude = MAGNITUDE_BILLION, .places = 2, .digits = 3, .rounds = true};
static const struct style trillions = {
    .magnitude = MAGNITUDE_TRILLION, .places = 2, .digits = 3, .rounds = true};
static const struct style fine_millions = {
    .magnitude = MAGNITUDE_MILLION, .places = 4, .digits = 3, .rounds = true};
static const struct style fine_billions = {
    .magnitude = MAGNITUDE_BILLION, .places = 4, .digits = 3, .rounds = true};

/* Beside a hundred billion a million is nothing; one amount alone is in billions much earlier. */
static const double billions_from = 1e11;
static const double alone_in_trillions_from = 1e12;
static const double alone_in_billions_from = 1e9;
static const double alone_in_millions_from = 1e5;

static struct amounts in_style(struct document *document, const char *currency,
                               const struct style *style)
{
    char unit[UNIT_PRINT_SIZE];
    value_print_unit(unit, currency, style);
    return (struct amounts){
        .currency = currency, .style = style, .unit = document_format(document, "%s", unit)};
}

/* One unit for a whole table, by its largest amount: numbers in one column must compare by their
 * digits. */
struct amounts amounts_choose(struct document *document, const char *currency, double largest,
                              double millions_from)
{
    return in_style(document, currency,
                    largest >= billions_from   ? &billions
                    : largest >= millions_from ? &millions
                                               : &whole);
}

/* No trillions, and places to spare: the smallest row of a sweep must not be 0.00. */
struct amounts amounts_fine(struct document *document, const char *currency, double largest)
{
    return in_style(document, currency,
                    largest >= billions_from            ? &fine_billions
                    : largest >= alone_in_millions_from ? &fine_millions
                                                        : &whole);
}

const struct style *const amounts_in_millions = &millions;

/* By its own size, since there is no column to be compared in. */
struct amounts amounts_alone(struct document *document, const char *currency, double amount)
{
    return in_style(document, currency,
                    fabs(amount) >= alone_in_trillions_from  ? &trillions
                    : fabs(amount) >= alone_in_billions_from ? &billions
                    : fabs(amount) >= alone_in_millions_from ? &millions
                                                             : &whole);
}

struct value amounts_value(const struct amounts *amounts, double amount)
{
    return value_amount(amount, amounts->currency, amounts->style);
}

struct value amounts_between(const struct amounts *amounts, double low, double high)
{
    struct value value = value_interval(low, high, amounts->style);
    value.unit = amounts->currency;
    return value;
}

/* An absent figure is "-", an interval without samples is empty: one cannot be had, the other was
 * not asked for. */
struct value amounts_quantity(const struct amounts *amounts, struct quantity quantity)
{
    return quantity.present ? amounts_value(amounts, quantity.central) : value_absent();
}

/* The standard errors go along, by which only the known digits are shown. */
struct value amounts_interval(const struct amounts *amounts, struct quantity quantity)
{
    const struct statistics *s = quantity.statistics;
    if (!quantity.present || s == NULL || !s->sampled) {
        return value_empty();
    }
    return value_uncertain_ends(amounts_between(amounts, s->p5, s->p95), s->se_p5, s->se_p95);
}

struct value amounts_estimate(const struct amounts *amounts, struct quantity quantity)
{
    const struct statistics *s = quantity.statistics;
    if (!quantity.present || s == NULL || !s->sampled) {
        return amounts_quantity(amounts, quantity);
    }
    struct value value = value_estimate(quantity.central, s->p5, s->p95, amounts->style);
    value.unit = amounts->currency;
    return value_uncertain_ends(value, s->se_p5, s->se_p95);
}
