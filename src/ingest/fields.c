/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/fields.h"

#include <math.h>
#include <string.h>

#include "ingest/flag_words.h"
#include "tables/row.h"

/* A remedy that is NULL is the one that the column's definition names. */
static const struct {
    const char *what;
    const char *remedy;
} wordings[FIELD_FAULT_COUNT] = {
    [FIELD_SOUND] = {"", ""},
    [FIELD_EMPTY] = {"is empty", NULL},
    [FIELD_SPOILT] = {"", ""},
    [FIELD_NOT_NUMBER] = {"is not a number", NULL},
    [FIELD_AMBIGUOUS] = {"may mean thousands or a decimal mark",
                         "write it without the point, or with a decimal comma"},
    [FIELD_GROUPED] = {"has a grouping or decimal mark that is not declared",
                       "write it without grouping, or declare decimalChar and groupChar"},
    [FIELD_PERCENT] = {"has a percent sign", "a plain number, like 0.12 for 12 %"},
    [FIELD_OVERFLOW] = {"is too large", "a number below 1e308"},
    [FIELD_OUT_OF_RANGE] = {"is out of range", NULL},
    [FIELD_NOT_WHOLE] = {"is not a whole number", NULL},
    [FIELD_NOT_INSTANT] = {"is not a date or time", NULL},
    [FIELD_NOT_CURRENCY] = {"is not a currency", NULL},
    [FIELD_NOT_FLAG] = {"is neither yes nor no", "yes, no, or a reason of several words"},
    [FIELD_NOT_BASIS] = {"is not known", "measured, reported, derived or assumed"},
    [FIELD_LOW_ABOVE_CENTRE] = {"is above its centre", "0 < low <= centre <= high"},
    [FIELD_LOW_NOT_POSITIVE] = {"is not above 0", "0 < low <= centre <= high"},
    [FIELD_HIGH_BELOW_CENTRE] = {"is below its centre", "low <= centre <= high"},
    [FIELD_HIGH_NOT_BELOW_1] = {"is not below 1", "centre <= high < 1"},
    [FIELD_LACKS_HIGH] = {"has no high value to go with it", "both or neither"},
    [FIELD_LACKS_LOW] = {"has no low value to go with it", "both or neither"},
};

static const enum field_fault number_faults[] = {
    [NUMBER_OK] = FIELD_SOUND,
    [NUMBER_MALFORMED] = FIELD_NOT_NUMBER,
    [NUMBER_AMBIGUOUS] = FIELD_AMBIGUOUS,
    [NUMBER_GROUPED] = FIELD_GROUPED,
    [NUMBER_PERCENT] = FIELD_PERCENT,
    [NUMBER_OVERFLOW] = FIELD_OVERFLOW,
};

static bool is_share(const struct column_schema *schema)
{
    return column_transform(schema) == TRANSFORM_LOGIT;
}

const char *field_fault_text(enum field_fault fault)
{
    return wordings[fault].what;
}

const char *field_fault_remedy(enum field_fault fault, const struct column_schema *schema)
{
    if (fault == FIELD_HIGH_BELOW_CENTRE && is_share(schema)) {
        fault = FIELD_HIGH_NOT_BELOW_1;
    }
    return wordings[fault].remedy != NULL ? wordings[fault].remedy : schema->remedy;
}

static bool in_range(const struct column_schema *schema, double value)
{
    return value <= schema->max &&
           (schema->range_open ? value > schema->min : value >= schema->min);
}

struct field field_read_number(const struct column_schema *schema,
                               const struct number_format *format, const char *text, size_t length)
{
    struct field field = {.number = 0};
    enum field_fault fault = number_faults[number_parse(&field.number, text, length, format)];
    if (fault == FIELD_SOUND && !in_range(schema, field.number)) {
        fault = FIELD_OUT_OF_RANGE;
    } else if (fault == FIELD_SOUND && schema->type == COLUMN_INTEGER &&
               field.number != floor(field.number)) {
        fault = FIELD_NOT_WHOLE;
    }
    field.fault = (uint8_t)fault;
    return field;
}

static bool is_currency(const char *text, size_t length)
{
    enum { LETTERS = 3 }; /* ISO 4217 */
    for (size_t i = 0; i < length && length == LETTERS; ++i) {
        if (text[i] < 'A' || text[i] > 'Z') {
            return false;
        }
    }
    return length == LETTERS;
}

static struct field read_flag(const char *text)
{
    const enum flag_meaning meaning = flag_meaning_of(text);
    return (struct field){.flag = meaning != FLAG_NO,
                          .fault = meaning == FLAG_UNCLEAR ? FIELD_NOT_FLAG : FIELD_SOUND};
}

struct field field_read(const struct column_schema *schema, const struct number_format *format,
                        const char *text, size_t length)
{
    struct field field = {.fault = FIELD_SOUND};
    if (length == 0) {
        field.fault = FIELD_EMPTY;
        return field;
    }
    switch (schema->type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        return field_read_number(schema, format, text, length);
    case COLUMN_INSTANT:
        field.fault = calendar_parse_instant(&field.time, &field.has_time, text, length)
                          ? FIELD_SOUND
                          : FIELD_NOT_INSTANT;
        break;
    case COLUMN_CURRENCY:
        field.fault = is_currency(text, length) ? FIELD_SOUND : FIELD_NOT_CURRENCY;
        break;
    case COLUMN_FLAG:
        return read_flag(text);
    case COLUMN_KEY:
    case COLUMN_KEYS:
    case COLUMN_TEXT:
        break;
    }
    return field;
}

struct field field_read_basis(const char *text)
{
    if (text[0] == '\0') {
        return (struct field){.fault = FIELD_EMPTY};
    }
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        if (strcmp(text, basis_name((enum basis)basis)) == 0) {
            return (struct field){.basis = (uint8_t)basis};
        }
    }
    return (struct field){.fault = FIELD_NOT_BASIS};
}

bool field_takes_range(const struct column_schema *schema, double centre)
{
    return !(schema->min >= 0 && centre == 0) && !(is_share(schema) && centre == 1);
}

struct range_faults field_check_range(const struct column_schema *schema, double centre,
                                      const struct range *range)
{
    struct range_faults faults = {FIELD_SOUND, FIELD_SOUND};
    if (range->low > centre) {
        faults.low = FIELD_LOW_ABOVE_CENTRE;
    } else if (schema->min >= 0 && range->low <= 0) {
        faults.low = FIELD_LOW_NOT_POSITIVE;
    }
    if (range->high < centre) {
        faults.high = FIELD_HIGH_BELOW_CENTRE;
    } else if (is_share(schema) && range->high >= 1) {
        faults.high = FIELD_HIGH_NOT_BELOW_1;
    }
    return faults;
}
