/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event study for people: for each share the answer, the tables and what they prove; then the
 * tests of all together, and the warnings. */
#include "core/number.h"
#include "report/event_study.h"
#include "report/text_table.h"

struct page {
    struct writer writer;
    struct arena arena;
    const blackout_study *study;
};

/* ---- Figures --------------------------------------------------------------------------------- */

static const char *or_blank(const char *text)
{
    return text != NULL ? text : "";
}

static const char *percent(struct page *page, double fraction)
{
    return or_blank(arena_format(&page->arena, "%s%s %%", fraction > 0 ? "+" : "",
                                 text_number(&page->arena, 100 * fraction, 3)));
}

/* Of what has no sign: a standard error. */
static const char *spread(struct page *page, double fraction)
{
    return or_blank(
        arena_format(&page->arena, "%s %%", text_number(&page->arena, 100 * fraction, 3)));
}

static const char *money(struct page *page, const struct study_change *change)
{
    static const double million = 1e6;
    return change->has_money ? text_number(&page->arena, change->money / million, 1) : "-";
}

static const char *number(struct page *page, double value, int decimals)
{
    return text_number(&page->arena, value, decimals);
}

/* Four places, and never 0. */
static const char *probability(struct page *page, double p)
{
    static const double smallest = 0.00005;
    return p < smallest ? "<0.0001" : text_number(&page->arena, p, 4);
}

static const char *date(struct page *page, instant value)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_date(text, value);
    return or_blank(arena_format(&page->arena, "%s", text));
}

/* 0 has no sign. */
static const char *day(struct page *page, int value)
{
    return or_blank(arena_format(&page->arena, value == 0 ? "%d" : "%+d", value));
}

static const char *days(struct page *page, struct day_range range)
{
    return or_blank(
        arena_format(&page->arena, "[%s,%s]", day(page, range.first), day(page, range.last)));
}

/* ---- One share ------------------------------------------------------------------------------- */

static void put_answer(struct page *page, const struct study_case *one)
{
    const struct study_unit *unit = &one->unit;
    struct writer *writer = &page->writer;
    writer_put(writer, unit->symbol);
    if (one->event != NULL) {
        writer_format(writer, ", %s", one->event);
    }
    writer_format(writer, ": %s on %s", percent(page, unit->raw.fraction), date(page, unit->day0));
    if (unit->has_market) {
        writer_format(writer, " (%s %s)", one->index, percent(page, unit->market));
    }
    writer_format(writer, "; abnormal %s, t %s; rank %zu of %zu",
                  percent(page, unit->abnormal.fraction), number(page, unit->day0_sum.t, 3),
                  unit->rank.rank, unit->rank.of);
    if (one->has_peer_index) {
        writer_format(writer, "; beside its peers %s, t %s",
                      percent(page, one->peer_index.abnormal.fraction),
                      number(page, one->peer_index.day0_sum.t, 3));
    }
    writer_put(writer, ".\n");
    writer_put(writer, or_blank(one->verdict));
    writer_put(writer, "\n");
}

static void change_row(struct page *page, struct text_table *table, const char *name,
                       const struct study_change *change, const struct abnormal_window *sum)
{
    const char *fields[6] = {name, percent(page, change->fraction), money(page, change)};
    if (sum != NULL) {
        fields[3] = spread(page, sum->standard_error);
        fields[4] = number(page, sum->t, 3);
        fields[5] = probability(page, sum->p);
    }
    text_table_row(table, fields, 6);
}

static const char *money_heading(struct page *page, const struct study_case *one)
{
    return or_blank(
        arena_format(&page->arena, "M %s", one->currency != NULL ? one->currency : "money"));
}

static void put_changes(struct page *page, const struct study_case *one)
{
    const struct study_unit *unit = &one->unit;
    const char *header[] = {"day 0", "change", money_heading(page, one), "s.e.", "t", "p"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 6, 1);
    change_row(page, &table, "raw", &unit->raw, NULL);
    change_row(page, &table, "explained by the model", &unit->expected, NULL);
    change_row(page, &table, "abnormal", &unit->abnormal, &unit->day0_sum);
    if (one->has_peer_index) {
        change_row(page, &table, "peer-adjusted: rivals in the model", &one->peer_index.abnormal,
                   &one->peer_index.day0_sum);
    }
    if (one->has_less_peer_mean) {
        change_row(page, &table, "abnormal less the rivals' mean", &one->less_peer_mean, NULL);
    }
    writer_put(&page->writer, "\n");
    text_table_write(&table, &page->writer);
    writer_format(&page->writer, "  Day 0 is %s.\n", one->day0_rule);
    writer_format(
        &page->writer,
        "  The abnormal change has rank %zu of %zu days, from the lowest (exact two-sided p "
        "%s).\n",
        unit->rank.rank, unit->rank.of, probability(page, unit->rank.p));
    if (one->has_market_cap) {
        writer_format(&page->writer, "  Market value at the close before: %s M (%s).\n",
                      number(page, one->market_cap_before / 1e6, 1), one->market_cap_source);
    }
}

static void put_model(struct page *page, const struct study_unit *unit)
{
    static const char *const names[OLS_MOST_TERMS] = {"alpha", "beta", "gamma (peers)"};
    const struct study_estimation *estimation = &unit->estimation;
    writer_format(&page->writer, "  Model %s over %zu returns, %s to %s:", unit->model,
                  estimation->days, date(page, estimation->first), date(page, estimation->last));
    for (size_t i = 0; i < estimation->terms; ++i) {
        writer_format(&page->writer, " %s %s,", names[i],
                      number(page, estimation->coefficients[i], 6));
    }
    writer_format(&page->writer, " residual s.d. %s, %s degrees of freedom.\n",
                  spread(page, estimation->residual_sd), number(page, estimation->degrees, 0));
}

static void put_windows(struct page *page, const struct study_case *one)
{
    const char *header[] = {"window", "CAR", money_heading(page, one), "s.e.", "t", "p"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 6, 1);
    for (size_t i = 0; i < one->unit.window_count; ++i) {
        const struct study_window *window = &one->unit.windows[i];
        if (window->covered) {
            change_row(page, &table, days(page, window->days), &window->change, &window->sum);
        } else {
            const char *fields[] = {days(page, window->days), "not covered"};
            text_table_row(&table, fields, 2);
        }
    }
    writer_put(&page->writer, "\nCumulative abnormal returns\n");
    text_table_write(&table, &page->writer);
}

enum { PLAIN_COLUMNS = 7, PEER_COLUMNS = 10 }; /* the last three are for the peers in the model */

/* Each day's own change; money is of the market value at the session before. */
static void put_daily(struct page *page, const struct study_case *one)
{
    const char *money_name = money_heading(page, one);
    const char *header[PEER_COLUMNS] = {"day",           "date",     "close",    "index",
                                        "raw",           money_name, "abnormal", money_name,
                                        "peer-adjusted", money_name};
    size_t columns = one->has_peer_index ? PEER_COLUMNS : PEER_COLUMNS - 2;
    struct text_table table;
    text_table_init(&table, &page->arena, header, columns, 0);
    for (size_t i = 0; i < one->unit.session_count; ++i) {
        const struct study_session *session = &one->unit.sessions[i];
        const struct study_session *peer = study_peer_session(one, session);
        const char *fields[PEER_COLUMNS] = {
            day(page, session->day),
            date(page, session->date),
            number(page, session->close, 2),
            session->has_market ? percent(page, session->market) : "-",
            percent(page, session->raw.fraction),
            money(page, &session->raw),
            percent(page, session->abnormal.fraction),
            money(page, &session->abnormal),
            peer != NULL ? percent(page, peer->abnormal.fraction) : "-",
            peer != NULL ? money(page, &peer->abnormal) : "-"};
        text_table_row(&table, fields, columns);
    }
    writer_put(&page->writer, "\nSession by session, each from the one before\n");
    text_table_write(&table, &page->writer);
}

/* The changes added up; money is of the market value before day 0. */
static void put_since(struct page *page, const struct study_case *one)
{
    const char *money_name = money_heading(page, one);
    const char *header[PEER_COLUMNS] = {"day",  "date",    "raw",      money_name,
                                        "CAR",  "s.e.",    money_name, "peer-adjusted",
                                        "s.e.", money_name};
    size_t columns = one->has_peer_index ? PEER_COLUMNS : PLAIN_COLUMNS;
    struct text_table table;
    text_table_init(&table, &page->arena, header, columns, 0);
    for (size_t i = 0; i < one->unit.session_count; ++i) {
        const struct study_session *session = &one->unit.sessions[i];
        const struct study_session *peer = study_peer_session(one, session);
        const char *fields[PEER_COLUMNS] = {day(page, session->day),
                                            date(page, session->date),
                                            percent(page, session->raw_since.fraction),
                                            money(page, &session->raw_since),
                                            percent(page, session->since.car),
                                            spread(page, session->since.standard_error),
                                            money(page, &session->cumulative),
                                            peer != NULL ? percent(page, peer->since.car) : "-",
                                            peer != NULL ? spread(page, peer->since.standard_error)
                                                         : "-",
                                            peer != NULL ? money(page, &peer->cumulative) : "-"};
        text_table_row(&table, fields, columns);
    }
    writer_put(&page->writer, "\nFrom the close before day 0 on\n");
    text_table_write(&table, &page->writer);
}

static void put_recovery(struct page *page, const struct study_unit *unit)
{
    if (unit->recovery == RECOVERY_DONE) {
        writer_format(
            &page->writer,
            "  The loss was made good on %s, %zu sessions after day 0: the first close not "
            "below the one before (%s).\n",
            date(page, unit->recovered), unit->recovered_after,
            number(page, unit->close_before, 2));
    } else if (unit->recovery == RECOVERY_NOT_YET) {
        writer_format(&page->writer, "  The loss was not made good by %s, where the prices end.\n",
                      date(page, unit->recovered));
    } else {
        writer_put(&page->writer, "  There was no loss on day 0 to be made good.\n");
    }
}

static void put_peers(struct page *page, const struct study_case *one)
{
    static const char *const header[] = {"peer", "raw", "abnormal", "s.e.", "t", "p"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 6, 1);
    for (size_t i = 0; i < one->peer_count; ++i) {
        const struct study_unit *unit = &one->peers[i];
        const char *fields[] = {unit->symbol,
                                percent(page, unit->raw.fraction),
                                percent(page, unit->abnormal.fraction),
                                spread(page, unit->day0_sum.standard_error),
                                number(page, unit->day0_sum.t, 3),
                                probability(page, unit->day0_sum.p)};
        text_table_row(&table, fields, 6);
    }
    if (one->peer_count > 0) {
        writer_put(&page->writer, "\nRivals that were not down, and may have gained, on day 0\n");
        text_table_write(&table, &page->writer);
    }
}

/* ---- Together -------------------------------------------------------------------------------- */

static void put_test(struct page *page, struct text_table *table, const struct study_tests *tests,
                     const struct event_test *test)
{
    const char *law =
        test->degrees > 0
            ? or_blank(arena_format(&page->arena, "t(%s)", number(page, test->degrees, 0)))
            : "normal";
    const char *fields[] = {days(page, tests->days), test->reference,
                            test->applies ? number(page, test->statistic, 3) : "refused",
                            test->applies ? law : "",
                            test->applies ? probability(page, test->p) : ""};
    text_table_row(table, fields, 5);
}

/* The reasons for what is refused, each once. */
static void put_reasons(struct page *page)
{
    const blackout_study *study = page->study;
    for (int k = 0; k < TEST_COUNT; ++k) {
        const char *told = NULL;
        for (size_t i = 0; i < study->test_count; ++i) {
            const struct event_test *test = &study->tests[i].tests[k];
            if (!test->applies && test->reason != told) {
                told = test->reason;
                writer_format(&page->writer, "  %s, %s: %s.\n", days(page, study->tests[i].days),
                              test->reference, told);
            }
        }
    }
}

static void put_tests(struct page *page)
{
    static const char *const header[] = {"window", "test", "statistic", "law", "p"};
    const blackout_study *study = page->study;
    struct text_table table;
    if (study->case_count < 2) {
        writer_put(&page->writer, "\nTests over several firms or events (Patell, BMP, "
                                  "Kolari-Pynnonen, Corrado, generalised sign) are refused:\n  one "
                                  "firm at one event; t and the exact rank of day 0 say it.\n");
        return;
    }
    text_table_init(&table, &page->arena, header, 5, 2);
    for (size_t i = 0; i < study->test_count; ++i) {
        for (int k = 0; k < TEST_COUNT; ++k) {
            put_test(page, &table, &study->tests[i], &study->tests[i].tests[k]);
        }
    }
    writer_format(&page->writer, "\nAll %zu together\n", study->case_count);
    text_table_write(&table, &page->writer);
    put_reasons(page);
}

static void put_warnings(struct page *page)
{
    const blackout_study *study = page->study;
    if (study->warnings.count > 0) {
        writer_put(&page->writer, "\nWarnings\n");
    }
    for (size_t i = 0; i < study->warnings.count; ++i) {
        writer_format(&page->writer, "  %s: %s.\n", study->warnings.items[i].where,
                      study->warnings.items[i].message);
    }
}

blackout_status report_event_study_text(const blackout_study *study, blackout_sink *sink,
                                        void *user, blackout_error *error)
{
    struct page page = {.study = study};
    writer_init(&page.writer, sink, user);
    for (size_t i = 0; i < study->case_count; ++i) {
        const struct study_case *one = &study->cases[i];
        writer_put(&page.writer, i > 0 ? "\n\n" : "");
        put_answer(&page, one);
        put_changes(&page, one);
        put_model(&page, &one->unit);
        put_windows(&page, one);
        put_daily(&page, one);
        put_since(&page, one);
        put_recovery(&page, &one->unit);
        put_peers(&page, one);
    }
    put_tests(&page);
    put_warnings(&page);
    arena_free(&page.arena);
    return writer_finish(&page.writer, error);
}
