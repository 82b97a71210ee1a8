/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form in its order: what the result has, then what is given, then what cannot be. A value that
 * is given is checked by the form's own rule; what each field holds is in filing_values.c. The
 * program fills in what an estimate knows and refuses what the form would refuse, so that a
 * reporter learns of it here and not from the authority. Whoever reports may know better: what is
 * given goes before every figure, and is marked so. */
#include "estimate/filing.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "estimate/filing_values.h"

/* ---- What is given --------------------------------------------------------------------------- */

/* "1.6=..." as a number and a value; NULL where there is no '='. Numbers of fields are short, and
 * 64 bytes are more than any has. */
static const char *split(char number[64], const char *given)
{
    const char *equals = strchr(given, '=');
    const size_t length = equals != NULL ? (size_t)(equals - given) : 0;
    if (equals == NULL || length >= 64) {
        return NULL;
    }
    memcpy(number, given, length);
    number[length] = '\0';
    return equals + 1;
}

/* The nearest number, else one as an example: forms number in their own ways. */
static blackout_status unknown_field(const struct filing_form *form, const char *number,
                                     blackout_error *error)
{
    enum { MOST_FIELDS = 64 };
    const char *known[MOST_FIELDS];
    size_t count = 0;
    for (; count < form->field_count && count < MOST_FIELDS; ++count) {
        known[count] = form->fields[count].number;
    }
    const char *near = text_nearest(number, known, count);
    return error_field(error, BLACKOUT_ERROR_USAGE, "field",
                       "the form %s has no field '%.60s'; %s%s", form->name, number,
                       near != NULL ? "perhaps " : "one like ", near != NULL ? near : known[0]);
}

/* The pattern is shown as the form has it, since the message is where the user meets it. */
static blackout_status check_given(const struct filing_form *form, const char *given,
                                   blackout_error *error)
{
    char number[64];
    const char *value = split(number, given);
    if (value == NULL) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "field",
                           "field is no number and value ('%.80s'); NUMBER=VALUE, like "
                           "1.1=final_report",
                           given);
    }
    const struct filing_field *field = filing_field_find(form, number);
    if (field == NULL) {
        return unknown_field(form, number, error);
    }
    const struct filing_format_rule *rule = filing_format_rule(field->format);
    return filing_format_takes(field->format, value)
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "field",
                             "field %s is not as the form has it ('%.80s'); %s: %s", number, value,
                             rule->right, rule->pattern);
}

/* The later one would silently take the place of the first. The '=' is compared too, so that 3.1 is
 * not the beginning of 3.15. */
static blackout_status check_once(const char *const *given, size_t count, blackout_error *error)
{
    const char *last = given[count];
    const size_t length = strcspn(last, "=");
    for (size_t i = 0; i < count; ++i) {
        if (strncmp(given[i], last, length + 1) == 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "field",
                               "field %.*s is given twice ('%.80s' and '%.80s'); give it once",
                               (int)length, last, given[i] + length + 1, last + length + 1);
        }
    }
    return BLACKOUT_OK;
}

/* In the order in which they were given: the first that is wrong is named. */
blackout_status filing_check(const struct filing_form *form, const char *const *given, size_t count,
                             blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        status = check_given(form, given[i], error);
        status = status == BLACKOUT_OK ? check_once(given, i, error) : status;
    }
    return status;
}

static struct filing_entry *entry_of(const struct filing *filing, const char *number)
{
    for (size_t i = 0; i < filing->count; ++i) {
        if (strcmp(filing->entries[i].field->number, number) == 0) {
            return &filing->entries[i];
        }
    }
    return NULL;
}

/* A value that is given has no interval, even where it replaces an estimate. What other fields are
 * made of stays: criteria and thresholds are those of the estimate. */
static void take_given(struct filler *filler, struct filing *filing, const char *given)
{
    char number[64];
    const char *value = split(number, given);
    struct filing_entry *entry = entry_of(filing, number);
    if (entry != NULL) {
        filler->entry = entry;
        entry->has_range = false;
        filing_set(filler, value, "given", "--field");
    }
}

/* ---- What cannot be -------------------------------------------------------------------------- */

/* Checked before anything is filled in: every amount would be wrong. The codes in the message are
 * those of filing/fields.c in words. */
static blackout_status check_currency(const struct filing *filing, blackout_error *error)
{
    const char *const *currencies = filing->form->currencies;
    const char *currency = filing->result->scenario.currency;
    for (size_t i = 0; currencies != NULL && currencies[i] != NULL; ++i) {
        if (strcmp(currencies[i], currency) == 0) {
            return BLACKOUT_OK;
        }
    }
    return currencies == NULL
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "currency",
                             "the form %s does not take amounts in '%s' (field 1.15); give "
                             "--currency EUR, or another of BGN, CZK, DKK, HUF, PLN, RON, ISK, "
                             "CHF, NOK, SEK",
                             filing->form->name, currency);
}

/* The amounts are in the currency of the report, whatever is given. */
static blackout_status check_given_currency(const struct filing *filing, blackout_error *error)
{
    const char *currency = filing->result->scenario.currency;
    for (size_t i = 0; i < filing->count; ++i) {
        const struct filing_entry *entry = &filing->entries[i];
        if (entry->field->content == CONTENT_CURRENCY && strcmp(entry->value, currency) != 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "field",
                               "field %s is not the currency of the amounts ('%s', and they are in "
                               "%s); leave it out, and give --currency %s",
                               entry->field->number, entry->value, currency, entry->value);
        }
    }
    return BLACKOUT_OK;
}

/* Times of one form compare as texts, since each has the one way of writing that its format takes,
 * in UTC. Pairs of which a form lacks a field are passed over. */
static blackout_status check_order(const struct filing *filing, blackout_error *error)
{
    /* Occurrence before all else; detection before classification. */
    static const char *const pairs[][2] = {{"3.2", "3.3"}, {"3.2", "4.7"}, {"3.2", "4.8"},
                                           {"3.2", "2.2"}, {"3.2", "2.3"}, {"2.2", "2.3"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        const struct filing_entry *first = entry_of(filing, pairs[i][0]);
        const struct filing_entry *then = entry_of(filing, pairs[i][1]);
        if (first != NULL && then != NULL && first->value[0] != '\0' && then->value[0] != '\0' &&
            strcmp(then->value, first->value) < 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "field",
                               "field %s is before field %s ('%s' and '%s'); give one "
                               "that is not before it, with --field",
                               pairs[i][1], pairs[i][0], then->value, first->value);
        }
    }
    return BLACKOUT_OK;
}

/* Checked once more: whoever fills in a form need not have asked filing_check() before. */
blackout_status filing_make(struct filing *filing, struct arena *arena, const struct result *result,
                            const struct filing_form *form, const char *const *given, size_t count,
                            blackout_error *error)
{
    struct filler filler = {.arena = arena, .filing = filing, .result = result};
    *filing = (struct filing){.form = form, .result = result};
    blackout_status status = filing_check(form, given, count, error);
    if (status == BLACKOUT_OK) {
        status = check_currency(filing, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    filing->entries = arena_alloc(arena, form->field_count, sizeof *filing->entries);
    if (filing->entries == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < form->field_count; ++i) {
        filler.entry = &filing->entries[filing->count++];
        filler.entry->field = &form->fields[i];
        filing_fill(&filler);
    }
    for (size_t i = 0; i < count; ++i) {
        /* After the result's own values, which it replaces. */
        take_given(&filler, filing, given[i]);
    }
    if (filler.out_of_memory) {
        return error_memory(error);
    }
    status = check_given_currency(filing, error);
    return status == BLACKOUT_OK ? check_order(filing, error) : status;
}
