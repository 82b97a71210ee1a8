/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner's account: what the incident cost it, line by line, and what comes back; then the sums.
 * Each line says whether its amount is actual or an estimate. */
#include "report/estimate_page.h"

/* Costs of an incident are often small beside the revenue of a year: millions from here. */
static const double millions_from = 1e6;

enum { WHAT, KIND, AMOUNT, INTERVAL, ACTUAL, BASIS, STATE, DATE, SOURCE, COLUMNS };

/* An account has two sides, and their words begin with different letters. */
static const char *name_of(const struct result_account_item *item)
{
    return item->side[0] == 'r' ? "recovery" : "cost";
}

static void item_row(const struct estimate_page *page, struct sheet *table,
                     const struct amounts *amounts, const struct result_account_item *item)
{
    const struct value values[COLUMNS] = {
        [WHAT] = value_text(document_format(page->document, "%s: %s", name_of(item), item->words)),
        [KIND] = value_text(item->kind),
        [AMOUNT] = amounts_quantity(amounts, item->amount),
        [INTERVAL] = amounts_interval(amounts, item->amount),
        [ACTUAL] = value_word(item->actual ? "actual" : "estimate"),
        [BASIS] = value_word(item->basis),
        [STATE] = value_text(item->state),
        [DATE] = value_if(item->has_date, value_date(item->date)),
        [SOURCE] = value_text(item->source)};
    sheet_row(table, values, COLUMNS);
}

/* Rows of `costs` and `recoveries`, and what the model estimates where there is none: a letter of
 * the law tells which rows take the place of an estimate. */
static void add_items(const struct estimate_page *page, const struct amounts *amounts)
{
    const struct column columns[COLUMNS] = {[WHAT] = {"cost or recovery", true},
                                            [KIND] = {"kind", true},
                                            [AMOUNT] = {"amount"},
                                            [INTERVAL] = {page->range},
                                            [ACTUAL] = {"actual", true},
                                            [BASIS] = {"rests on", true},
                                            [STATE] = {"state", true},
                                            [DATE] = {"booked"},
                                            [SOURCE] = {"source", true}};
    const struct result_account *account = &page->result->account;
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t i = 0; i < account->count; ++i) {
        item_row(page, table, amounts, &account->items[i]);
    }
    document_table(page->document, table);
}

/* In the order in which they are added up. Gross first, since laws compare that: no recovery may
 * reduce it (estimate/account.c). */
static void add_sums(const struct estimate_page *page, const struct amounts *amounts)
{
    static const struct {
        enum figure_id id;
        const char *words;
    } sums[] = {{FIGURE_ACCOUNT_REVENUE, "forgone revenue, gross"},
                {FIGURE_ACCOUNT_COSTS, "other costs"},
                {FIGURE_ACCOUNT_GROSS, "costs and losses, gross of recoveries"},
                {FIGURE_ACCOUNT_MADE_UP, "less what is made up later: gross less net revenue"},
                {FIGURE_ACCOUNT_RECOVERIES, "less recoveries, expected and received"},
                {FIGURE_ACCOUNT_NET, "left to the owner, net"}};
    const struct column columns[] = {{"sum", true}, {"amount"}, {page->range}};
    struct sheet *table = sheet_new(page->document, columns, 3);
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; ++i) {
        const struct quantity sum = page->result->totals[sums[i].id];
        const struct value values[] = {value_text(sums[i].words), amounts_quantity(amounts, sum),
                                       amounts_interval(amounts, sum)};
        sheet_row(table, values, 3);
    }
    document_table(page->document, table);
}

void estimate_page_account(const struct estimate_page *page)
{
    const struct result *result = page->result;
    if (!result->account.present) {
        return;
    }
    const struct amounts amounts =
        amounts_choose(page->document, result->scenario.currency,
                       result->totals[FIGURE_ACCOUNT_GROSS].central, millions_from);
    const struct value incident = value_text(result->account.incident);
    document_heading(page->document, 1,
                     result->account.incident != NULL ? "The owner's account of {}"
                                                      : "The owner's account",
                     &incident, result->account.incident != NULL ? 1 : 0);
    document_heading_unit(page->document, amounts.unit);
    add_items(page, &amounts);
    add_sums(page, &amounts);
    document_note(page->document, 1,
                  "Kinds are those of Delegated Regulation (EU) 2024/1772, article 7(1). An amount "
                  "is actual where it was measured. The owner's account is never added to what "
                  "dependants lose.",
                  NULL, 0);
}
