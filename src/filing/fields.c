/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the form of Regulation (EU) 2022/2554 (DORA) are those of Annex I of Implementing
 * Regulation (EU) 2025/302, Official Journal of 2025-02-20; which fields there are was read in
 * November 2026. The two others have no numbered form: numbers are articles and items, names ours.
 */
#include "filing/fields.h"

#include <string.h>

#include "core/text.h"

static const char entity[] = "the program knows nothing of who reports; give it with --field";
static const char course[] = "the program knows how long and how much, not what happened; give it "
                             "with --field";
static const char judgement[] = "a judgement of the entity; give it with --field";

/* The currencies of field 1.15: those of the European Economic Area and of Switzerland. */
static const char *const dora_currencies[] = {"EUR", "BGN", "CZK", "DKK", "HUF", "PLN",
                                              "RON", "ISK", "CHF", "NOK", "SEK", NULL};

/* Four kinds of rows: names of the form or ours, filled by the program or empty with the reason.
 * Macros, so that a row is a line that can be held against the act. */
#define FILLED(number, name, format, content)                                                      \
    {                                                                                              \
        number, name, true, format, content, ""                                                    \
    }
#define EMPTY(number, name, format, reason)                                                        \
    {                                                                                              \
        number, name, true, format, CONTENT_UNKNOWN, reason                                        \
    }
#define OURS(number, name, format, content)                                                        \
    {                                                                                              \
        number, name, false, format, content, ""                                                   \
    }
#define OURS_EMPTY(number, name, format, reason)                                                   \
    {                                                                                              \
        number, name, false, format, CONTENT_UNKNOWN, reason                                       \
    }

static const struct filing_field dora[] = {
    EMPTY("1.1", "Type of submission", FILING_TEXT, entity),
    EMPTY("1.2", "Name of the entity submitting the report", FILING_TEXT, entity),
    EMPTY("1.3", "Identification code of the entity submitting the report", FILING_LEI, entity),
    EMPTY("1.4", "Type of financial entity affected", FILING_TEXT, entity),
    FILLED("1.5", "Name of the financial entity affected", FILING_TEXT, CONTENT_ENTITY),
    EMPTY("1.6", "LEI code of the financial entity affected", FILING_LEI, entity),
    EMPTY("1.7", "Primary contact person name", FILING_TEXT, entity),
    EMPTY("1.8", "Primary contact person email", FILING_TEXT, entity),
    EMPTY("1.9", "Primary contact person telephone", FILING_TEXT, entity),
    FILLED("1.15", "Reporting currency", FILING_CURRENCY, CONTENT_CURRENCY),
    FILLED("2.1", "Incident reference code assigned by the financial entity", FILING_TEXT,
           CONTENT_INCIDENT),
    EMPTY("2.2", "Date and time of detection of the major ICT-related incident", FILING_DATE_TIME,
          course),
    EMPTY("2.3", "Date and time of classification of the ICT-related incident as major",
          FILING_DATE_TIME, course),
    EMPTY("2.4", "Description of the major ICT-related incident", FILING_TEXT, course),
    FILLED("2.5", "Classification criteria that triggered the incident report", FILING_TEXT,
           CONTENT_CRITERIA),
    FILLED("2.6", "Materiality thresholds for the classification criterion 'Geographical spread'",
           FILING_COUNTRIES, CONTENT_SPREAD),
    FILLED("3.2", "Date and time of occurrence of the major ICT-related incident", FILING_DATE_TIME,
           CONTENT_OCCURRED),
    FILLED("3.3", "Date and time when services, activities or operations have been recovered",
           FILING_DATE_TIME, CONTENT_RECOVERED),
    FILLED("3.4", "Number of clients affected", FILING_COUNT, CONTENT_CLIENTS),
    FILLED("3.5", "Percentage of clients affected", FILING_PERCENT, CONTENT_CLIENTS_PERCENT),
    EMPTY("3.6", "Number of financial counterparts affected", FILING_COUNT,
          "no table has financial counterparts; give it with --field"),
    EMPTY("3.7", "Percentage of financial counterparts affected", FILING_PERCENT,
          "no table has financial counterparts; give it with --field"),
    EMPTY("3.9", "Number of affected transactions", FILING_COUNT,
          "no table has a number of transactions; give it with --field"),
    FILLED("3.10", "Percentage of affected transactions", FILING_PERCENT,
           CONTENT_TRANSACTIONS_PERCENT),
    EMPTY("3.11", "Value of affected transactions", FILING_THOUSANDS,
          "the program estimates revenue, not the value of transactions; give it with --field"),
    FILLED("3.12",
           "Information on whether the numbers are actual or estimates, or whether there has not "
           "been any impact",
           FILING_TEXT, CONTENT_NUMBERS_STATE),
    EMPTY("3.13", "Reputational impact", FILING_TEXT, judgement),
    FILLED("3.15", "Duration of the major ICT-related incident", FILING_DURATION, CONTENT_DURATION),
    FILLED("3.16", "Service downtime", FILING_DURATION, CONTENT_DOWNTIME),
    FILLED("3.17",
           "Information on whether the numbers for duration and service downtime are actual or "
           "estimates",
           FILING_TEXT, CONTENT_TIMES_STATE),
    FILLED("3.18", "Types of impact in the Member States", FILING_TEXT, CONTENT_MEMBER_STATES),
    EMPTY("3.22", "Classification criterion 'Critical services affected'", FILING_TEXT, judgement),
    EMPTY("3.23", "Type of the major ICT-related incident", FILING_TEXT, course),
    EMPTY("4.1", "High-level classification of root causes of the incident", FILING_TEXT, course),
    EMPTY("4.5", "Information about the root causes of the incident", FILING_TEXT, course),
    EMPTY("4.6", "Incident resolution summary", FILING_TEXT, course),
    EMPTY("4.7", "Date and time when the incident root cause was addressed", FILING_DATE_TIME,
          course),
    EMPTY("4.8", "Date and time when the incident was resolved", FILING_DATE_TIME, course),
    FILLED("4.12", "Materiality threshold for the classification criterion 'Economic impact'",
           FILING_TEXT, CONTENT_THRESHOLD),
    FILLED("4.13", "Amount of gross direct and indirect costs and losses", FILING_THOUSANDS,
           CONTENT_GROSS),
    FILLED("4.14", "Amount of financial recoveries", FILING_THOUSANDS, CONTENT_RECOVERIES),
};

/* The regulation has conditions and no form: each is a field, with the amount that it compares
 * beside it. */
static const struct filing_field nis2[] = {
    OURS("entity", "The entity", FILING_TEXT, CONTENT_ENTITY),
    OURS("currency", "Currency of the amounts", FILING_CURRENCY, CONTENT_CURRENCY),
    OURS("incident", "The incident", FILING_TEXT, CONTENT_INCIDENT),
    OURS("start", "When it began", FILING_DATE_TIME, CONTENT_OCCURRED),
    OURS("duration", "How long it lasted", FILING_DURATION, CONTENT_DURATION),
    OURS("3(1)(a) loss", "Direct financial loss", FILING_AMOUNT, CONTENT_LOSS),
    OURS("3(1)(a) limit", "The amount that it is compared with", FILING_AMOUNT, CONTENT_LIMIT),
    OURS("3(1)(a)", "Whether the loss exceeds that", FILING_TEXT, CONTENT_THRESHOLD),
    OURS_EMPTY("3(1)(b)", "Exfiltration of trade secrets", FILING_TEXT, judgement),
    OURS_EMPTY("3(1)(c)", "Death of a person", FILING_TEXT, judgement),
    OURS_EMPTY("3(1)(d)", "Considerable damage to a person's health", FILING_TEXT, judgement),
    OURS_EMPTY("3(1)(e)", "Malicious access that can disrupt operations severely", FILING_TEXT,
               judgement),
    OURS("4(a)", "Incidents of the same cause within six months", FILING_TEXT, CONTENT_RECURRING),
    OURS("4(b)", "Their apparent root cause", FILING_TEXT, CONTENT_CAUSE),
    OURS("4(c) loss", "Direct financial loss of all of them", FILING_AMOUNT,
         CONTENT_RECURRING_LOSS),
    OURS("4(c)", "Whether that exceeds the amount of 3(1)(a)", FILING_TEXT,
         CONTENT_RECURRING_THRESHOLD),
    OURS("13 users", "Users of the service in the Union that are affected (social networks)",
         FILING_COUNT, CONTENT_UNION_USERS),
    OURS("13 share", "The same as a share of its users in the Union; compared with 5 %",
         FILING_PERCENT, CONTENT_UNION_PERCENT),
};

/* Item 1.05 asks for words and for no amount: these are figures by which a registrant may judge
 * what is material. */
static const struct filing_field form_8k[] = {
    OURS("registrant", "The registrant", FILING_TEXT, CONTENT_ENTITY),
    OURS("currency", "Currency of the amounts", FILING_CURRENCY, CONTENT_CURRENCY),
    OURS("1.05 incident", "The incident", FILING_TEXT, CONTENT_INCIDENT),
    OURS_EMPTY("1.05 nature", "Nature and scope of the incident", FILING_TEXT, course),
    OURS("1.05 start", "When it began", FILING_DATE_TIME, CONTENT_OCCURRED),
    OURS("1.05 duration", "How long it lasted", FILING_DURATION, CONTENT_DURATION),
    OURS("1.05 gross", "Costs and losses, gross of recoveries", FILING_AMOUNT, CONTENT_GROSS),
    OURS("1.05 net", "Left to the registrant, net", FILING_AMOUNT, CONTENT_NET),
    OURS("1.05 revenue", "That net amount as a percentage of annual revenue", FILING_PROPORTION,
         CONTENT_REVENUE_PERCENT),
    OURS("1.05 income", "The same of income before tax", FILING_PROPORTION, CONTENT_INCOME_PERCENT),
    OURS("1.05 share", "That net amount for each share", FILING_AMOUNT, CONTENT_PER_SHARE),
    OURS_EMPTY("1.05 material",
               "Material impact, or reasonably likely material impact, on financial condition and "
               "results",
               FILING_TEXT, judgement),
};

#define FIELDS(array) array, sizeof(array) / sizeof((array)[0])

static const struct filing_form forms[] = {
    {"dora", "Report on a major ICT-related incident, form IR-1.2.1",
     "Implementing Regulation (EU) 2025/302, Annexes I and II", "2025-02-20", "dora", false, false,
     dora_currencies, FIELDS(dora)},
    {"nis2", "What makes an incident significant",
     "Implementing Regulation (EU) 2024/2690, articles 3, 4 and 13", "2024-10-18", "nis2", false,
     true, NULL, FIELDS(nis2)},
    {"8k", "Material cybersecurity incident, form 8-K, item 1.05",
     "17 CFR 249.308, form 8-K, item 1.05", "2023-12-18", NULL, true, false, NULL, FIELDS(form_8k)},
};

enum { FORM_COUNT = sizeof forms / sizeof forms[0] };

const struct filing_form *filing_form_at(size_t index)
{
    return index < FORM_COUNT ? &forms[index] : NULL;
}

/* Without regard to case, since people write DORA. */
const struct filing_form *filing_form_find(const char *name)
{
    for (size_t i = 0; i < FORM_COUNT; ++i) {
        if (text_alike(forms[i].name, name)) {
            return &forms[i];
        }
    }
    return NULL;
}

const struct filing_field *filing_field_find(const struct filing_form *form, const char *number)
{
    for (size_t i = 0; i < form->field_count; ++i) {
        if (strcmp(form->fields[i].number, number) == 0) {
            return &form->fields[i];
        }
    }
    return NULL;
}
