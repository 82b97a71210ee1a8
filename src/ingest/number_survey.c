/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every value allows some ways of reading; what all of a column allow is their intersection. A
 * value that has no way in common with those before it is left out of that, and is a fault of its
 * row, which names the first value of the column beside it. Nothing is decided from a majority: a
 * file that can be read in two ways is refused. */
#include "ingest/number_survey.h"

#include <stdio.h>
#include <string.h>

#include "core/number.h"

void number_survey_init(struct number_survey *survey, char decimal)
{
    *survey = (struct number_survey){.agreed = decimal == '.'   ? NUMBER_WAYS_POINT
                                               : decimal == ',' ? NUMBER_WAYS_COMMA
                                                                : NUMBER_WAYS_ALL};
}

/* ---- Seeing ---------------------------------------------------------------------------------- */

static int index_of(char mark)
{
    return mark == ',' ? 1 : 0;
}

/* A value that contradicts those before does not narrow the set: otherwise one wrong cell in a
 * thousand would leave the column without any way, and every row would be blamed. */
static void see_marks(struct number_survey *survey, const struct csv_field *field,
                      const struct number_text *number, number_ways ways)
{
    char mark;
    const char decimal = number_text_decimal(number, ways);
    if (ways == NUMBER_WAYS_ALL) {
        return;
    }
    if ((survey->agreed & ways) == 0) {
        return; /* reported in its row */
    }
    survey->agreed &= ways;
    sightings_add(&survey->first, field);
    if (decimal != '\0') {
        sightings_add(&survey->shown[index_of(decimal)], field);
    }
    if (number_text_is_open(number, ways, &mark)) {
        sightings_add(&survey->open[index_of(mark)], field);
    }
}

/* Where no column names the currency, that of the first amount is the column's; one sheet with EUR
 * and $ in a column is refused later, since sums over both mean nothing. */
static void see_currency(struct number_survey *survey, const struct csv_field *field,
                         const struct number_text *number, const char *currency)
{
    const bool first = survey->currency.count == 0 && survey->other_currency.count == 0;
    if (number->currency[0] == '\0') {
        return;
    }
    if (first) {
        memcpy(survey->written, number->currency, sizeof survey->written);
    }
    const bool agrees =
        currency != NULL && (currency[0] != '\0' ? number_currency_is(number->currency, currency)
                                                 : strcmp(survey->written, number->currency) == 0);
    sightings_add(agrees ? &survey->currency : &survey->other_currency, field);
}

/* What is no number says nothing of how the others are written. */
void number_survey_see(struct number_survey *survey, const struct column_schema *schema,
                       const struct csv_field *field, const char *currency)
{
    struct number_text number;
    if (field->length == 0) {
        return;
    }
    const bool readable = number_text_read(&number, field->text, field->length);
    /* the range of the column may leave one way where marks leave two: a share of 1.000 is 1 */
    const number_ways ways =
        readable ? number_text_ways_within(&number, schema->min, schema->max) : 0;
    if (ways == 0) {
        return; /* reported in its row */
    }
    see_marks(survey, field, &number, ways);
    see_currency(survey, field, &number, currency);
    if (number.percent) {
        sightings_add(&survey->percent, field);
        /* 0 is the same with and without a percent sign, and says nothing of the column */
    } else if (number_text_value(&number, ways) != 0) {
        sightings_add(&survey->no_percent, field);
    }
}

/* ---- Judging --------------------------------------------------------------------------------- */

static struct place place_of(const struct surveyed_column *column,
                             const struct sightings *sightings)
{
    return (struct place){.source = column->source,
                          .line = sightings->lines[0],
                          .column = column->number,
                          .field = column->column->name};
}

static void warn_grouping(const struct surveyed_column *column, const struct sightings *open,
                          char decimal, const char *shown_in)
{
    char shown[SIGHTINGS_SHOWN_SIZE];
    const struct place place = place_of(column, open);
    sightings_print(shown, open);
    diagnostics_warn(column->diagnostics, &place, "grouped_number",
                     "%s has a %s between thousands (%s), since the decimals of %s have a %s",
                     place.field, decimal == '.' ? "comma" : "point", shown, shown_in,
                     decimal == '.' ? "point" : "comma");
}

/* Where a mark of the column is open after all its rows, and another column has shown the other one
 * as its decimal mark, this one is between thousands. A file has one decimal mark: it was saved
 * under one locale. The warning says so, because the reader may know better. */
static void settle_open(const struct number_survey *survey, const struct surveyed_column *column,
                        char decimal, const char *shown_in)
{
    struct field_style *style = &column->column->style;
    for (int i = 0; i < 2; ++i) {
        const char mark = i == 0 ? '.' : ',';
        const bool open = survey->open[i].count > 0 && (style->ways & NUMBER_WAYS_POINT) != 0 &&
                          (style->ways & NUMBER_WAYS_COMMA) != 0;
        if (open && decimal != '\0' && decimal != mark) {
            warn_grouping(column, &survey->open[i], decimal, shown_in);
            style->ways &= decimal == '.' ? NUMBER_WAYS_POINT : NUMBER_WAYS_COMMA;
        }
    }
}

static void warn_percent(const struct number_survey *survey, const struct surveyed_column *column)
{
    char shown[SIGHTINGS_SHOWN_SIZE];
    const struct place place = place_of(column, &survey->percent);
    sightings_print(shown, &survey->percent);
    diagnostics_warn(column->diagnostics, &place, "percent",
                     "%s is written in percent (%s): it is read as a share, 1 for 100 %%",
                     place.field, shown);
}

/* Percent is for shares alone, and for whole columns: in 20, 20 % and 0.2 nobody can say whether
 * the plain 20 was a slip. */
void number_survey_judge(const struct number_survey *survey, const struct surveyed_column *column,
                         char decimal, const char *shown_in)
{
    struct field_style *style = &column->column->style;
    *style = (struct field_style){.settled = true,
                                  .ways = survey->agreed,
                                  .currency = survey->other_currency.count == 0,
                                  .like_line = survey->first.lines[0]};
    snprintf(style->like, sizeof style->like, "%s", survey->first.text);
    settle_open(survey, column, decimal, shown_in);
    style->percent = survey->percent.count > 0 && survey->no_percent.count == 0 &&
                     field_is_share(column->schema);
    if (style->percent) {
        warn_percent(survey, column);
    }
}
