/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one figure, written out. */
#include <math.h>

#include "report/scenarios.h"
#include "report/text_table.h"

/* Large amounts whole, small ones with digits enough. */
static const char *number(struct arena *arena, double value)
{
    return text_number(arena, value, fabs(value) < 1000 ? 6 : 2);
}

blackout_status report_explain_text(const struct result *result, blackout_sink *sink, void *user,
                                    blackout_error *error)
{
    static const char *const input_header[] = {"input", "value", "basis", "source"};
    static const char *const step_header[] = {"step", "value", "unit", "how"};
    const struct result_explanation *explanation = &result->explanation;
    struct writer writer;
    struct arena arena = {0};
    struct text_table inputs;
    struct text_table steps;
    writer_init(&writer, sink, user);
    text_table_init(&inputs, &arena, input_header, 4, 1);
    text_table_init(&steps, &arena, step_header, 4, 1);
    inputs.left[2] = inputs.left[3] = steps.left[2] = steps.left[3] = true;
    for (size_t i = 0; i < explanation->input_count; ++i) {
        const struct result_explain_input *input = &explanation->inputs[i];
        const char *fields[] = {input->name, number(&arena, input->value), input->basis,
                                input->source};
        text_table_row(&inputs, fields, 4);
    }
    for (size_t i = 0; i < explanation->step_count; ++i) {
        const struct result_explain_step *step = &explanation->steps[i];
        const char *fields[] = {step->what, number(&arena, step->value), step->unit, step->formula};
        text_table_row(&steps, fields, 4);
    }
    writer_format(&writer, "How %s comes about.\n\nInputs\n", explanation->path);
    text_table_write(&inputs, &writer);
    writer_put(&writer, "\nSteps\n");
    text_table_write(&steps, &writer);
    writer.failed = writer.failed || inputs.failed || steps.failed;
    arena_free(&arena);
    return writer_finish(&writer, error);
}
