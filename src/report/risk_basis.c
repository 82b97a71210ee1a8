/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often an owner's outages happen, how long they last and what they strike: from its catalogue
 * and a prior. Both are said in years and outages, so that a reader sees which of the two weighs
 * more. */
#include "report/risk_basis.h"

#include <math.h>

static const struct style tenths = {.places = 1};
static const struct style hundredths = {.places = 2};

static void add_observed(struct document *document, const struct risk_owner *owner)
{
    const struct value values[] = {
        value_number((double)owner->events, &style_ungrouped),
        value_text(owner->events == 1 ? "" : "s"), value_number(owner->observed_years, &tenths),
        value_date(owner->observed_from), value_date(owner->observed_to),
        /* The posterior's years are those of the prior and the observed ones together. */
        value_number(owner->rate.years - owner->observed_years, &tenths)};
    if (owner->observed) {
        document_note(document, 1,
                      "{} catalogued outage{} in {} years ({} to {}), and a prior worth {} years",
                      values, 6);
    } else {
        document_note(document, 1, "no observed years: the prior alone", NULL, 0);
    }
}

static void add_rate(struct document *document, const struct risk_owner *owner)
{
    const struct value rate[] = {value_number(owner->rate.shape / owner->rate.years, &hundredths),
                                 value_interval(owner->rate_p5, owner->rate_p95, &hundredths)};
    const struct value length[] = {value_number(exp(owner->log_hours.mean), &tenths),
                                   value_number((double)owner->lengths, &style_ungrouped)};
    document_note(document, 1, "outages a year: {} (5 to 95 %: {})", rate, 2);
    document_note(document, 1,
                  "half of them last longer than {} hours (from {} known lengths and a prior)",
                  length, 2);
}

/* Nothing of an owner without a usable event: all of its platforms are down then, by assumption. */
static void add_footprint(struct document *document, const struct risk_footprint *footprint)
{
    const char *platforms = footprint->platforms != NULL ? footprint->platforms : "";
    const char *regions = footprint->regions != NULL ? footprint->regions : "";
    const struct value values[] = {value_text(footprint->event), value_text(platforms),
                                   value_number(footprint->severity, &hundredths),
                                   value_text(regions[0] != '\0' ? ", in " : ""),
                                   value_text(regions)};
    if (footprint->event != NULL) {
        document_note(document, 1, "can affect what {} affected: {}, severity {}{}{}", values, 5);
    }
}

void risk_basis(struct document *document, const struct risk_owner *owner)
{
    const struct value name = value_called(owner->owner, owner->title);
    document_heading(document, 1, "What the outages of {} rest on", &name, 1);
    add_observed(document, owner);
    add_rate(document, owner);
    for (size_t i = 0; i < owner->footprint_count; ++i) {
        add_footprint(document, &owner->footprints[i]);
    }
    /* Said, or an outage that tells less than it could would look as if it counted in full. */
    for (size_t i = 0; i < owner->left_out_count; ++i) {
        const char *event = owner->left_out[i].event;
        const struct value values[] = {value_text(event != NULL ? event : ""),
                                       value_text(owner->left_out[i].why)};
        document_note(document, 1, "{}: {}", values, 2);
    }
}
