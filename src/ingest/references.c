/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reference into a table that could not be read is taken for good, since its keys are not known
 * and every row would be blamed. Near misses are looked for only while faults are few: a search
 * costs more than reading a row. Tables are read in an order in which what is referred to comes
 * first (dataset.c), so that a key that is not there now will not be. */
#include "ingest/references.h"

#include <stdio.h>
#include <string.h>

#include "tables/key_list.h"
#include "tables/known_names.h"
#include "tables/words.h"

bool reference_may_exist(const struct table_context *context, const struct column_schema *schema,
                         string_id id)
{
    return schema->refers_to == NO_TABLE ||
           !table_lacks_key(&context->tables[schema->refers_to], id);
}

/* The name is cut for the search and the message: it may be a field of 64 KiB. */
static void fault_missing(const struct table_context *context, const struct place *place,
                          const struct column_schema *schema, const struct key_name *key)
{
    enum { SHOWN = 80, COMPARED = 64 };
    const struct table *other = &context->tables[schema->refers_to];
    const char *name = schema_table(other->id)->name;
    const int shown = (int)(key->length < SHOWN ? key->length : SHOWN);
    char part[COMPARED];
    snprintf(part, sizeof part, "%.*s",
             (int)(key->length < sizeof part ? key->length : sizeof part), key->text);
    char advice[KNOWN_NAMES_SIZE] = "add it there, or correct it";
    if (diagnostics_seek_advice(context->diagnostics)) {
        const struct known_tables known = {context->tables, context->strings};
        known_names_advise(advice, &known, other->id, part, NAMES_OF_DATA);
    }
    diagnostics_fault(context->diagnostics, place, "missing_key", "%s is not in %s ('%.*s'); %s",
                      schema->name, name, shown, key->text, advice);
}

/* Of a list every missing name is reported, not the first alone: each has to be corrected. */
bool reference_check_keys(const struct table_context *context, const struct place *place,
                          const struct column_schema *schema, const char *text, string_id id)
{
    bool known = true;
    if (schema->refers_to == NO_TABLE) {
        return true;
    }
    if (schema->type == COLUMN_KEY) {
        const struct key_name whole = {text, strlen(text)};
        known = reference_may_exist(context, schema, id);
        if (!known) {
            fault_missing(context, place, schema, &whole);
        }
        return known;
    }
    const char *rest = text;
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        /* STRING_UNKNOWN where no text so far is this name: it is no key then */
        const string_id number = strings_find(context->strings, name.text, name.length);
        if (!reference_may_exist(context, schema, number)) {
            fault_missing(context, place, schema, &name);
            known = false;
        }
    }
    return known;
}

bool reference_keys_may_exist(const struct table_context *context,
                              const struct column_schema *schema, const char *text, string_id id)
{
    const char *rest = text;
    struct key_name name;
    if (schema->refers_to == NO_TABLE || schema->type == COLUMN_KEY) {
        return reference_may_exist(context, schema, id);
    }
    while (key_list_next(&name, &rest)) {
        if (!reference_may_exist(context, schema,
                                 strings_find(context->strings, name.text, name.length))) {
            return false;
        }
    }
    return true;
}

/* Beyond the number that is remembered a currency is taken as new, and reported again. */
static bool is_reported(struct currencies *currencies, string_id currency)
{
    for (size_t i = 0; i < currencies->reported_count; ++i) {
        if (currencies->reported[i] == currency) {
            return true;
        }
    }
    if (currencies->reported_count < MOST_CURRENCIES_REPORTED) {
        currencies->reported[currencies->reported_count++] = currency;
    }
    return false;
}

/* All rates are per USD, so that the USD itself needs none. */
bool reference_has_rate(const struct table_context *context, const char *text, string_id currency)
{
    return word_is_rate_currency(text) || !table_lacks_key(&context->tables[FX], currency);
}

/* One currency alone needs no rates: reports are in it. Without `fx` the second one is the first
 * that cannot be added to the others. While rows are rejected every row is reported, since each has
 * to be left out. */
bool reference_check_currency(struct ingest *ingest, const struct place *place, const char *text,
                              string_id currency)
{
    const struct table_context *context = &ingest->context;
    struct currencies *currencies = &ingest->currencies;
    const struct table *fx = &context->tables[FX];
    const bool has_rate = reference_has_rate(context, text, currency);
    if (!has_rate && (ingest->rejects != NULL || !is_reported(currencies, currency))) {
        diagnostics_fault(
            context->diagnostics, place, "missing_rate",
            "the currency has no rate in fx ('%.80s'); add a row with its per_usd to fx", text);
    } else if (has_rate && !fx->present && currencies->first != STRING_NONE &&
               currencies->first != currency && !currencies->lacks_fx) {
        diagnostics_fault(context->diagnostics, place, "missing_table",
                          "a second currency needs the table fx ('%.80s' as well as '%s'); add a "
                          "file fx.csv with the columns currency, per_usd, date",
                          text, strings_text(context->strings, currencies->first));
        currencies->lacks_fx = true;
    }
    /* also one without a rate: what follows is told against the first that was met */
    currencies->first = currencies->first == STRING_NONE ? currency : currencies->first;
    return has_rate;
}
