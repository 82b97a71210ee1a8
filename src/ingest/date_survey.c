/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders that all dates of a column allow: each date leaves fewer. Dates that are no date at
 * all, or contradict, are left to the reading of their row, which has the place to report. */
#include "ingest/date_survey.h"

#include <stdio.h>

#include "ingest/short_date.h"

/* Of no dates every order is possible. */
void date_survey_init(struct date_survey *survey)
{
    *survey = (struct date_survey){.agreed = DATE_BOTH_ORDERS, .short_agreed = SHORT_ALL_ORDERS};
}

/* ISO dates beside others are a mixture that is reported with the ISO one as the example, since it
 * is the one that can be read alone. */
void date_survey_see(struct date_survey *survey, const struct csv_field *field)
{
    instant value;
    if (field->length == 0) {
        return;
    }
    if (calendar_parse_instant(&value, NULL, field->text, field->length)) {
        sightings_add(&survey->iso, field);
        return;
    }
    if (short_date_is_one(field->text)) {
        survey->short_agreed &= short_date_orders(field->text);
        return;
    }
    const unsigned orders = date_text_orders(field->text, field->length);
    if (date_text_is_certain(field->text, field->length) || (survey->agreed & orders) == 0) {
        return; /* says nothing, or is reported in its row */
    }
    survey->agreed &= orders;
    sightings_add(&survey->other, field);
}

/* Long dates beside short ones say whether the day or the month stands first in those too. */
static unsigned short_orders(const struct date_survey *survey)
{
    const bool shown = survey->other.count > 0;
    return shown && survey->agreed == DATE_DAY_FIRST     ? survey->short_agreed & SHORT_DAY_FIRST
           : shown && survey->agreed == DATE_MONTH_FIRST ? survey->short_agreed & SHORT_MONTH_FIRST
                                                         : survey->short_agreed;
}

/* `dates` 0 leaves ISO only: a column that showed no other form has none to allow. */
void date_survey_judge(const struct date_survey *survey, const struct surveyed_column *column)
{
    struct field_style *style = &column->column->style;
    const bool mixed = survey->iso.count > 0 && survey->other.count > 0;
    const struct sightings *like = mixed ? &survey->iso : &survey->other;
    *style = (struct field_style){.settled = true,
                                  .dates = (uint8_t)(survey->other.count > 0 ? survey->agreed : 0),
                                  .short_dates = (uint8_t)short_orders(survey),
                                  .dates_mixed = mixed,
                                  .like_line = like->lines[0]};
    snprintf(style->like, sizeof style->like, "%s", like->text);
}
