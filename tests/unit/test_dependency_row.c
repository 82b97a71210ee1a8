/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/dependency_row: what a row of dependencies says. Expected: by hand; ends of amounts are
 * exp(-+1.6448536 s), s the spread of the basis (methodology, stage 0), those of shares the same on
 * the logit. */
#include "ingest/dependency_row.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "ingest/share_ranges.h"
#include "ingest/spreads.h"

enum { TEXT_SIZE = 1024 };

static const double z95 = 1.6448536269514722;

/* A row whose cells are empty at first, with room for ranges. */
struct made {
    struct arena arena;
    struct strings strings;
    struct diagnostics diagnostics;
    struct table tables[TABLE_COUNT];
    struct table_context context;
    struct spreads spreads;
    struct dependency_maker maker;
    struct cell cells[2 * MOST_COLUMNS];
    struct row row;
    char said[TEXT_SIZE];
};

static void note(void *user, const blackout_diagnostic *diagnostic)
{
    char *said = user;
    const size_t used = strlen(said);
    snprintf(said + used, TEXT_SIZE - used, "%zu:%zu %s %s: %s\n", diagnostic->line,
             diagnostic->column, diagnostic->field, diagnostic->code, diagnostic->message);
}

static void begin(struct made *made)
{
    *made = (struct made){.diagnostics = {.function = note}};
    made->diagnostics.user = made->said;
    made->context = (struct table_context){.arena = &made->arena,
                                           .strings = &made->strings,
                                           .diagnostics = &made->diagnostics,
                                           .tables = made->tables};
    made->row = (struct row){.cells = made->cells,
                             .column_count = (uint8_t)schema_table(DEPENDENCIES)->column_count,
                             .has_ranges = true,
                             .line = 7};
    made->tables[PLATFORMS] = (struct table){.id = PLATFORMS, .present = true};
    struct table *table = &made->tables[DEPENDENCIES];
    *table = (struct table){.id = DEPENDENCIES, .present = true, .source = "dependencies.csv"};
    for (uint16_t i = 0; i < MOST_COLUMNS; ++i) {
        table->places[i] = (uint16_t)(i + 1);
    }
    assert_int_equal(strings_init(&made->strings, &made->arena), 0);
    spreads_init(&made->spreads);
    dependency_maker_init(&made->maker, table, &made->context, &made->spreads);
}

static void end(struct made *made)
{
    diagnostics_free(&made->diagnostics);
    arena_free(&made->arena);
}

static void set(struct made *made, int column, double number, enum basis basis)
{
    made->cells[column].number = number;
    made->cells[column].given = true;
    made->cells[column].basis = (uint8_t)basis;
}

static void set_text(struct made *made, int column, const char *text)
{
    made->cells[column].text = strings_add(&made->strings, text, strlen(text));
    made->cells[column].given = text[0] != '\0';
}

static void set_range(struct made *made, int column, double low, double high)
{
    made->cells[column].has_range = true;
    made->cells[made->row.column_count + column].range = (struct range){(float)low, (float)high};
}

/* Of each figure its own basis, and of the row the weakest of all that are given. */
static void a_row_rests_on_its_weakest_figure(void **state)
{
    static const int columns[] = {DEPENDENCIES_ANNUAL_REVENUE, DEPENDENCIES_SHARE,
                                  DEPENDENCIES_FIRMS, DEPENDENCIES_FALLBACK_SHARE};
    (void)state;
    for (int weakest = 0; weakest < 4; ++weakest) {
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            static struct made made;
            struct dependency row;
            begin(&made);
            set_text(&made, DEPENDENCIES_FALLBACK, "email");
            for (int i = 0; i < 4; ++i) {
                set(&made, columns[i], 0.5, i == weakest ? (enum basis)basis : BASIS_MEASURED);
            }
            dependency_make(&row, &made.maker, &made.row);
            assert_int_equal(row.basis, basis);
            for (int i = 0; i < 4; ++i) {
                assert_int_equal(row.bases[i], i == weakest ? basis : (int)BASIS_MEASURED);
            }
            made.cells[columns[weakest]].given = false; /* what is not given rests on nothing */
            made.cells[DEPENDENCIES_FALLBACK].given = weakest != 3;
            dependency_make(&row, &made.maker, &made.row);
            assert_int_equal(row.basis, BASIS_MEASURED);
            assert_int_equal(row.bases[weakest], BASIS_COUNT);
            end(&made);
        }
    }
}

/* Firms without a number are one, for certain; so is one that is written down. */
static void figures_have_their_ends(void **state)
{
    static struct made made;
    struct dependency row;
    (void)state;
    begin(&made);
    set_text(&made, DEPENDENCIES_FALLBACK, "email");
    set(&made, DEPENDENCIES_ANNUAL_REVENUE, 2385, BASIS_ASSUMED);
    set(&made, DEPENDENCIES_SHARE, 0.5, BASIS_ASSUMED);
    set(&made, DEPENDENCIES_FIRMS, 3, BASIS_DERIVED);
    set(&made, DEPENDENCIES_FALLBACK_SHARE, 0.25, BASIS_REPORTED);
    dependency_make(&row, &made.maker, &made.row);
    check_close(row.annual_revenue, 2385., 0.0);
    check_close(row.share, 0.5, 0.0);
    check_close(row.firms, 3., 0.0);
    check_close(row.fallback_share, 0.25, 0.0);
    assert_int_equal(row.line, 7);
    assert_false(row.faulty);
    check_close(row.low[DEPENDENCY_REVENUE], exp(-z95 * 0.4), 1e-14);
    check_close(row.high[DEPENDENCY_REVENUE], exp(z95 * 0.4), 1e-14);
    check_close(row.low[DEPENDENCY_FIRMS], exp(-z95 * 0.15), 1e-14);
    check_close(row.high[DEPENDENCY_FIRMS], exp(z95 * 0.15), 1e-14);
    check_close(row.low[DEPENDENCY_FALLBACK_SHARE], 1 / (0.25 + 0.75 * exp(z95 * 0.05)), 1e-14);
    check_close(row.high[DEPENDENCY_FALLBACK_SHARE], 1 / (0.25 + 0.75 * exp(-z95 * 0.05)), 1e-14);
    struct dependency marked = row;
    share_ranges_mark(&marked); /* its own comes with the others of its business */
    check_close(row.low[DEPENDENCY_SHARE], marked.low[DEPENDENCY_SHARE], 0.0);
    set(&made, DEPENDENCIES_FIRMS, 1, BASIS_ASSUMED);
    dependency_make(&row, &made.maker, &made.row);
    check_close(row.low[DEPENDENCY_FIRMS], 1., 0.0);
    check_close(row.high[DEPENDENCY_FIRMS], 1., 0.0);
    made.cells[DEPENDENCIES_FIRMS].given = false;
    dependency_make(&row, &made.maker, &made.row);
    check_close(row.firms, 1., 0.0);
    check_close(row.high[DEPENDENCY_FIRMS], 1., 0.0);
    set(&made, DEPENDENCIES_ANNUAL_REVENUE, 0, BASIS_ASSUMED); /* nothing has no range */
    dependency_make(&row, &made.maker, &made.row);
    check_close(row.low[DEPENDENCY_REVENUE], 1., 0.0);
    check_close(row.high[DEPENDENCY_REVENUE], 1., 0.0);
    end(&made);
}

/* Ranges that are given are taken over the centre, whatever the basis; the next row of a business
 * has the figures of the one before but for its share. */
static void ranges_go_before_the_basis(void **state)
{
    static struct made made;
    struct dependency row;
    struct dependency next;
    (void)state;
    begin(&made);
    set(&made, DEPENDENCIES_ANNUAL_REVENUE, 64, BASIS_ASSUMED);
    set_range(&made, DEPENDENCIES_ANNUAL_REVENUE, 32, 256);
    set(&made, DEPENDENCIES_SHARE, 0.5, BASIS_ASSUMED);
    set_range(&made, DEPENDENCIES_SHARE, 0.25, 0.75);
    set_text(&made, DEPENDENCIES_PLATFORM, "alpha");
    set_text(&made, DEPENDENCIES_CURRENCY, "USD");
    dependency_make(&row, &made.maker, &made.row);
    check_close(row.low[DEPENDENCY_REVENUE], 0.5, 1e-14);
    check_close(row.high[DEPENDENCY_REVENUE], 4., 1e-14);
    check_close(row.low[DEPENDENCY_SHARE], 0.5, 1e-14);
    check_close(row.high[DEPENDENCY_SHARE], 1.5, 1e-14);
    set_text(&made, DEPENDENCIES_PLATFORM, "beta");
    set(&made, DEPENDENCIES_SHARE, 0.125, BASIS_ASSUMED);
    set_range(&made, DEPENDENCIES_SHARE, 0.0625, 0.25);
    made.row.line = 8;
    row.cell = 5;
    dependency_make_next(&next, &row, &made.maker, &made.row);
    assert_int_equal(next.line, 8);
    assert_int_equal(next.cell, 0); /* it has not been looked up */
    assert_int_equal(next.platform, made.cells[DEPENDENCIES_PLATFORM].text);
    assert_int_equal(next.currency, row.currency);
    check_close(next.share, 0.125, 0.0);
    check_close(next.low[DEPENDENCY_SHARE], 0.5, 1e-14);
    check_close(next.high[DEPENDENCY_SHARE], 2., 1e-14);
    check_close(next.high[DEPENDENCY_REVENUE], 4., 1e-14);
    set(&made, DEPENDENCIES_SHARE, 0, BASIS_ASSUMED);
    dependency_make_next(&next, &row, &made.maker, &made.row);
    check_close(next.low[DEPENDENCY_SHARE], 1., 0.0);
    check_close(next.high[DEPENDENCY_SHARE], 1., 0.0);
    end(&made);
}

/* A fallback and its share come together, unless one of them has been refused already. */
static void fallbacks_have_a_share(void **state)
{
    static const struct {
        const char *fallback;
        bool share, refused, faulty;
        const char *part;
    } cases[] = {
        {"email", true, false, false, NULL},
        {"", false, false, false, NULL},
        {"email", false, false, true, "fallback_share is empty, but fallback is not"},
        {"", true, false, true, "fallback is empty, but fallback_share is not"},
        {"email", false, true, false, NULL},
        {"carrier pigeon", true, false, true, "fallback is not known ('carrier pigeon')"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        static struct made made;
        struct dependency row;
        begin(&made);
        set_text(&made, DEPENDENCIES_FALLBACK, cases[i].fallback);
        if (cases[i].share) {
            set(&made, DEPENDENCIES_FALLBACK_SHARE, 0.4, BASIS_MEASURED);
        }
        made.cells[DEPENDENCIES_FALLBACK_SHARE].refused = cases[i].refused;
        dependency_make(&row, &made.maker, &made.row);
        diagnostics_flush(&made.diagnostics);
        assert_int_equal(row.faulty, cases[i].faulty);
        if (cases[i].part != NULL) {
            assert_non_null(strstr(made.said, cases[i].part));
        } else {
            assert_string_equal(made.said, "");
        }
        end(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_rests_on_its_weakest_figure),
        cmocka_unit_test(figures_have_their_ends),
        cmocka_unit_test(ranges_go_before_the_basis),
        cmocka_unit_test(fallbacks_have_a_share),
    };
    return cmocka_run_group_tests_name("dependency_row", tests, NULL, NULL);
}
