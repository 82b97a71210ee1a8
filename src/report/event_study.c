/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event study for people: for each share the answer, the tables and what they prove; then the
 * tests of all together. The verdict comes from market/event_words.c, word by word; here are only
 * its tables. */
#include "market/event_study.h"
#include "document/chart.h"
#include "report/amounts.h"
#include "report/builders.h"

static const struct style price_style = {.places = 2};
static const struct style statistic_style = {.places = 3};
static const struct style coefficient_style = {.places = 6};
static const struct style probability_style = {.places = 4, .never_zero = true};
static const struct style day_style = {.plus = true, .ungrouped = true};

struct page {
    struct document *document;
    const struct study_case *one; /* the share at hand */
    bool is_only;
    struct amounts amounts; /* by the market value, of which changes are parts */
};

/* ---- Figures --------------------------------------------------------------------------------- */

static struct value percent(double fraction)
{
    return value_number(fraction, &style_change[3]);
}

/* Of what has no sign: a standard error. */
static struct value spread(double fraction)
{
    return value_number(fraction, &style_share[3]);
}

static struct value money(const struct page *page, const struct study_change *change)
{
    return change->has_money ? amounts_value(&page->amounts, change->money) : value_absent();
}

static struct value statistic(double t)
{
    return value_number(t, &statistic_style);
}

static struct value probability(double p)
{
    return value_number(p, &probability_style);
}

static struct value count(size_t number)
{
    return value_number((double)number, &style_ungrouped);
}

static struct value day(int number)
{
    return value_number(number, &day_style);
}

/* "[-1,+1]"; 0 has no sign. With signs, as the literature writes windows: [-1,+1]. */
static struct value days(struct document *document, struct day_range range)
{
    return value_text(document_format(document, "[%s%d,%s%d]", range.first > 0 ? "+" : "",
                                      range.first, range.last > 0 ? "+" : "", range.last));
}

/* ---- One share ------------------------------------------------------------------------------- */

/* With several shares each is a part of its own, whose figures must not be read as another's. */
static void add_answer(const struct page *page)
{
    struct document *document = page->document;
    const struct study_case *one = page->one;
    const struct study_unit *unit = &one->unit;
    const struct value names[] = {value_text(unit->symbol), value_text(one->event)};
    const struct value raw[] = {percent(unit->raw.fraction), value_date(unit->day0)};
    const struct value market[] = {value_text(one->index), percent(unit->market)};
    const struct value abnormal[] = {percent(unit->abnormal.fraction), statistic(unit->day0_sum.t),
                                     count(unit->rank.rank), count(unit->rank.of)};
    const char *title = one->event != NULL ? "{}, {}" : "{}";
    const size_t title_count = one->event != NULL ? 2 : 1;
    if (!page->is_only) {
        document_part(document, 2, title, names, title_count);
    }
    document_paragraph(document, title, names, title_count);
    document_add(document, ": {} on {}", raw, 2);
    if (unit->has_market) {
        document_add(document, " ({} {})", market, 2);
    }
    document_headline(document);
    document_add(document, "; abnormal {}, t {}; rank {} of {}", abnormal, 4);
    if (one->has_peer_index) {
        const struct value peers[] = {percent(one->peer_index.abnormal.fraction),
                                      statistic(one->peer_index.day0_sum.t)};
        document_add(document, "; peer-adjusted {}, t {}", peers, 2);
    }
    document_add(document, ".", NULL, 0);
    if (page->is_only) {
        document_finding(document, "{}: {} beyond what the market explains",
                         (struct value[]){names[0], abnormal[0]}, 2);
    }
    const struct value verdict = value_text(one->verdict != NULL ? one->verdict : "");
    document_paragraph(document, "{}", &verdict, 1);
}

enum { CHANGE_COLUMNS = 6 };

static void change_row(const struct page *page, struct sheet *table, struct value name,
                       const struct study_change *change, const struct abnormal_window *sum)
{
    struct value values[CHANGE_COLUMNS] = {name, percent(change->fraction), money(page, change)};
    if (sum != NULL) {
        values[3] = spread(sum->standard_error);
        values[4] = statistic(sum->t);
        values[5] = probability(sum->p);
    }
    sheet_row(table, values, CHANGE_COLUMNS);
}

/* What the model explains and what it does not are one above the other, so that they can be added
 * up to the raw change. */
static void add_changes(const struct page *page)
{
    const struct study_case *one = page->one;
    const struct study_unit *unit = &one->unit;
    const struct column columns[CHANGE_COLUMNS] = {
        {"day 0", true}, {"change"}, {page->amounts.unit}, {"s.e."}, {"t"}, {"p"}};
    struct sheet *table = sheet_new(page->document, columns, CHANGE_COLUMNS);
    change_row(page, table, value_text("raw"), &unit->raw, NULL);
    change_row(page, table, value_text("explained by the model"), &unit->expected, NULL);
    change_row(page, table, value_text("abnormal"), &unit->abnormal, &unit->day0_sum);
    if (one->has_peer_index) {
        change_row(page, table, value_text("peer-adjusted: rivals in the model"),
                   &one->peer_index.abnormal, &one->peer_index.day0_sum);
    }
    if (one->has_less_peer_mean) {
        change_row(page, table, value_text("abnormal less the rivals' mean"), &one->less_peer_mean,
                   NULL);
    }
    document_table(page->document, table);
}

static void add_day0(const struct page *page)
{
    const struct study_case *one = page->one;
    const struct study_unit *unit = &one->unit;
    const struct value rule = value_text(one->day0_rule);
    const struct value rank[] = {count(unit->rank.rank), count(unit->rank.of),
                                 probability(unit->rank.p)};
    document_note(page->document, 1, "Day 0 is {}.", &rule, 1);
    document_note(page->document, 1,
                  "The abnormal change has rank {} of {} days, from the lowest (exact two-sided p "
                  "{}).",
                  rank, 3);
    if (one->has_market_cap) {
        const struct value value[] = {amounts_value(&page->amounts, one->market_cap_before),
                                      value_text(page->amounts.unit),
                                      value_text(one->market_cap_source)};
        document_note(page->document, 1, "Market value at the close before: {} {} ({}).", value, 3);
    }
}

static void add_model(const struct page *page)
{
    static const char *const names[OLS_MOST_TERMS] = {"alpha", "beta", "gamma (peers)"};
    const struct study_unit *unit = &page->one->unit;
    const struct study_estimation *estimation = &unit->estimation;
    const struct value model[] = {value_text(unit->model), count(estimation->days),
                                  value_date(estimation->first), value_date(estimation->last)};
    const struct value rest[] = {spread(estimation->residual_sd),
                                 value_number(estimation->degrees, &style_count)};
    document_note(page->document, 1, "Model {} over {} returns, {} to {}:", model, 4);
    for (size_t i = 0; i < estimation->terms; ++i) {
        const struct value term[] = {value_text(names[i]),
                                     value_number(estimation->coefficients[i], &coefficient_style)};
        document_add(page->document, " {} {},", term, 2);
    }
    document_add(page->document, " residual s.d. {}, {} degrees of freedom.", rest, 2);
}

/* A window that the prices do not reach has its row: a missing one would look as if it had not been
 * asked for. */
static void add_windows(const struct page *page)
{
    const struct study_unit *unit = &page->one->unit;
    const struct column columns[CHANGE_COLUMNS] = {{"window", true}, {"CAR"}, {page->amounts.unit},
                                                   {"s.e."},         {"t"},   {"p"}};
    struct sheet *table = sheet_new(page->document, columns, CHANGE_COLUMNS);
    for (size_t i = 0; i < unit->window_count; ++i) {
        const struct study_window *window = &unit->windows[i];
        const struct value name = days(page->document, window->days);
        if (window->covered) {
            change_row(page, table, name, &window->change, &window->sum);
        } else {
            sheet_row(table, (struct value[]){name, value_text("not covered")}, 2);
        }
    }
    document_heading(page->document, 1, "Cumulative abnormal returns", NULL, 0);
    document_table(page->document, table);
}

/* ---- Session by session ---------------------------------------------------------------------- */

/* Each day's own change; money is of the market value at the session before. A session has the
 * peers' figures only on days that the peers have too. */
static void add_daily(const struct page *page)
{
    enum { PLAIN = 8, COLUMNS = 10 }; /* the last are for the peers in the model */
    const struct study_unit *unit = &page->one->unit;
    const char *money_column = page->amounts.unit;
    const struct column columns[COLUMNS] = {
        {"day"},        {"date"},     {"close"},      {"index"},         {"raw"},
        {money_column}, {"abnormal"}, {money_column}, {"peer-adjusted"}, {money_column}};
    struct sheet *table =
        sheet_new(page->document, columns, page->one->has_peer_index ? COLUMNS : PLAIN);
    for (size_t i = 0; i < unit->session_count; ++i) {
        const struct study_session *session = &unit->sessions[i];
        const struct study_session *peer = study_peer_session(page->one, session);
        const struct value values[COLUMNS] = {
            day(session->day),
            value_date(session->date),
            value_amount(session->close, page->one->currency, &price_style),
            session->has_market ? percent(session->market) : value_absent(),
            percent(session->raw.fraction),
            money(page, &session->raw),
            percent(session->abnormal.fraction),
            money(page, &session->abnormal),
            peer != NULL ? percent(peer->abnormal.fraction) : value_absent(),
            peer != NULL ? money(page, &peer->abnormal) : value_absent()};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, "Session by session, each from the one before", NULL, 0);
    document_table(page->document, table);
}

/* The changes added up; money is of the market value before day 0. */
static void add_since(const struct page *page)
{
    enum { PLAIN = 7, COLUMNS = 10 };
    const struct study_unit *unit = &page->one->unit;
    const char *money_column = page->amounts.unit;
    const struct column columns[COLUMNS] = {
        {"day"},  {"date"},       {"raw"},           {money_column}, {"CAR"},
        {"s.e."}, {money_column}, {"peer-adjusted"}, {"s.e."},       {money_column}};
    struct sheet *table =
        sheet_new(page->document, columns, page->one->has_peer_index ? COLUMNS : PLAIN);
    for (size_t i = 0; i < unit->session_count; ++i) {
        const struct study_session *session = &unit->sessions[i];
        const struct study_session *peer = study_peer_session(page->one, session);
        const struct value values[COLUMNS] = {
            day(session->day),
            value_date(session->date),
            percent(session->raw_since.fraction),
            money(page, &session->raw_since),
            percent(session->since.car),
            spread(session->since.standard_error),
            money(page, &session->cumulative),
            peer != NULL ? percent(peer->since.car) : value_absent(),
            peer != NULL ? spread(peer->since.standard_error) : value_absent(),
            peer != NULL ? money(page, &peer->cumulative) : value_absent()};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, "From the close before day 0 on", NULL, 0);
    document_table(page->document, table);
}

/* ---- With the rivals ------------------------------------------------------------------------- */

/* So many rivals have a line of their own; the table of day 0 has all of them. */
enum { MOST_RIVALS = 6 };

/* Columns of since_table(): the rivals are after them. */
enum { SINCE_DAY, SINCE_DATE, SINCE_RAW, SINCE_CAR, SINCE_ADJUSTED, SINCE_COLUMNS };

static const struct study_session *session_on(const struct study_unit *unit, instant date)
{
    for (size_t i = 0; i < unit->session_count; ++i) {
        if (unit->sessions[i].date == date) {
            return &unit->sessions[i];
        }
    }
    return NULL;
}

static size_t rival_count(const struct page *page)
{
    return page->one->peer_count < MOST_RIVALS ? page->one->peer_count : MOST_RIVALS;
}

/* What the chart draws: the abnormal changes since the close before day 0, of the share and of its
 * rivals, each by the market model. */
static struct sheet *since_table(const struct page *page)
{
    const struct study_unit *unit = &page->one->unit;
    const size_t columns_count = SINCE_COLUMNS + rival_count(page);
    struct column columns[SINCE_COLUMNS + MOST_RIVALS] = {
        [SINCE_DAY] = {"day"}, [SINCE_DATE] = {"date"}, [SINCE_RAW] = {"raw"}};
    columns[SINCE_CAR].name = "abnormal";
    columns[SINCE_ADJUSTED].name = page->one->has_peer_index ? "peer-adjusted" : "";
    for (size_t k = 0; k < rival_count(page); ++k) {
        columns[SINCE_COLUMNS + k].name = page->one->peers[k].symbol;
    }
    struct sheet *table = sheet_new(page->document, columns, columns_count);
    for (size_t i = 0; i < unit->session_count; ++i) {
        const struct study_session *session = &unit->sessions[i];
        const struct study_session *peer = study_peer_session(page->one, session);
        struct value values[SINCE_COLUMNS + MOST_RIVALS] = {
            [SINCE_DAY] = day(session->day),
            [SINCE_DATE] = value_date(session->date),
            [SINCE_RAW] = percent(session->raw_since.fraction),
            [SINCE_CAR] = percent(session->since.car),
            [SINCE_ADJUSTED] = peer != NULL ? percent(peer->since.car) : value_empty()};
        for (size_t k = 0; k < rival_count(page); ++k) {
            const struct study_session *rival = session_on(&page->one->peers[k], session->date);
            values[SINCE_COLUMNS + k] = rival != NULL ? percent(rival->since.car) : value_absent();
        }
        sheet_row(table, values, columns_count);
    }
    return table;
}

static void add_since_chart(const struct page *page)
{
    enum { OWN = 3 };
    static const char *const names[OWN] = {"abnormal", "raw", "peer-adjusted"};
    static const size_t columns[OWN] = {SINCE_CAR, SINCE_RAW, SINCE_ADJUSTED};
    const struct sheet *table = since_table(page);
    const size_t own = page->one->has_peer_index ? OWN : OWN - 1;
    struct chart_series series[OWN + MOST_RIVALS] = {0};
    for (size_t k = 0; k < own + rival_count(page); ++k) {
        const size_t rival = k - own;
        series[k] = (struct chart_series){
            .name = k < own ? names[k] : page->one->peers[rival].symbol,
            .positions = chart_column(table, SINCE_DAY, PART_NUMBER),
            .values =
                chart_column(table, k < own ? columns[k] : SINCE_COLUMNS + rival, PART_NUMBER),
            .is_context = k >= own};
    }
    const struct chart chart = {
        .kind = CHART_LINES,
        .name = document_format(page->document, "since-%s", page->one->unit.symbol),
        .title = "Change from the close before day 0",
        .band = page->one->peer_count > 0 ? "Grey: abnormal changes of rivals that were not down."
                                          : NULL,
        .x = {.title = "sessions after day 0", .unit = "", .whole_number = true},
        .y = {.title = "change", .unit = ""},
        .series = series,
        .series_count = own + rival_count(page)};
    document_numbers(page->document, table);
    document_chart(page->document, &chart);
}

static void add_recovery(const struct page *page)
{
    const struct study_unit *unit = &page->one->unit;
    const struct value values[] = {
        value_date(unit->recovered), count(unit->recovered_after),
        value_amount(unit->close_before, page->one->currency, &price_style)};
    if (unit->recovery == RECOVERY_DONE) {
        document_note(page->document, 1,
                      "The loss was recovered on {}, {} sessions after day 0: the first close not "
                      "below the one before ({}).",
                      values, 3);
    } else if (unit->recovery == RECOVERY_NOT_YET) {
        document_note(page->document, 1,
                      "The loss had not been recovered by {}, where the prices end.", values, 1);
    } else {
        document_note(page->document, 1, "There was no loss on day 0 to recover.", NULL, 0);
    }
}

static void add_peers(const struct page *page)
{
    static const struct column columns[] = {{"peer", true}, {"raw"}, {"abnormal"},
                                            {"s.e."},       {"t"},   {"p"}};
    struct sheet *table = sheet_new(page->document, columns, 6);
    for (size_t i = 0; i < page->one->peer_count; ++i) {
        const struct study_unit *unit = &page->one->peers[i];
        const struct value values[] = {
            value_text(unit->symbol),         percent(unit->raw.fraction),
            percent(unit->abnormal.fraction), spread(unit->day0_sum.standard_error),
            statistic(unit->day0_sum.t),      probability(unit->day0_sum.p)};
        sheet_row(table, values, 6);
    }
    if (page->one->peer_count > 0) {
        document_heading(page->document, 1,
                         "Rivals that were not down, and may have gained, on day 0", NULL, 0);
        document_table(page->document, table);
    }
}

static void add_case(struct document *document, const struct study_case *one, bool is_only)
{
    static const double millions_from = 0; /* of a share: no market value is less */
    const char *currency = one->currency != NULL ? one->currency : "money";
    const struct page page = {
        .document = document,
        .one = one,
        .is_only = is_only,
        .amounts = amounts_choose(document, currency, one->market_cap_before, millions_from)};
    add_answer(&page);
    add_changes(&page);
    add_day0(&page);
    add_model(&page);
    add_windows(&page);
    add_daily(&page);
    add_since(&page);
    add_since_chart(&page);
    add_recovery(&page);
    add_peers(&page);
}

/* ---- Together -------------------------------------------------------------------------------- */

static void test_row(struct document *document, struct sheet *table,
                     const struct study_tests *tests, const struct event_test *test)
{
    enum { COLUMNS = 5 };
    const struct value window = days(document, tests->days);
    const struct value name = value_text(test->reference);
    char degrees[NUMBER_FIXED_SIZE];
    number_print_grouped(degrees, sizeof degrees, test->degrees, 0);
    const char *law = test->degrees > 0 ? document_format(document, "t(%s)", degrees) : "normal";
    if (test->applies) {
        const struct value values[COLUMNS] = {window, name, statistic(test->statistic),
                                              value_text(law), probability(test->p)};
        sheet_row(table, values, COLUMNS);
    } else {
        sheet_row(table, (struct value[]){window, name, value_text("refused")}, 3);
    }
}

/* The reasons for what is refused, each once. By address: a reason that several windows share is
 * one text of the study. */
static void add_reasons(struct document *document, const blackout_study *study)
{
    for (int k = 0; k < TEST_COUNT; ++k) {
        const char *said = NULL;
        for (size_t i = 0; i < study->test_count; ++i) {
            const struct event_test *test = &study->tests[i].tests[k];
            if (!test->applies && test->reason != said) {
                const struct value values[] = {days(document, study->tests[i].days),
                                               value_text(test->reference),
                                               value_text(test->reason)};
                said = test->reason;
                document_note(document, 1, "{}, {}: {}.", values, 3);
            }
        }
    }
}

static void add_tests(struct document *document, const blackout_study *study)
{
    static const struct column columns[] = {
        {"window", true}, {"test", true}, {"statistic"}, {"law"}, {"p"}};
    struct sheet *table = sheet_new(document, columns, 5);
    const struct value cases = count(study->case_count);
    for (size_t i = 0; i < study->test_count; ++i) {
        for (int k = 0; k < TEST_COUNT; ++k) {
            test_row(document, table, &study->tests[i], &study->tests[i].tests[k]);
        }
    }
    document_heading(document, 1, "All {} together", &cases, 1);
    document_table(document, table);
    add_reasons(document, study);
}

/* Over a single event there is nothing to average. Said, and not left out: who looks for them
 * should find why they are not there. */
static void refuse_tests(struct document *document)
{
    document_heading(document, 1,
                     "Tests over several firms or events (Patell, BMP, Kolari-Pynnonen, Corrado, "
                     "generalised sign) are refused",
                     NULL, 0);
    document_note(document, 1, "with one firm and one event, use t and the exact rank of day 0.",
                  NULL, 0);
}

void report_event_study_page(struct document *document, const void *what)
{
    const blackout_study *study = what;
    document->title = "Event study";
    document->warnings = &study->warnings;
    document->control = &study->control;
    for (size_t i = 0; i < study->case_count; ++i) {
        add_case(document, &study->cases[i], study->case_count == 1);
    }
    if (study->case_count < 2) {
        refuse_tests(document);
    } else {
        add_tests(document, study);
    }
}
