/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers of a column have in common: gathered value by value, judged at the end. */
#ifndef BLACKOUT_INGEST_NUMBER_SURVEY_H
#define BLACKOUT_INGEST_NUMBER_SURVEY_H

#include "ingest/header.h"
#include "ingest/sightings.h"

struct number_survey {
    number_ways agreed;        /* ways in which every number so far can be read */
    struct sightings first;    /* the first numbers with a mark */
    struct sightings shown[2]; /* a decimal point, a decimal comma */
    struct sightings open[2];  /* ... and these marks where they may be something else */
    struct sightings percent;
    struct sightings no_percent; /* other numbers than 0 */
    struct sightings currency;   /* of the row, as far as that says one */
    struct sightings other_currency;
    char written[CURRENCY_TEXT_SIZE]; /* the first one */
};

/* `decimal` is the mark that is declared for the file, or 0. */
void number_survey_init(struct number_survey *survey, char decimal);

/* Takes a value; `currency` is that of its row, "" where the row has none, NULL where the table has
 * no amounts of money. */
void number_survey_see(struct number_survey *survey, const struct column_schema *schema,
                       const struct csv_field *field, const char *currency);

/* A column of the file, and where to report what is wrong with it. */
struct surveyed_column {
    struct file_column *column;
    const struct column_schema *schema;
    size_t number; /* in the file, from 1 */
    const char *source;
    struct diagnostics *diagnostics;
};

/* Settles the style of the column, and warns of marks and percent signs that it decides on. What is
 * wrong with single values is left for their rows to report. `decimal` is the mark that other
 * columns of the file have shown, 0 where none has, or both; `shown_in` names one of them. */
void number_survey_judge(const struct number_survey *survey, const struct surveyed_column *column,
                         char decimal, const char *shown_in);

#endif
