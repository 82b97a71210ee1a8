/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an estimate as records, a row for each figure of the catalogue at each place that
 * has it: the layout that a spreadsheet pivots and a data frame reads. Figures of all places but
 * the totals are parts: rows of different places are not to be added. Names of columns and measures
 * are promised to stay (docs/commands.md, what stays). */
#include <math.h>
#include <string.h>

#include "estimate/figure_catalogue.h"
#include "estimate/result.h"
#include "report/builders.h"

/* For the sheet of records in a workbook: CSV has all digits. */
static const struct style plain = {.places = 2};

/* What a row is of; a key that is empty is of all. */
enum {
    KEY_PLATFORM,
    KEY_REGION,
    KEY_CHANNEL,
    KEY_SECTOR,
    KEY_OWNER,
    KEY_COUNT,
    MEASURE = KEY_COUNT,
    UNIT,
    CENTRAL,
    P5,
    P50,
    P95,
    SE_P5,
    SE_P50,
    SE_P95,
    BASIS,
    COLUMNS
};

struct records {
    struct sheet *table;
    const struct result *result;
};

/* The weakest basis that at least this part of a total rests on is its basis: less is shown as 0 %
 * by the page. */
static const double least_part = 0.005;

/* Bases go from measured to assumed: the last that counts is the weakest. */
static const char *basis_of(const struct result *result, const char *path)
{
    static const char *const names[RESULT_BASIS_COUNT] = {"measured", "reported", "derived",
                                                          "assumed"};
    const char *basis = "";
    for (size_t i = 0; i < result->evidence_count; ++i) {
        const struct result_evidence *evidence = &result->evidence[i];
        for (int k = 0; k < RESULT_BASIS_COUNT && strcmp(evidence->total, path) == 0; ++k) {
            basis = evidence->parts[k] >= least_part ? names[k] : basis;
        }
    }
    return basis;
}

static struct value number(bool present, double value, const char *unit)
{
    return value_if(present && isfinite(value), value_amount(value, unit, &plain));
}

/* The figures of one place; `keys` says which. */
static void add_figures(const struct records *records, const char *const keys[KEY_COUNT],
                        const struct quantity figures[FIGURE_COUNT])
{
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const struct figure_info *info = figure_info((enum figure_id)id);
        const char *unit = info->unit == UNIT_HOURS ? "h" : records->result->scenario.currency;
        const struct statistics *s = figures[id].statistics;
        const bool sampled = s != NULL && s->sampled;
        struct value values[COLUMNS] = {[MEASURE] = value_word(info->path),
                                        [UNIT] = value_text(unit),
                                        [CENTRAL] = number(true, figures[id].central, unit),
                                        [P5] = number(sampled, sampled ? s->p5 : 0, unit),
                                        [P50] = number(sampled, sampled ? s->p50 : 0, unit),
                                        [P95] = number(sampled, sampled ? s->p95 : 0, unit),
                                        [SE_P5] = number(sampled, sampled ? s->se_p5 : 0, unit),
                                        [SE_P50] = number(sampled, sampled ? s->se_p50 : 0, unit),
                                        [SE_P95] = number(sampled, sampled ? s->se_p95 : 0, unit),
                                        [BASIS] =
                                            value_word(basis_of(records->result, info->path))};
        for (int k = 0; k < KEY_COUNT; ++k) {
            values[k] = value_text(keys[k] != NULL ? keys[k] : "");
        }
        if (figures[id].present) {
            sheet_row(records->table, values, COLUMNS);
        }
    }
}

/* By one key alone: the model has no part by two of them, and those of different keys do not add
 * up. */
static void add_parts(const struct records *records, const struct result_platform *platform,
                      const struct result_parts *parts, int key)
{
    for (size_t i = 0; i < parts->count; ++i) {
        const char *keys[KEY_COUNT] = {
            [KEY_PLATFORM] = platform->platform, [KEY_OWNER] = platform->owner};
        keys[key] = parts->parts[i].key;
        add_figures(records, keys, parts->parts[i].figures);
    }
}

static void add_platform(const struct records *records, const struct result_platform *platform)
{
    const char *const keys[KEY_COUNT] = {
        [KEY_PLATFORM] = platform->platform, [KEY_OWNER] = platform->owner};
    add_figures(records, keys, platform->figures);
    add_parts(records, platform, &platform->by_region, KEY_REGION);
    add_parts(records, platform, &platform->by_channel, KEY_CHANNEL);
    add_parts(records, platform, &platform->by_sector, KEY_SECTOR);
}

/* A row for one number of a threshold: "thresholds/dora/owner_revenue_loss/net/probability". With a
 * style of its own, since two places of a probability are nothing in a workbook. */
static void add_number(const struct records *records, const char *measure, double number,
                       const char *unit)
{
    static const struct style all_digits = {.significant = 15};
    struct value values[COLUMNS] = {[MEASURE] = value_text(measure),
                                    [UNIT] = value_text(unit),
                                    [CENTRAL] = value_amount(number, unit, &all_digits)};
    for (int k = 0; k < KEY_COUNT; ++k) {
        values[k] = value_text("");
    }
    sheet_row(records->table, values, COLUMNS);
}

static void add_threshold(const struct records *records, const struct result_threshold *threshold)
{
    struct document *document = records->table != NULL ? records->table->document : NULL;
    if (document == NULL) {
        return; /* memory is out */
    }
    add_number(records, document_format(document, "thresholds/%s/amount", threshold->name),
               threshold->in_report, records->result->scenario.currency);
    for (int i = 0; i < RESULT_EXCEEDANCE_COUNT; ++i) {
        const struct result_exceedance *exceedance = &threshold->of[i];
        if (exceedance->present) {
            add_number(records,
                       document_format(document, "thresholds/%s/%s/probability", threshold->name,
                                       exceedance->measure),
                       exceedance->probability, "");
            add_number(records,
                       document_format(document, "thresholds/%s/%s/probability_se", threshold->name,
                                       exceedance->measure),
                       exceedance->se, "");
        }
    }
}

void report_estimate_records(struct document *document, const void *what)
{
    static const struct column columns[COLUMNS] = {[KEY_PLATFORM] = {"platform", true},
                                                   [KEY_REGION] = {"region", true},
                                                   [KEY_CHANNEL] = {"channel", true},
                                                   [KEY_SECTOR] = {"sector", true},
                                                   [KEY_OWNER] = {"owner", true},
                                                   [MEASURE] = {"measure", true},
                                                   [UNIT] = {"unit", true},
                                                   [CENTRAL] = {"central"},
                                                   [P5] = {"p5"},
                                                   [P50] = {"p50"},
                                                   [P95] = {"p95"},
                                                   [SE_P5] = {"se_p5"},
                                                   [SE_P50] = {"se_p50"},
                                                   [SE_P95] = {"se_p95"},
                                                   [BASIS] = {"basis", true}};
    static const char *const all[KEY_COUNT] = {NULL};
    const struct result *result = what;
    const struct records records = {sheet_new(document, columns, COLUMNS), result};
    add_figures(&records, all, result->totals);
    for (size_t i = 0; i < result->platform_count; ++i) {
        add_platform(&records, &result->platforms[i]);
    }
    /* An owner's row has no platform: its figures are of the firm, and not of one platform of it.
     */
    for (size_t i = 0; i < result->owner_count; ++i) {
        const char *const keys[KEY_COUNT] = {[KEY_OWNER] = result->owners[i].owner};
        add_figures(&records, keys, result->owners[i].figures);
    }
    for (size_t i = 0; i < result->threshold_count; ++i) {
        add_threshold(&records, &result->thresholds[i]);
    }
    document_table(document, records.table);
}
