/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms that are filled in, and their fields, as data with their source and date. */
#ifndef BLACKOUT_FILING_FIELDS_H
#define BLACKOUT_FILING_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "filing/formats.h"

/* What a field is filled with; whoever has a result knows how (estimate/filing_values.c). One
 * content may be in several forms, each in its own format. */
enum filing_content {
    CONTENT_UNKNOWN, /* the program knows nothing of it: it is given, or stays empty */
    CONTENT_ENTITY,
    CONTENT_CURRENCY,
    CONTENT_INCIDENT,
    CONTENT_CRITERIA,
    CONTENT_SPREAD,
    CONTENT_OCCURRED,
    CONTENT_RECOVERED,
    CONTENT_CLIENTS,
    CONTENT_CLIENTS_PERCENT,
    CONTENT_TRANSACTIONS_PERCENT,
    CONTENT_NUMBERS_STATE,
    CONTENT_DURATION,
    CONTENT_DOWNTIME,
    CONTENT_TIMES_STATE,
    CONTENT_MEMBER_STATES,
    CONTENT_THRESHOLD,
    CONTENT_GROSS,
    CONTENT_RECOVERIES,
    CONTENT_LOSS,
    CONTENT_LIMIT,
    CONTENT_UNION_USERS,
    CONTENT_UNION_PERCENT,
    CONTENT_NET,
    CONTENT_REVENUE_PERCENT,
    CONTENT_INCOME_PERCENT,
    CONTENT_PER_SHARE,
    CONTENT_RECURRING,
    CONTENT_CAUSE,
    CONTENT_RECURRING_LOSS,
    CONTENT_RECURRING_THRESHOLD,
    CONTENT_COUNT
};

/* A content and not a function that fills it: who has a result is in a folder above this one, which
 * knows the acts alone. */
struct filing_field {
    const char *number; /* "4.13" */
    const char *name;
    bool official; /* the name is that of the form; else it is ours */
    enum filing_format format;
    enum filing_content content;
    const char *reason; /* of CONTENT_UNKNOWN: why it stays empty */
};

struct filing_form {
    const char *name; /* "dora" */
    const char *title;
    const char *source;
    const char *date;     /* of the source */
    const char *rule;     /* of rules.h, with whose amount the loss is compared; NULL: none */
    bool has_proportions; /* it has the loss as parts of what the owner has */
    bool has_recurrence;  /* it has incidents of one cause together */
    const char *const *currencies;     /* that the form takes, and NULL at the end; NULL: any */
    const struct filing_field *fields; /* in the order in which reports have them */
    size_t field_count;
};

/* The forms, from 0 on; NULL after the last. */
const struct filing_form *filing_form_at(size_t index);
const struct filing_form *filing_form_find(const char *name);

/* The field of that number; NULL where the form has none. */
const struct filing_field *filing_field_find(const struct filing_form *form, const char *number);

#endif
