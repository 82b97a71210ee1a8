/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one figure, written out. Inputs before steps, as one reads a calculation; the
 * last step is the number of the report. */
#include "estimate/result.h"
#include "report/builders.h"
#include "report/rests_on.h"
#include "report/settings.h"

/* Large amounts to the cent, small ones with digits enough. */
static const struct style figure = {.places = 2, .small_places = 6, .small = 1000};

static void add_inputs(struct document *document, const struct result_explanation *explanation)
{
    static const struct column columns[] = {
        {"input", true}, {"value"}, {"basis", true}, {"source", true}};
    struct sheet *table = sheet_new(document, columns, 4);
    for (size_t i = 0; i < explanation->input_count; ++i) {
        const struct result_explain_input *input = &explanation->inputs[i];
        const struct value values[] = {value_text(input->name), value_number(input->value, &figure),
                                       value_text(input->basis), value_text(input->source)};
        sheet_row(table, values, 4);
    }
    document_heading(document, 1, "Inputs", NULL, 0);
    document_table(document, table);
}

/* Each step has its own unit: hours, shares and money follow each other in one column. */
static void add_steps(struct document *document, const struct result_explanation *explanation)
{
    static const struct column columns[] = {
        {"step", true}, {"value"}, {"unit", true}, {"how", true}};
    struct sheet *table = sheet_new(document, columns, 4);
    for (size_t i = 0; i < explanation->step_count; ++i) {
        const struct result_explain_step *step = &explanation->steps[i];
        const struct value values[] = {value_text(step->what),
                                       value_amount(step->value, step->unit, &figure),
                                       value_text(step->unit), value_text(step->formula)};
        sheet_row(table, values, 4);
    }
    document_heading(document, 1, "Steps", NULL, 0);
    document_table(document, table);
}

void report_explain_page(struct document *document, const void *what)
{
    const struct result *result = what;
    const struct value path = value_text(result->explanation.path);
    struct rests_on rests = {0};
    document->title = "The arithmetic of one figure";
    document->warnings = &result->warnings;
    document->control = &result->control;
    document_paragraph(document, "How {} comes about.", &path, 1);
    rests_on_add(&rests, &result->scenario);
    rests_on_dates(document, &rests);
    document_add(document, "Every input is at its centre.", NULL, 0);
    settings_add(document, "the scenario", &result->scenario);
    add_inputs(document, &result->explanation);
    add_steps(document, &result->explanation);
}
