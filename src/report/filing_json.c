/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that is filled in, as JSON: each field with the rule of its form, so that a program that
 * passes it on can check it. A value is the text of the form; the ends of its range are numbers in
 * the same unit. */
#include "estimate/filing.h"
#include "report/builders.h"
#include "report/control.h"
#include "report/json_parts.h"

static void put_entry(struct json_writer *json, const void *of, size_t index)
{
    const struct filing_entry *entry = &((const struct filing *)of)->entries[index];
    const struct filing_format_rule *rule = filing_format_rule(entry->field->format);
    json_text(json, "field", entry->field->number);
    json_text(json, "name", entry->field->name);
    json_flag(json, "official", entry->field->official);
    json_text(json, "format", rule->name);
    json_text(json, "pattern", rule->pattern);
    json_text(json, "pattern_source", rule->source);
    /* A field is empty for a reason, which is then all that it rests on. */
    if (entry->value[0] == '\0') {
        json_text(json, "reason", entry->rests_on);
        return;
    }
    json_text(json, "value", entry->value);
    json_text(json, "state", entry->state);
    json_text(json, "rests_on", entry->rests_on);
    if (entry->has_range) {
        json_number(json, "p5", entry->low);
        json_number(json, "p95", entry->high);
    }
}

blackout_status report_filing_json(const void *what, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    const struct filing *filing = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/filing/1");
    json_object(&json, "form");
    json_text(&json, "name", filing->form->name);
    json_text(&json, "title", filing->form->title);
    json_text(&json, "source", filing->form->source);
    json_text(&json, "date", filing->form->date);
    json_text(&json, "advice", "Nothing here is legal advice.");
    json_end(&json);
    json_parts_scenario(&json, "scenario", &filing->result->scenario);
    json_parts_inputs(&json, filing->result);
    json_objects(&json, "fields", filing->count, put_entry, filing);
    report_control_json(&json, &filing->result->control);
    json_parts_warnings(&json, &filing->result->warnings);
    return json_finish(&json, error);
}
