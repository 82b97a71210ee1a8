/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One wording for all reports. What differs between scenarios is said as a range, so that a sweep
 * needs no sentence for each. */
#include "report/rests_on.h"

void rests_on_add(struct rests_on *rests, const struct result_scenario *scenario)
{
    const instant start = scenario->start;
    if (scenario->has_start) {
        /* Counted: some scenarios may have a start and others any. */
        const bool none = rests->with_start++ == 0;
        rests->first_start = none || start < rests->first_start ? start : rests->first_start;
        rests->last_start = none || start > rests->last_start ? start : rests->last_start;
    }
    if (scenario->has_inputs) {
        const bool none = !rests->has_inputs;
        const instant first = scenario->inputs_first;
        const instant last = scenario->inputs_last;
        rests->inputs_first = none || first < rests->inputs_first ? first : rests->inputs_first;
        rests->inputs_last = none || last > rests->inputs_last ? last : rests->inputs_last;
        rests->has_inputs = true;
    }
    /* All scenarios of a report have the same: the last one's are as good as any. */
    ++rests->scenarios;
    rests->samples = scenario->samples;
    rests->seed = scenario->seed;
}

void rests_on_inputs(struct document *document, const struct rests_on *rests)
{
    const struct value dates[] = {value_date(rests->inputs_first), value_date(rests->inputs_last)};
    const bool same = rests->inputs_first == rests->inputs_last;
    if (rests->has_inputs) {
        document_add(document, same ? "; inputs of {}" : "; inputs of {} to {}", dates,
                     same ? 1 : 2);
    }
}

/* Scenarios with a start and others without may be in one grid: both are said. */
void rests_on_dates(struct document *document, const struct rests_on *rests)
{
    const struct value starts[] = {value_instant(rests->first_start),
                                   value_instant(rests->last_start)};
    const bool one = rests->first_start == rests->last_start;
    if (rests->with_start == 0) {
        document_paragraph(document, "Any start in a week", NULL, 0);
    } else {
        document_paragraph(document, one ? "Start {} UTC" : "Starts {} to {} UTC", starts,
                           one ? 1 : 2);
    }
    if (rests->with_start > 0 && rests->with_start < rests->scenarios) {
        document_add(document, ", or any in a week", NULL, 0);
    }
    rests_on_inputs(document, rests);
    document_add(document, ". ", NULL, 0);
}

void rests_on_samples(struct document *document, const struct rests_on *rests)
{
    const struct value values[] = {value_number(rests->samples, &style_count),
                                   value_number(rests->seed, &style_ungrouped)};
    if (rests->samples > 0) {
        document_add(document,
                     "Figures have every input at its centre; intervals are the 5 % and 95 % "
                     "values of {} samples, seed {}.",
                     values, 2);
    } else {
        document_add(document, "Central values, without intervals (samples 0).", NULL, 0);
    }
}
