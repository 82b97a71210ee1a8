/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is read once for its columns' ways of writing alone; no row is made and no fault
 * reported but that a column has no way at all. The rows are read afterwards, each column with the
 * way that was found. */
#include "ingest/survey.h"

#include <stdlib.h>

#include "core/error.h"
#include "ingest/date_survey.h"
#include "ingest/field_rules.h"
#include "ingest/folder.h"
#include "ingest/number_survey.h"

/* On the heap: of 256 columns it takes some hundred KiB. */
struct survey {
    struct header *header;
    const struct table *table;
    struct diagnostics *diagnostics;
    const struct field_rules *rules; /* what is declared of the fields; NULL: nothing */
    struct field_checker *checker;
    bool has_header;
    size_t currency; /* the field with the row's currency; NO_FIELD */
    /* by field; a column has use for one of the two */
    struct number_survey numbers[MOST_FILE_COLUMNS];
    struct date_survey dates[MOST_FILE_COLUMNS];
};

enum subject { NEITHER, NUMBERS, DATES };

/* What there is to learn of a column. Currencies, keys and texts are read in one way; what is
 * declared is not second-guessed. Ends of a range are numbers like their centre, in a column of
 * their own, which may be written in another way. */
static enum subject subject_of(const struct header *header, const struct file_column *column)
{
    const bool range = column->role == ROLE_LOW || column->role == ROLE_HIGH;
    if (column->style.declared || (column->role != ROLE_CENTRE && !range)) {
        return NEITHER;
    }
    const enum column_type type = header->schema->columns[column->column].type;
    const bool number = type == COLUMN_NUMBER || type == COLUMN_INTEGER;
    return number ? NUMBERS : type == COLUMN_INSTANT && !range ? DATES : NEITHER;
}

/* The first will do: no table has two columns of currencies with amounts of their own. */
static size_t find_currency(const struct header *header)
{
    for (size_t i = 0; i < header->column_count; ++i) {
        const struct file_column *column = &header->columns[i];
        if (column->role == ROLE_CENTRE &&
            header->schema->columns[column->column].type == COLUMN_CURRENCY) {
            return i;
        }
    }
    return NO_FIELD;
}

/* The currency of a row's amounts: "" where the whole column has one that nothing names, NULL where
 * the table has none. Prices have no column of currencies, but exports write signs ($339.61): all
 * have to be of one, for a return is a ratio of two. */
static const char *currency_of(const struct survey *survey, const struct csv_record *record)
{
    const enum table_id table = survey->table->id;
    if (survey->currency != NO_FIELD && survey->currency < record->field_count) {
        return record->fields[survey->currency].text;
    }
    return table == PRICES || table == PRICE_FILE ? "" : NULL;
}

/* What is declared is undone as in the reading, which has reported what is wrong with it. */
static blackout_status open_checker(struct survey *survey, const struct csv_record *header,
                                    blackout_error *error)
{
    struct diagnostics silent = {0};
    const blackout_status status =
        field_checker_open(&survey->checker, survey->rules, header, survey->table, &silent, error);
    diagnostics_free(&silent);
    return status;
}

/* Fields are looked at after what the description declares of them is undone: "EUR 95" is 95 under
 * bareNumber false, and -99 may be declared missing. */
static blackout_status see_record(void *user, const struct csv_record *record,
                                  blackout_error *error)
{
    struct survey *survey = user;
    const struct header *header = survey->header;
    if (!survey->has_header) { /* declared names are on the line of the first row */
        survey->has_header = record->line >= header->line;
        return survey->has_header ? open_checker(survey, record, error) : BLACKOUT_OK;
    }
    record = survey->checker != NULL ? field_checker_apply(survey->checker, record) : record;
    for (size_t k = 0; k < header->read_count; ++k) {
        const size_t i = header->read[k];
        const struct file_column *column = &header->columns[i];
        if (i >= record->field_count || record->fields[i].fault != CSV_SOUND) {
            continue;
        }
        const enum subject subject = subject_of(header, column);
        if (subject == NUMBERS) {
            number_survey_see(&survey->numbers[i], &header->schema->columns[column->column],
                              &record->fields[i], currency_of(survey, record));
        } else if (subject == DATES) {
            date_survey_see(&survey->dates[i], &record->fields[i]);
        }
    }
    return BLACKOUT_OK;
}

/* A column that shows a decimal mark, and NO_FIELD where none does. The first will do, to be named
 * in a message. Columns whose marks are declared are not looked at, and show nothing. */
static size_t column_that_shows(const struct survey *survey, int mark)
{
    for (size_t i = 0; i < survey->header->column_count; ++i) {
        if (survey->numbers[i].shown[mark].count > 0) {
            return i;
        }
    }
    return NO_FIELD;
}

/* A fault, not a warning: half of the file would be wrong by a factor of a thousand, whichever mark
 * is believed. */
static void fault_two_marks(const struct survey *survey, size_t point, size_t comma)
{
    const struct header *header = survey->header;
    const struct sightings *with_point = &survey->numbers[point].shown[0];
    const struct sightings *with_comma = &survey->numbers[comma].shown[1];
    const struct place place = {survey->table->source, with_comma->lines[0], comma + 1,
                                header->columns[comma].name};
    diagnostics_fault(survey->diagnostics, &place, "mixed_numbers",
                      "%s has decimal commas where %s has decimal points ('%s', and '%s' in line "
                      "%zu); one decimal mark in a file, or decimalChar declared for each column",
                      place.field, header->columns[point].name, with_comma->text, with_point->text,
                      with_point->lines[0]);
}

/* Numbers are judged after all columns are seen: what one column leaves open another may show. */
static void judge(struct survey *survey)
{
    struct header *header = survey->header;
    const size_t point = column_that_shows(survey, 0);
    const size_t comma = column_that_shows(survey, 1);
    const bool both = point != NO_FIELD && comma != NO_FIELD;
    const size_t shown_in = both ? NO_FIELD : point != NO_FIELD ? point : comma;
    const char decimal = shown_in == NO_FIELD ? '\0' : shown_in == point ? '.' : ',';
    if (both && point != comma) {
        fault_two_marks(survey, point, comma);
    }
    for (size_t i = 0; i < header->column_count; ++i) {
        struct file_column *column = &header->columns[i];
        const enum subject subject = subject_of(header, column);
        const struct surveyed_column surveyed = {
            column, subject != NEITHER ? &header->schema->columns[column->column] : NULL, i + 1,
            survey->table->source, survey->diagnostics};
        if (subject == NUMBERS) {
            number_survey_judge(&survey->numbers[i], &surveyed, decimal,
                                shown_in != NO_FIELD ? header->columns[shown_in].name : "");
        } else if (subject == DATES) {
            date_survey_judge(&survey->dates[i], &surveyed);
        }
    }
}

/* The file is opened a second time beside the reading that asks, which is in the middle of it. */
static blackout_status see_file(struct survey *survey, const struct resource *resource,
                                blackout_error *error)
{
    struct csv_reader *reader = NULL;
    struct csv_input input = csv_input_of(resource);
    input.no_checksum = true; /* that is of the reading which follows */
    if (resource->path != NULL && !folder_has_regular(resource->path)) {
        return error_at(error, BLACKOUT_ERROR_INPUT, resource->source, 0, 0,
                        "numbers or dates can be read in two ways, and a pipe cannot be read twice "
                        "to decide; write it into a file, and give that");
    }
    blackout_status status = csv_open(&reader, &input, error);
    if (status == BLACKOUT_OK) {
        csv_declare_layout(reader, resource->layout);
        status = csv_read(reader, survey->header->dialect, see_record, survey, error);
    }
    csv_close(reader);
    return status;
}

blackout_status survey_file(struct header *header, const struct table *table,
                            const struct resource *resource, struct diagnostics *diagnostics,
                            blackout_error *error)
{
    struct survey *survey = calloc(1, sizeof *survey);
    if (survey == NULL) {
        return error_memory(error);
    }
    survey->header = header;
    survey->table = table;
    survey->diagnostics = diagnostics;
    survey->rules = resource->rules;
    survey->currency = find_currency(header);
    /* a declared decimal mark leaves half of the ways from the start */
    for (size_t i = 0; i < MOST_FILE_COLUMNS; ++i) {
        number_survey_init(&survey->numbers[i], resource->decimal);
        date_survey_init(&survey->dates[i]);
    }
    blackout_error why = {0};
    blackout_status status = see_file(survey, resource, &why);
    if (status == BLACKOUT_ERROR_INPUT || status == BLACKOUT_ERROR_IO) {
        status =
            BLACKOUT_OK; /* an open quote, say: the reading itself comes to it and reports it */
    } else if (status != BLACKOUT_OK && error != NULL) {
        *error = why;
    }
    /* after an error too, by what was seen: as far as the rows can be read they are */
    judge(survey);
    field_checker_close(survey->checker);
    free(survey);
    return status;
}
