/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long is too long: the longest tolerable outage of each platform, and what outages of the
 * usual lengths of a business impact analysis lose. The limit is held against one number of the
 * distribution that the request names; the others are shown beside it. */
#include <math.h>
#include <string.h>

#include "document/chart.h"
#include "report/amounts.h"
#include "report/builders.h"
#include "report/names.h"
#include "report/rests_on.h"
#include "report/settings.h"
#include "tolerable/tolerable.h"

/* Of the records, small losses with cents. */
static const struct style amount_style = {.small_places = 2, .small = 1000};
static const struct style severity_style = {.digits = 4, .places = 4};

static const struct style error_style = {.places = 1, .digits = 2, .rounds = true};

static const char *const outcome_words[] = {
    [TOLERABLE_NONE] = "none", [TOLERABLE_FOUND] = "found", [TOLERABLE_ANY] = "any"};

/* ---- Values ---------------------------------------------------------------------------------- */

static double hours_of(size_t minutes)
{
    return (double)minutes / MINUTES_PER_HOUR;
}

static struct value amount(const struct blackout_tolerable *tolerable, double number)
{
    return value_if(isfinite(number), value_amount(number, tolerable->currency, &amount_style));
}

/* The loss that is held against the limit; empty where there is no such length. */
static struct value loss_of(const struct blackout_tolerable *tolerable,
                            const struct tolerable_point *point)
{
    return value_if(point->minutes > 0,
                    value_uncertain(amount(tolerable, tolerable_number(tolerable, &point->loss)),
                                    tolerable_error(tolerable, &point->loss)));
}

static struct value quantile(const struct blackout_tolerable *tolerable,
                             const struct quantity *loss, bool high)
{
    const struct statistics *of = loss->statistics;
    if (of == NULL || !of->sampled) {
        return value_empty();
    }
    return value_uncertain(amount(tolerable, high ? of->p95 : of->p5),
                           high ? of->se_p95 : of->se_p5);
}

/* ---- Records --------------------------------------------------------------------------------- */

/* A column for each length of tolerable_impact_hours, whose names have its numbers: the two change
 * together. */
void report_tolerable_records(struct document *document, const void *what)
{
    enum { FIXED = 15, COLUMNS = FIXED + TOLERABLE_IMPACTS };
    static const struct column columns[COLUMNS] = {{"platforms", true},
                                                   {"start"},
                                                   {"severity"},
                                                   {"recovery_hours"},
                                                   {"currency"},
                                                   {"limit"},
                                                   {"of"},
                                                   {"at"},
                                                   {"longest_minutes"},
                                                   {"outcome"},
                                                   {"tolerable_minutes"},
                                                   {"tolerable_minutes_se"},
                                                   {"loss"},
                                                   {"loss_se"},
                                                   {"loss_minute_longer"},
                                                   {"loss_1h"},
                                                   {"loss_4h"},
                                                   {"loss_24h"},
                                                   {"loss_72h"},
                                                   {"loss_168h"}};
    const struct blackout_tolerable *tolerable = what;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < tolerable->count; ++i) {
        const struct tolerable_answer *answer = &tolerable->answers[i];
        const struct result_scenario *scenario = &answer->scenario;
        const double error = tolerable_error(tolerable, &answer->within.loss);
        struct value values[COLUMNS] = {
            platforms_value(document, scenario),
            value_if(scenario->has_start, value_instant(scenario->start)),
            value_number(scenario->severity, &severity_style),
            value_number(scenario->recovery_hours, &severity_style),
            value_text(tolerable->currency),
            amount(tolerable, tolerable->limit),
            value_word(tolerable->of),
            value_word(tolerable->at),
            value_count(tolerable->longest_minutes),
            value_word(outcome_words[answer->outcome]),
            value_count(answer->within.minutes),
            value_if(answer->minutes_error > 0,
                     value_number(answer->minutes_error, &severity_style)),
            loss_of(tolerable, &answer->within),
            value_if(error > 0, amount(tolerable, error)),
            loss_of(tolerable, &answer->beyond)};
        for (int k = 0; k < TOLERABLE_IMPACTS; ++k) {
            values[FIXED + k] = loss_of(tolerable, &answer->impacts[k]);
        }
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}

/* ---- The page -------------------------------------------------------------------------------- */

struct page {
    struct document *document;
    struct amounts amounts;
    const struct blackout_tolerable *tolerable;
};

/* What of a scenario differs from row to row, in one line. */
static struct value name_of(const struct page *page, const struct result_scenario *scenario)
{
    char buffer[VALUE_PRINT_SIZE];
    struct document *document = page->document;
    const struct value platforms = platforms_value(document, scenario);
    const char *name = "";
    if (scenario->severity < 1) {
        const struct value severity = value_number(scenario->severity, &style_share[1]);
        /* What is usual, a full outage without recovery, is not said. */
        name = document_format(document, ", severity %s", value_print(buffer, &severity));
    }
    if (scenario->recovery_hours > 0) {
        const struct value recovery = value_duration(scenario->recovery_hours);
        name = document_format(document, "%s, recovery %s", name, value_print(buffer, &recovery));
    }
    if (scenario->has_start) {
        const struct value start = value_instant(scenario->start);
        name = document_format(document, "%s, from %s", name, value_print(buffer, &start));
    }
    /* A list still, whatever follows the platforms: dialects of CSV have marks of their own in it.
     */
    struct value value = value_called(document_format(document, "%s%s", platforms.text, name),
                                      document_format(document, "%s%s", platforms.name, name));
    value.is_list = true;
    return value;
}

/* The tolerable length in words: a number is not all that it may be. */
static struct value length_words(const struct page *page, const struct tolerable_answer *answer)
{
    char buffer[VALUE_PRINT_SIZE];
    const struct value longest = value_duration(hours_of(answer->within.minutes));
    switch (answer->outcome) {
    case TOLERABLE_NONE:
        return value_text("none: one minute loses more");
    case TOLERABLE_ANY:
        return value_text(document_format(page->document, "any, up to the %s looked at",
                                          value_print(buffer, &longest)));
    case TOLERABLE_FOUND:
        break;
    }
    return longest;
}

/* Two that differ by a minute are on both sides of the amount: 99.98 % and 100.01 %. */
static struct value share_of(const struct blackout_tolerable *tolerable,
                             const struct tolerable_point *point)
{
    const double share = tolerable_number(tolerable, &point->loss) / tolerable->limit;
    return value_if(point->minutes > 0 && tolerable->limit > 0,
                    value_number(share, &style_share[2]));
}

static void add_answers(const struct page *page)
{
    static const struct column columns[] = {{"down", true},
                                            {"longest tolerable", true},
                                            {"± min"},
                                            {"of the amount"},
                                            {"a minute longer"}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    const struct blackout_tolerable *tolerable = page->tolerable;
    struct sheet *table = sheet_new(page->document, columns, COLUMNS);
    for (size_t i = 0; i < tolerable->count; ++i) {
        const struct tolerable_answer *answer = &tolerable->answers[i];
        const bool is_known = answer->minutes_error > 0;
        const struct value values[COLUMNS] = {
            name_of(page, &answer->scenario), length_words(page, answer),
            value_if(is_known, value_number(answer->minutes_error, &error_style)),
            share_of(tolerable, &answer->within), share_of(tolerable, &answer->beyond)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, "The longest tolerable outage", NULL, 0);
    document_table(page->document, table);
    document_note(page->document, 1,
                  "To the minute, on the same draws at every length; ± is the standard error of "
                  "the length that comes from their number.",
                  NULL, 0);
}

static const struct result_scenario *scenario_at(const void *of, size_t index)
{
    const struct blackout_tolerable *tolerable = of;
    return &tolerable->answers[index].scenario;
}

/* ---- Losses by length ------------------------------------------------------------------------ */

/* Columns of the table by length. LOSS is the number that is held against the limit, which may be
 * the central value, the mean or a quantile; the others are beside it. */
enum { DOWN, LENGTH, LOSS, CENTRAL, P5, P95, OF_LIMIT, LENGTH_COLUMNS };

/* The impact table's lengths and the tolerable one, in their order. */
enum { MOST_LENGTHS = TOLERABLE_IMPACTS + 1 };

/* Where it is one of the usual lengths it is not there twice. */
static size_t list_points(const struct tolerable_point *points[MOST_LENGTHS],
                          const struct tolerable_answer *answer)
{
    size_t count = 0;
    bool placed = answer->outcome != TOLERABLE_FOUND;
    for (int i = 0; i < TOLERABLE_IMPACTS; ++i) {
        if (!placed && answer->within.minutes <= answer->impacts[i].minutes) {
            placed = true;
            if (answer->within.minutes < answer->impacts[i].minutes) {
                points[count++] = &answer->within;
            }
        }
        points[count++] = &answer->impacts[i];
    }
    if (!placed) {
        points[count++] = &answer->within;
    }
    return count;
}

/* Records have the amount's own digits; only the page has one unit for all. */
static struct value shown(const struct page *page, struct value amount)
{
    amount.style = page->amounts.style;
    return amount;
}

static void add_point(const struct page *page, struct sheet *table, struct value down,
                      const struct tolerable_point *point)
{
    const struct blackout_tolerable *tolerable = page->tolerable;
    const double loss = tolerable_number(tolerable, &point->loss);
    const struct value values[LENGTH_COLUMNS] = {
        [DOWN] = down,
        [LENGTH] = value_duration(hours_of(point->minutes)),
        [LOSS] = shown(page, loss_of(tolerable, point)),
        [CENTRAL] = amounts_value(&page->amounts, point->loss.central),
        [P5] = shown(page, quantile(tolerable, &point->loss, false)),
        [P95] = shown(page, quantile(tolerable, &point->loss, true)),
        [OF_LIMIT] =
            value_if(tolerable->limit > 0, value_number(loss / tolerable->limit, &style_share[0]))};
    sheet_row(table, values, LENGTH_COLUMNS);
}

/* A line for each answer, and the limit as one across all lengths. A limit of 0 has no place on a
 * logarithmic axis. */
static void add_chart(const struct page *page, const struct sheet *table, const size_t *firsts)
{
    const struct blackout_tolerable *tolerable = page->tolerable;
    struct arena *arena = &page->document->arena;
    struct chart_series *series = arena_alloc(arena, tolerable->count + 1, sizeof *series);
    /* The chart points to them after this function has ended. The amount is a line over all
     * lengths, and goes through no point of any answer: it has numbers of its own. */
    double *ends = arena_alloc(arena, 4, sizeof *ends);
    if (series == NULL || ends == NULL) {
        page->document->failed = true;
        return;
    }
    for (size_t i = 0; i < tolerable->count; ++i) {
        const size_t first = firsts[i];
        const size_t count = firsts[i + 1] - first;
        series[i] =
            (struct chart_series){.name = name_of(page, &tolerable->answers[i].scenario).name,
                                  .positions = chart_rows(table, LENGTH, first, count),
                                  .values = chart_rows(table, LOSS, first, count)};
    }
    ends[0] = tolerable_impact_hours[0];
    ends[1] = tolerable_impact_hours[TOLERABLE_IMPACTS - 1];
    ends[2] = ends[3] = tolerable->limit;
    series[tolerable->count] = (struct chart_series){.name = "the amount",
                                                     .positions = chart_own(ends, 2),
                                                     .values = chart_own(ends + 2, 2),
                                                     .is_context = true};
    const struct chart chart = {
        .kind = CHART_LINES,
        .name = "loss-by-length",
        .title = "The loss by the length of the outage",
        .x = {.title = "duration", .unit = "h", .logarithmic = true},
        .y = {.title = "loss", .unit = tolerable->currency, .logarithmic = tolerable->limit > 0},
        .series = series,
        .series_count = tolerable->count + 1};
    document_chart(page->document, &chart);
}

static void add_lengths(const struct page *page)
{
    static const struct column columns[LENGTH_COLUMNS] = {
        {"down", true}, {"duration"}, {"loss"}, {"central"}, {"5 %"}, {"95 %"}, {"of the amount"}};
    const struct blackout_tolerable *tolerable = page->tolerable;
    struct document *document = page->document;
    struct sheet *table = sheet_new(document, columns, LENGTH_COLUMNS);
    size_t *firsts = arena_alloc(&document->arena, tolerable->count + 1, sizeof *firsts);
    size_t row = 0;
    if (table == NULL || firsts == NULL) {
        document->failed = true;
        return;
    }
    for (size_t i = 0; i < tolerable->count; ++i) {
        const struct tolerable_point *points[MOST_LENGTHS];
        struct value down = name_of(page, &tolerable->answers[i].scenario);
        const size_t count = list_points(points, &tolerable->answers[i]);
        firsts[i] = row;
        for (size_t k = 0; k < count; ++k, ++row) {
            add_point(page, table, down, points[k]);
            down.ditto = true;
        }
    }
    firsts[tolerable->count] = row;
    document_heading(document, 1, "The loss by the length of the outage", NULL, 0);
    document_heading_unit(document, page->amounts.unit);
    document_table(document, table);
    add_chart(page, table, firsts);
    document_note(document, 1,
                  "After an hour, four, a day, three days and a week, as a business impact "
                  "analysis has it; and after the longest tolerable outage.",
                  NULL, 0);
}

/* "the 95 % value of the owner's net loss", by the words of two options (ask/scenario.h): one that
 * is added there has its phrase here. */
static const char *figure_words(const struct page *page)
{
    static const char *const numbers[][2] = {
        {"central", "the central value"}, {"mean", "the mean"},  {"p5", "the 5 % value"},
        {"p25", "the 25 % value"},        {"p50", "the median"}, {"p75", "the 75 % value"},
        {"p95", "the 95 % value"}};
    static const char *const figures[][2] = {{"owner-gross", "the owner's gross loss"},
                                             {"owner-net", "the owner's net loss"},
                                             {"dependants", "the loss of dependent businesses"}};
    const char *number = "";
    const char *figure = "";
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        number = strcmp(numbers[i][0], page->tolerable->at) == 0 ? numbers[i][1] : number;
    }
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; ++i) {
        figure = strcmp(figures[i][0], page->tolerable->of) == 0 ? figures[i][1] : figure;
    }
    return document_format(page->document, "%s of %s", number, figure);
}

/* The largest loss of all lengths: of a week, unless losses fall. */
static double largest_loss(const struct blackout_tolerable *tolerable)
{
    double largest = 0;
    for (size_t i = 0; i < tolerable->count; ++i) {
        for (int k = 0; k < TOLERABLE_IMPACTS; ++k) {
            const struct tolerable_point *point = &tolerable->answers[i].impacts[k];
            largest = fmax(largest, tolerable_number(tolerable, &point->loss));
        }
    }
    return largest;
}

/* ": 1 h 59 min." of the first answer, which is of all that is asked about; those of single
 * platforms follow it. */
static void add_first(const struct page *page)
{
    const struct tolerable_answer *answer = &page->tolerable->answers[0];
    const struct value values[] = {length_words(page, answer), name_of(page, &answer->scenario)};
    struct rests_on rests = {0};
    document_add(page->document, ": {} ({}).", values, 2);
    for (size_t i = 0; i < page->tolerable->count; ++i) {
        rests_on_add(&rests, &page->tolerable->answers[i].scenario);
    }
    rests_on_dates(page->document, &rests);
    rests_on_samples(page->document, &rests);
}

/* The shortest of the lengths, which is the one that decides. */
static void add_finding(const struct page *page)
{
    const struct blackout_tolerable *tolerable = page->tolerable;
    const struct tolerable_answer *shortest = &tolerable->answers[0];
    for (size_t i = 1; i < tolerable->count; ++i) {
        const bool shorter = tolerable->answers[i].within.minutes < shortest->within.minutes;
        shortest = shorter ? &tolerable->answers[i] : shortest;
    }
    const struct value values[] = {name_of(page, &shortest->scenario),
                                   length_words(page, shortest)};
    document_finding(page->document, "Tolerable outage of {}: {}", values, 2);
}

void report_tolerable_page(struct document *document, const void *what)
{
    const struct blackout_tolerable *tolerable = what;
    const struct amounts limit = amounts_alone(document, tolerable->currency, tolerable->limit);
    const struct page page = {
        .document = document,
        .tolerable = tolerable,
        .amounts = amounts_fine(document, tolerable->currency, largest_loss(tolerable))};
    const struct value values[] = {amounts_value(&limit, tolerable->limit), value_text(limit.unit),
                                   value_text(figure_words(&page))};
    document->title = "How long an outage may last";
    document->warnings = &tolerable->warnings;
    document->control = &tolerable->control;
    document_paragraph(document, "The longest outage that loses at most {} {}, by {}", values, 3);
    document_headline(document);
    if (tolerable->count > 0) {
        add_first(&page);
        settings_add_all(document, scenario_at, tolerable, tolerable->count);
        add_finding(&page);
    }
    add_answers(&page);
    add_lengths(&page);
}
