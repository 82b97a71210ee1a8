/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/price_series: both layouts, alignment, gaps, splits. */
#include "ingest/price_files.h"
#include "market/price_returns.h"

#include "collisions.h"
#include "package.h"

static const blackout_run_options printing = {.size = sizeof printing,
                                              .diagnostic = package_print_diagnostic};

static blackout_status read_text(struct price_book *book, const char *name, const char *text,
                                 const blackout_run_options *options, blackout_error *error)
{
    struct package_folder folder;
    char path[256];
    package_make(&folder);
    package_write(&folder, name, text);
    package_file(path, &folder, name);
    blackout_status status = price_book_read(book, path, options, error);
    package_remove(&folder);
    return status;
}

static void add(struct price_book *book, const char *name, const char *text)
{
    blackout_error error = {0};
    check_ok(read_text(book, name, text, &printing, &error), &error);
}

static instant day(const char *text)
{
    instant value;
    assert_true(calendar_parse_instant(&value, NULL, text, strlen(text)));
    return value;
}

static void init(struct price_book *book, struct arena *arena)
{
    blackout_error error;
    check_ok(price_book_init(book, arena, &error), &error);
}

static void reads_both_layouts(void **state)
{
    struct arena arena = {0};
    struct price_book book;
    (void)state;
    init(&book, &arena);
    add(&book, "prices_A.csv",
        "Date,Open,High,Low,Close,Adj Close,Volume\n"
        "2021-10-04,1,1,1,326.23,163.1,99\n2021-10-01,1,1,1,343.01,171.5,98\n");
    add(&book, "B.csv", "Date,Close\n2021-10-01,2.3851\n");
    add(&book, "many.csv",
        "date,symbol,close,adj_close\n2021-10-01,C,7.13,\n2021-10-01,D,1.377,1.3\n"
        "2021-10-04,C,7.21,7.2\n");
    assert_int_equal(book.count, 4);
    assert_int_equal(book.input_count, 3);
    const struct price_series *a = price_book_find(&book, "A");
    assert_non_null(a);
    assert_int_equal(a->count, 2);
    assert_true(a->points[0].date == day("2021-10-01"));
    check_close(price_series_ratio(a, 0, 1), 163.1 / 171.5, 1e-15);
    const struct price_series *c = price_book_find(&book, "C");
    check_near(c->points[0].adjusted, 0, 0);
    check_close(price_series_ratio(c, 0, 1), 7.21 / 7.13, 1e-15); /* one close is not adjusted */
    assert_null(price_book_find(&book, "E"));
    assert_ptr_equal(price_book_find(&book, "^A"), a);
    assert_int_equal(price_series_from(a, day("2021-10-02")), 1);
    assert_int_equal(price_series_from(a, day("2021-10-05")), 2);
    arena_free(&arena);
}

/* A symbol may go on in a second file; a day may stand twice, with one price. */
static void joins_files_of_one_symbol(void **state)
{
    struct arena arena = {0};
    struct price_book book;
    blackout_error error = {0};
    (void)state;
    init(&book, &arena);
    add(&book, "A.csv", "Date,Close\n2021-10-01,3\n2021-10-04,4\n");
    add(&book, "prices_A.csv", "Date,Close\n2021-10-04,4\n2021-10-05,5\n");
    assert_int_equal(price_book_find(&book, "A")->count, 3);
    check_fails(read_text(&book, "A.csv", "Date,Close\n2021-10-05,5.1\n", NULL, &error),
                BLACKOUT_ERROR_INPUT, &error);
    check_contains(error.message, "two prices on 2021-10-05");
    arena_free(&arena);
}

static void refuses_faulty_files(void **state)
{
    static const char *const wrong[] = {
        "Date,Close\n2021-10-01,\n",          "Date,Close\n2021-10-01,null\n",
        "Date,Close\n2021-10-01,0\n",         "Date,Close\n2021-10-01,-1\n",
        "Date,Close\n10/01/2021,5\n",         "Date,Close\n2021-10-01T16:00Z,5\n",
        "Date,Open\n2021-10-01,5\n",          "",
        "date,symbol,close\n2021-10-01,A,x\n"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        struct arena arena = {0};
        struct price_book book;
        blackout_error error = {0};
        init(&book, &arena);
        check_fails(read_text(&book, "A.csv", wrong[i], NULL, &error), BLACKOUT_ERROR_INPUT,
                    &error);
        assert_string_equal(error.source, "A.csv");
        arena_free(&arena);
    }
    struct arena arena = {0};
    struct price_book book;
    blackout_error error = {0};
    init(&book, &arena);
    check_fails(price_book_read(&book, "/nowhere/A.csv", NULL, &error), BLACKOUT_ERROR_IO, &error);
    arena_free(&arena);
}

/* Expected: by hand. B lacks the 5th; the 9th and 10th are a weekend that both files filled in, the
 * 13th a holiday that both filled in. */
static void aligns_on_common_days(void **state)
{
    struct arena arena = {0};
    struct price_book book;
    struct price_returns returns;
    blackout_error error;
    (void)state;
    init(&book, &arena);
    add(&book, "A.csv",
        "Date,Close\n2021-09-30,90\n2021-10-04,100\n2021-10-05,110\n2021-10-06,121\n"
        "2021-10-08,121\n2021-10-09,121\n2021-10-10,121\n2021-10-12,133.1\n2021-10-13,133.1\n");
    add(&book, "B.csv",
        "Date,Close\n2021-10-04,50\n2021-10-06,55\n2021-10-08,66\n2021-10-09,66\n2021-10-10,66\n"
        "2021-10-12,33\n2021-10-13,33\n2021-10-14,44\n");
    struct price_selection two = {
        .series = {price_book_find(&book, "A"), price_book_find(&book, "B")}, .count = 2};
    check_ok(price_returns_align(&returns, &arena, &two, &error), &error);
    assert_int_equal(returns.count, 4);
    assert_true(returns.dates[1] == day("2021-10-06"));
    check_close(returns.returns[0][1], 0.21, 1e-12); /* over the gap, in both */
    check_close(returns.returns[1][1], 0.1, 1e-12);
    check_near(returns.returns[0][2], 0, 0);
    check_close(returns.returns[1][3], -0.5, 1e-12);
    assert_int_equal(returns.at[3], 7);
    assert_int_equal(returns.gap_count, 1);
    assert_string_equal(returns.gaps[0].symbol, "B");
    assert_true(returns.gaps[0].date == day("2021-10-05"));
    assert_int_equal(returns.still_days, 3);
    assert_true(returns.first_still_day == day("2021-10-09"));
    assert_int_equal(price_returns_from(&returns, day("2021-10-07")), 2);
    two.kind = RETURN_LOG;
    check_ok(price_returns_align(&returns, &arena, &two, &error), &error);
    check_close(returns.returns[0][1], log(1.21), 1e-12);
    two.count = MOST_ALIGNED + 1;
    check_fails(price_returns_align(&returns, &arena, &two, &error), BLACKOUT_ERROR_USAGE, &error);
    arena_free(&arena);
}

static bool split_between(double before, double behind, double *factor)
{
    struct price_point points[] = {{.date = 0, .close = before}, {.date = 86400, .close = behind}};
    struct price_series series = {.symbol = "A", .points = points, .count = 2};
    struct price_split split = {0};
    bool found = price_series_split(&split, &series, 0, 1);
    *factor = split.factor;
    return found;
}

/* Expected: ln of the ratio within 0.1 of that of a split, since the share moves on that day too;
 * beyond 5 whole numbers stand so near that every factor is one. */
static void sees_likely_splits(void **state)
{
    static const double factors[] = {2, 3, 4, 5, 10, 20};
    double found;
    (void)state;
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; ++i) {
        for (double off = -0.0995; off < 0.1; off += 0.0331) {
            assert_true(split_between(23.85, 23.85 * factors[i] * exp(off), &found));
            check_near(found, factors[i], 0.0);
            assert_true(split_between(23.85, 23.85 / factors[i] * exp(off), &found));
            check_near(found, factors[i], 0.0);
        }
    }
    assert_true(split_between(23.85, 23.85 * 7, &found));
    check_near(found, 7.0, 0.0);
    for (size_t i = 0; i < 2; ++i) {
        assert_false(split_between(23.85, 23.85 * factors[i] * exp(0.11), &found));
        assert_false(split_between(23.85, 23.85 / factors[i] * exp(-0.11), &found));
    }
    assert_false(split_between(100, 63, &found)); /* a crash */
    assert_false(split_between(100, 38, &found));
    assert_false(split_between(100, 160, &found));
}

static void sees_constant_prices(void **state)
{
    struct price_point points[] = {{.close = 5}, {.close = 5}, {.close = 5.0001}};
    struct price_series series = {.symbol = "A", .points = points, .count = 3};
    (void)state;
    assert_true(price_series_is_constant(&series, 0, 1));
    assert_false(price_series_is_constant(&series, 0, 2));
}

static uint64_t hash_of_symbol(uint32_t number)
{
    char symbol[16];
    return string_hash(0, symbol, (size_t)snprintf(symbol, sizeof symbol, "S%u", number));
}

/* With and without the caret of an index a symbol is the same; another of its hash is not. */
static void symbols_of_one_hash_are_two(void **state)
{
    struct arena arena = {0};
    struct price_book book;
    char symbols[2][16];
    uint32_t pair[2];
    (void)state;
    init(&book, &arena);
    collision_find(pair, hash_of_symbol);
    for (int i = 0; i < 2; ++i) {
        snprintf(symbols[i], sizeof symbols[i], "^S%u", pair[i]);
        assert_null(price_book_find(&book, symbols[i] + 1));
        assert_null(price_book_series(&book, symbols[i]));
        assert_non_null(price_book_add(&book, symbols[i]));
    }
    for (int i = 0; i < 2; ++i) {
        assert_ptr_equal(price_book_find(&book, symbols[i] + 1), &book.series[i]);
        assert_ptr_equal(price_book_find(&book, symbols[i]), &book.series[i]);
        assert_ptr_equal(price_book_series(&book, symbols[i]), &book.series[i]);
        assert_null(price_book_series(&book, symbols[i] + 1));
    }
    assert_non_null(price_book_add(&book, symbols[0] + 1)); /* spelt so it goes first */
    assert_ptr_equal(price_book_find(&book, symbols[0] + 1), &book.series[2]);
    assert_ptr_equal(price_book_find(&book, symbols[0]), &book.series[0]);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_both_layouts),          cmocka_unit_test(joins_files_of_one_symbol),
        cmocka_unit_test(refuses_faulty_files),        cmocka_unit_test(aligns_on_common_days),
        cmocka_unit_test(sees_likely_splits),          cmocka_unit_test(sees_constant_prices),
        cmocka_unit_test(symbols_of_one_hash_are_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
