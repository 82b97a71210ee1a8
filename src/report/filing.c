/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that is filled in: a row for each field, and before them what it is and what it is not. A
 * value is the text that goes into the form, written by the rule of its field (filing/formats.h),
 * and no page writes it in another way; ends of ranges are numbers in the field's own unit. */
#include "document/document.h"
#include "estimate/filing.h"
#include "report/builders.h"
#include "report/settings.h"

enum { NUMBER, NAME, VALUE, RANGE, STATE, RESTS_ON, COLUMNS };

static const struct style money = {.places = 2};
static const struct style thousands = {.places = 3};
static const struct style percent = {.places = 1};
static const struct style proportion = {.places = 3};

/* As many places as the value itself has. Fields without a style are amounts; no other has a range.
 */
static const struct style *style_of(const struct filing_entry *entry)
{
    static const struct style *const styles[FILING_FORMAT_COUNT] = {
        [FILING_PERCENT] = &percent,
        [FILING_PROPORTION] = &proportion,
        [FILING_THOUSANDS] = &thousands};
    const struct style *style = styles[entry->field->format];
    return style != NULL ? style : &money;
}

/* Names that are ours carry a mark, so that nobody takes them for the form's. */
static struct value name_of(struct document *document, const struct filing_field *field)
{
    return value_text(field->official ? field->name
                                      : document_format(document, "%s *", field->name));
}

static void add_row(struct sheet *table, const struct filing *filing,
                    const struct filing_entry *entry)
{
    /* In thousands and in percent a range has no unit: the currency's would be wrong. */
    struct value range = value_interval(entry->low, entry->high, style_of(entry));
    range.unit = entry->field->format == FILING_AMOUNT ? filing->result->scenario.currency : NULL;
    /* An empty field is not a forgotten one: why it is empty is all that it rests on. */
    const struct value values[COLUMNS] = {
        [NUMBER] = value_text(entry->field->number),
        [NAME] = name_of(table->document, entry->field),
        [VALUE] = value_text(entry->value),
        [RANGE] = value_if(entry->has_range, range),
        [STATE] = value_word(entry->state),
        [RESTS_ON] =
            value_text(entry->value[0] != '\0'
                           ? entry->rests_on
                           : document_format(table->document, "empty: %s", entry->rests_on))};
    sheet_row(table, values, COLUMNS);
}

static void add_fields(struct document *document, const struct filing *filing)
{
    static const struct column columns[COLUMNS] = {
        [NUMBER] = {"field", true}, [NAME] = {"name", true},    [VALUE] = {"value", true},
        [RANGE] = {"5 to 95 %"},    [STATE] = {"actual", true}, [RESTS_ON] = {"rests on", true}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    /* Without a table there is no document that a row's own texts could belong to. */
    for (size_t i = 0; table != NULL && i < filing->count; ++i) {
        add_row(table, filing, &filing->entries[i]);
    }
    document_table(document, table);
}

static size_t count_filled(const struct filing *filing)
{
    size_t count = 0;
    for (size_t i = 0; i < filing->count; ++i) {
        count += filing->entries[i].value[0] != '\0' ? 1 : 0;
    }
    return count;
}

/* The note on the mark is of forms that have such names alone. */
static bool has_own_names(const struct filing *filing)
{
    for (size_t i = 0; i < filing->count; ++i) {
        if (!filing->entries[i].field->official) {
            return true;
        }
    }
    return false;
}

void report_filing_page(struct document *document, const void *what)
{
    const struct filing *filing = what;
    const struct filing_form *form = filing->form;
    const struct value head[] = {value_text(form->title), value_count(count_filled(filing)),
                                 value_count(filing->count)};
    const struct value source[] = {value_text(form->source), value_text(form->date)};
    document->title = form->title;
    document->warnings = &filing->result->warnings;
    document->control = &filing->result->control;
    document_paragraph(document, "{}", head, 1);
    document_headline(document);
    document_add(document, ": {} of {} fields are filled in.", head + 1, 2);
    document_paragraph(document,
                       "Source: {}, of {}. Nothing here is legal advice: whether and how "
                       "to report is for those who know the firm.",
                       source, 2);
    settings_add(document, "the scenario", &filing->result->scenario);
    document_heading(document, 1, "Fields", NULL, 0);
    add_fields(document, filing);
    document_note(document, 1,
                  "actual: measured, or given as certain; estimate: from the model, or from inputs "
                  "that nobody measured; given: by --field.",
                  NULL, 0);
    if (has_own_names(filing)) {
        document_note(document, 1, "*: the act has no form with numbered fields; the name is ours.",
                      NULL, 0);
    }
}

/* The same for programs, with the pattern of each field. The ends of a range come last, and in its
 * place is whose name the field has. */
void report_filing_records(struct document *document, const void *what)
{
    enum { PATTERN = COLUMNS, LOW, HIGH, ALL_COLUMNS };
    static const struct column columns[ALL_COLUMNS] = {[NUMBER] = {"field", true},
                                                       [NAME] = {"name", true},
                                                       [VALUE] = {"value", true},
                                                       [RANGE] = {"names", true},
                                                       [STATE] = {"state", true},
                                                       [RESTS_ON] = {"rests_on", true},
                                                       [PATTERN] = {"pattern", true},
                                                       [LOW] = {"p5"},
                                                       [HIGH] = {"p95"}};
    const struct filing *filing = what;
    struct sheet *table = sheet_new(document, columns, ALL_COLUMNS);
    for (size_t i = 0; i < filing->count; ++i) {
        const struct filing_entry *entry = &filing->entries[i];
        const struct value values[ALL_COLUMNS] = {
            [NUMBER] = value_text(entry->field->number),
            [NAME] = value_text(entry->field->name),
            [VALUE] = value_text(entry->value),
            [RANGE] = value_word(entry->field->official ? "official" : "ours"),
            [STATE] = value_word(entry->state),
            [RESTS_ON] = value_text(entry->rests_on),
            [PATTERN] = value_text(filing_format_rule(entry->field->format)->pattern),
            [LOW] = value_if(entry->has_range, value_amount(entry->low, NULL, style_of(entry))),
            [HIGH] = value_if(entry->has_range, value_amount(entry->high, NULL, style_of(entry)))};
        sheet_row(table, values, ALL_COLUMNS);
    }
    document_table(document, table);
}
