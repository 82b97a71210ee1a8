/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the dates of a column have in common: whether the day or the month stands first. */
#ifndef BLACKOUT_INGEST_DATE_SURVEY_H
#define BLACKOUT_INGEST_DATE_SURVEY_H

#include "ingest/date_text.h"
#include "ingest/number_survey.h"

struct date_survey {
    unsigned agreed; /* enum date_order: orders in which every date so far can be read */
    struct sightings iso;
    struct sightings other; /* dates that need an order ... */
    unsigned short_agreed;  /* enum short_order: the same of dates with two digits of the year */
};

void date_survey_init(struct date_survey *survey);

/* Takes note of a field; an empty one says nothing. */
void date_survey_see(struct date_survey *survey, const struct csv_field *field);

/* Settles the column by what was seen: its style is overwritten. Reports nothing. */
void date_survey_judge(const struct date_survey *survey, const struct surveyed_column *column);

#endif
