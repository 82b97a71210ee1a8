/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of an explanation: inputs, then steps in the order of the arithmetic. The last step is
 * the figure, digit for digit as the report has it. */
#include "report/control.h"
#include "report/json_parts.h"
#include "report/builders.h"

static void put_input(struct json_writer *json, const void *of, size_t index)
{
    const struct result_explanation *explanation = of;
    const struct result_explain_input *input = &explanation->inputs[index];
    json_text(json, "input", input->name);
    json_number(json, "value", input->value);
    json_text(json, "basis", input->basis);
    json_text(json, "source", input->source);
}

/* The unit is the step's: hours, shares and money are in one list. */
static void put_step(struct json_writer *json, const void *of, size_t index)
{
    const struct result_explanation *explanation = of;
    const struct result_explain_step *step = &explanation->steps[index];
    json_text(json, "what", step->what);
    json_text(json, "formula", step->formula);
    json_number(json, "value", step->value);
    json_text(json, "unit", step->unit);
}

static void put_report(struct json_writer *json, const struct result *result)
{
    const struct result_explanation *explanation = &result->explanation;
    json_parts_head(json, "blackout/explain/1");
    json_parts_scenario(json, "scenario", &result->scenario);
    json_text(json, "path", explanation->path);
    json_objects(json, "inputs", explanation->input_count, put_input, explanation);
    json_objects(json, "steps", explanation->step_count, put_step, explanation);
    report_control_json(json, &result->control);
    json_parts_warnings(json, &result->warnings);
}

blackout_status report_explain_json(const void *what, blackout_sink *sink, void *user,
                                    blackout_error *error)
{
    const struct result *result = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, result);
    return json_finish(&json, error);
}
