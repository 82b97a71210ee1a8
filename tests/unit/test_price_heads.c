/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/price_heads, price_layouts, price_files: which prices of which share are read from a file
 * as vendors write it. Expected: the rows of the file, by symbol and date, its close and its
 * adjusted close (0: none); what is refused, at its line. */
#include "ingest/price_files.h"

#include "tables/dataset.h"
#include "messages.h"

struct price_case {
    const char *file;
    const char *text;
    const char *expected;
};

static const struct price_case cases[] = {
    /* yfinance: names and shares in either order, one share or several */
    {"A.csv", "Price,Close,High\nTicker,X,X\nDate,,\n2021-10-01,3,9\n2021-10-04,4,9\n",
     "A 2021-10-01 3/0 2021-10-04 4/0\n"},
    {"A.csv", "Ticker,X,X\nPrice,Open,Close\nDate,,\n2021-10-01,9,3\n", "A 2021-10-01 3/0\n"},
    {"A.csv", ",Adj Close,Close\n,X,X\nDate,,\n2021-10-01,2,3\n", "A 2021-10-01 3/2\n"},
    {"A.csv", "Price;Close;High\nTicker;X;X\nDate;;\n2021-10-01;3;9\n", "A 2021-10-01 3/0\n"},
    {"A.csv", "Date,Close,Close\n,X,Y\n2021-10-01,3,4\n", "X 2021-10-01 3/0\nY 2021-10-01 4/0\n"},
    {"A.csv",
     "Price,Close,Close,Adj Close,Adj Close\nTicker,X,Y,X,Y\nDate,,,,\n2021-10-01,3,4,2.5,3.5\n",
     "X 2021-10-01 3/2.5\nY 2021-10-01 4/3.5\n"},
    {"A.csv", "Ticker,X,Y,Z\nPrice,Close,Close,Close\nDate,,,\n2021-10-01,3,4,5\n",
     "X 2021-10-01 3/0\nY 2021-10-01 4/0\nZ 2021-10-01 5/0\n"},
    {"A.csv", "Date,Close,Close\n,X,VANGUARD-TOTAL-MARKET-ETF\n2021-10-01,3,4\n",
     "X 2021-10-01 3/0\nVANGUARD-TOTAL-MARKET-ETF 2021-10-01 4/0\n"},
    /* the third line is not Date alone, a share is a number, a name is none */
    {"A.csv", "Price,Close,High\nTicker,X,X\nDate,,x\n2021-10-01,3,9\n",
     "A.csv:1:1 missing_column"},
    {"A.csv", "Price,Close,High\nTicker,X,5\nDate,,\n2021-10-01,3,9\n", "A.csv:1:1 missing_column"},
    {"A.csv", "Price,Close,Colour\nTicker,X,X\nDate,,\n2021-10-01,3,9\n",
     "A.csv:1:1 missing_column"},
    {"A.csv", "Price,Close,\nTicker,X,X\nDate,,\n2021-10-01,3,9\n", "A.csv:1:1 missing_column"},
    {"A.csv", "Price,Close,High\nTicker,X,\nDate,,\n2021-10-01,3,9\n", "A.csv:1:1 missing_column"},
    {"A.csv", "Price,Close\nTicker,X\n", "A.csv:1:1 missing_column"},
    {"A.csv", "Date\n\n2021-10-01\n", "A.csv:1:1 missing_column"},
    {"A.csv", "Date\n,X\n2021-10-01,3\n", "A.csv:1:1 missing_column A.csv:2:2 bad_width"},
    {"A.csv", "Date,Close\n\n2021-10-01,3\n", "A 2021-10-01 3/0\n"},
    /* FRED: the series has its own name; days without a value */
    {"A.csv", "observation_date,SP500\n2021-10-01,3\n2021-10-04,.\n2021-10-05,\n2021-10-06,4\n",
     "A 2021-10-01 3/0 2021-10-06 4/0\n"},
    {"A.csv", "DATE,SP500\n2021-10-01,3\n2021-10-04,.\n", "A 2021-10-01 3/0\n"},
    {"A.csv", "DATE,Close\n2021-10-01,3\n2021-10-04,4\n", "A 2021-10-01 3/0 2021-10-04 4/0\n"},
    {"A.csv", "observation_date,SP500,DJIA\n2021-10-01,3,4\n", "A.csv:1:1 missing_column"},
    {"A.csv", "Date,SP500\n2021-10-01,3\n", "A.csv:1:1 missing_column"},
    /* one share for each row; a symbol beside nothing that is a date is a note */
    {"A.csv", "date,symbol,close\n2021-10-01,X,3\n2021-10-01,Y,4\n2021-10-04,X,5\n",
     "X 2021-10-01 3/0 2021-10-04 5/0\nY 2021-10-01 4/0\n"},
    {"A.csv", "Ticker;Date;Close\nX;2021-10-01;3\n", "X 2021-10-01 3/0\n"},
    {"A.csv", "Date,Close,Volume\n2021-10-04,4,9\n2021-10-01,3,9\n",
     "A 2021-10-01 3/0 2021-10-04 4/0\n"},
    {"A.csv", "Date,Last\n2021-10-01,3\n", "A 2021-10-01 3/0\n"},
    {"A.csv", "Date,Last,Close\n2021-10-01,3,4\n", "A 2021-10-01 4/0\n"},
    {"A.csv", "Date,Close,Last\n2021-10-01,4,3\n", "A 2021-10-01 4/0\n"},
    {"A.csv", "Data,Zamkniecie\n2021-10-01,3\n", "A 2021-10-01 3/0\n"},
    {"A.csv",
     "Date,Close Close price adjusted for splits,Adj Close Adjusted close price\n"
     "2021-10-01,3,2\n",
     "A 2021-10-01 3/2\n"},
    /* notes among the rows: payments, and the vendor's last line */
    {"A.csv", "Date,Open,Close\n2021-10-01,9,3\n2021-10-04,0.5 Dividend,\n2021-10-05,9,4\n",
     "A 2021-10-01 3/0 2021-10-05 4/0\n"},
    {"A.csv", "Date,Open,Close\n2021-10-01,9,3\n2021-10-04,2:1 Stock Splits,\n",
     "A 2021-10-01 3/0\n"},
    {"A.csv", "Date,Open,Close\n2021-10-01,9,3\n2021-10-04,0.5 Gift,\n", "A.csv:3:3 bad_value"},
    {"A.csv", "Date,Close\n2021-10-01,3\n\"Downloaded from Barchart.com as of 10-05-2021\"\n",
     "A 2021-10-01 3/0\n"},
    {"A.csv", "Date,Close\n2021-10-01,3\nDownloaded from somewhere\n", "A.csv:3:1 bad_width"},
    /* names of files */
    {"prices_X.csv", "Date,Close\n2021-10-01,3\n", "X 2021-10-01 3/0\n"},
    {"prices_X.TXT", "Date,Close\n2021-10-01,3\n", "X 2021-10-01 3/0\n"},
    {"Prices_x2.CSV", "Date,Close\n2021-10-01,3\n", "x2 2021-10-01 3/0\n"},
    {"X.Y.tsv", "Date\tClose\n2021-10-01\t3\n", "X.Y 2021-10-01 3/0\n"},
    {"X.dat", "Date,Close\n2021-10-01,3\n", "X.dat 2021-10-01 3/0\n"},
    {"prices_.csv", "Date,Close\n2021-10-01,3\n", "prices_ 2021-10-01 3/0\n"},
    {".csv", "Date,Close\n2021-10-01,3\n", ".csv 2021-10-01 3/0\n"},
    {"prices_X", "Date,Close\n2021-10-01,3\n", "X 2021-10-01 3/0\n"},
    /* days */
    {"A.csv", "Date,Close\n2021-10-01,3\n2021-10-01,3\n", "A 2021-10-01 3/0\n"},
    {"A.csv", "Date,Close,Adj Close\n2021-10-01,3,2\n2021-10-01,3,1\n",
     "A.csv:3:1 A has two prices on 2021-10-01 ('3' and '3'); keep one per day"},
    {"A.csv", "Date,Close\n2021-10-04,4\n2021-10-01,3\n2021-10-01,5\n",
     "A.csv:4:1 A has two prices on 2021-10-01 ('3' and '5'); keep one per day"},
    {"A.csv", "Date,Close\n2021-10-01,3\n2021-10-04T16:00Z,4\n", "A.csv:3:1 bad_value"},
    {"A.csv", "date,symbol,close\n2021-10-01T16:00Z,X,3\n", "A.csv:2:1 bad_value"},
    {"A.csv", "Date,Close\n2021-10-01 00:00,3\n2021-10-04T00:00-04:00,4\n",
     "A 2021-10-01 3/0 2021-10-04 4/0\n"},
};

static void tell(void *user, const blackout_diagnostic *diagnostic)
{
    struct caught *caught = user;
    char text[256];
    if (diagnostic->severity == BLACKOUT_FAULT) {
        const int length =
            snprintf(text, sizeof text, "%s%s:%zu:%zu %s", caught->text != NULL ? " " : "",
                     diagnostic->source, diagnostic->line, diagnostic->column, diagnostic->code);
        assert_int_equal(catch_bytes(caught, text, (size_t)length), 0);
    }
}

static void add_text(struct caught *caught, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert_int_equal(catch_bytes(caught, text, (size_t)length), 0);
}

static void list_series(struct caught *caught, const struct price_book *book)
{
    for (size_t i = 0; i < book->count; ++i) {
        const struct price_series *series = &book->series[i];
        add_text(caught, "%s", series->symbol);
        for (size_t k = 0; k < series->count; ++k) {
            char date[CALENDAR_TEXT_SIZE];
            calendar_print_date(date, series->points[k].date);
            add_text(caught, " %s %g/%g", date, series->points[k].close,
                     series->points[k].adjusted);
        }
        add_text(caught, "\n");
    }
}

/* What is read of the file, or the first fault, or the error's message. */
static void read_prices(struct caught *caught, const char *path)
{
    struct arena arena = {0};
    struct price_book book;
    blackout_error error = {0};
    const blackout_run_options options = {
        .size = sizeof options, .diagnostic = tell, .user = caught};
    check_ok(price_book_init(&book, &arena, &error), &error);
    if (price_book_read(&book, path, &options, &error) == BLACKOUT_OK) {
        list_series(caught, &book);
    } else if (caught->text == NULL) {
        add_text(caught, "%s:%zu:%zu %s", error.source, error.line, error.column, error.message);
    } else { /* each fault has its place */
        assert_non_null(strstr(error.message, " in the prices"));
        assert_int_equal(error.line, 0);
        assert_int_equal(error.column, 0);
    }
    arena_free(&arena);
}

static void prices_are_read_as_vendors_write_them(void **state)
{
    struct package_folder folder;
    size_t wrong = 0;
    (void)state;
    package_make(&folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct caught caught = {0};
        char path[256];
        package_file(path, &folder, cases[i].file);
        package_write_as_is(&folder, cases[i].file, cases[i].text);
        read_prices(&caught, path);
        package_drop(&folder, cases[i].file);
        if (caught.text == NULL || strcmp(caught.text, cases[i].expected) != 0) {
            print_error("of %s\n%s\nis read\n%s\n", cases[i].file, cases[i].text, caught.text);
            ++wrong;
        }
        free(caught.text);
    }
    package_remove(&folder);
    assert_int_equal(wrong, 0);
}

/* The Kth share of a file has the close K. The most columns that a file may have are 256. */
static void every_share_of_a_wide_file_is_read(void **state)
{
    enum { SHARES = 255 };
    struct package_folder folder;
    struct caught file = {0};
    struct caught expected = {0};
    struct caught read = {0};
    char path[256];
    (void)state;
    add_text(&file, "Price");
    for (int line = 0; line < 4; ++line) {
        static const char *const firsts[] = {"", "\nTicker", "\nDate", "\n2021-10-01"};
        add_text(&file, "%s", firsts[line]);
        for (int i = 1; i <= SHARES; ++i) {
            static const char *const formats[] = {",Close", ",S%d", ",", ",%d"};
            add_text(&file, formats[line], i);
        }
    }
    for (int i = 1; i <= SHARES; ++i) {
        add_text(&expected, "S%d 2021-10-01 %d/0\n", i, i);
    }
    add_text(&file, "\n");
    package_make(&folder);
    package_write_as_is(&folder, "A.csv", file.text);
    package_file(path, &folder, "A.csv");
    read_prices(&read, path);
    assert_string_equal(read.text, expected.text);
    package_remove(&folder);
    free(file.text);
    free(expected.text);
    free(read.text);
}

/* Of two files of one share the message names the one that the second price is in; days with the
 * same price in both are one. */
static void two_prices_are_refused_in_their_files(void **state)
{
    static const char *const names[] = {"FB.csv", "prices_FB.csv"};
    static const char *const texts[] = {"Date,Close\n2021-09-01,1\n2021-09-02,2\n",
                                        "Date,Close\n2021-08-31,9\n2021-09-01,1\n"
                                        "\n2021-09-02,3\n"};
    struct package_folder folder;
    struct arena arena = {0};
    (void)state;
    package_make(&folder);
    for (int first = 0; first < 2; ++first) {
        struct price_book book;
        blackout_error error = {0};
        blackout_status status = price_book_init(&book, &arena, &error);
        for (int i = 0; i < 2 && status == BLACKOUT_OK; ++i) {
            const int file = first == 0 ? i : 1 - i;
            char path[256];
            package_write_as_is(&folder, names[file], texts[file]);
            package_file(path, &folder, names[file]);
            status = price_book_read(&book, path, NULL, &error);
        }
        assert_int_equal(status, BLACKOUT_ERROR_INPUT);
        assert_string_equal(error.source, first == 0 ? "prices_FB.csv" : "FB.csv");
        assert_int_equal(error.line, first == 0 ? 5 : 3);
        assert_string_equal(error.message,
                            first == 0 ? "FB has two prices on 2021-09-02 ('2' in line 3 of FB.csv "
                                         "and '3'); keep one per day"
                                       : "FB has two prices on 2021-09-02 ('3' in line 5 of "
                                         "prices_FB.csv and '2'); keep one per day");
    }
    arena_free(&arena);
    package_remove(&folder);
}

/* Files that are named go before those of a package, whose series are its long table and its files.
 */
static void prices_of_a_package_are_added(void **state)
{
    struct package_folder folder = {""};
    struct arena arena = {0};
    struct price_book book;
    struct caught caught = {0};
    blackout_error error = {0};
    char path[256];
    (void)state;
    world_write(&folder);
    package_write_as_is(&folder, "prices.csv",
                        "symbol,date,close,adj_close\nX,2021-10-04,4,3.5\nX,2021-10-01,3,\n"
                        "Y,2021-10-01,5,\nA,2021-10-01,6,\n");
    package_write_as_is(&folder, "prices_Z.csv", "Date,Close\n2021-10-01,7\n2021-10-04,8\n");
    package_write_as_is(&folder, "prices_B.csv", "Date,Close\n2021-10-01,9\n");
    blackout_dataset *dataset = package_open(&folder);
    const struct table *prices = &dataset->tables[PRICES]; /* its places are those of prices.csv */
    assert_string_equal(prices->source, "prices.csv");
    assert_int_equal(prices->places[PRICES_SYMBOL], 1);
    assert_int_equal(prices->places[PRICES_DATE], 2);
    assert_int_equal(prices->places[PRICES_CLOSE], 3);
    assert_int_equal(prices->places[PRICES_ADJ_CLOSE], 4);
    check_ok(price_book_init(&book, &arena, &error), &error);
    package_write_as_is(&folder, "A.csv", "Date,Close\n2021-10-01,1\n");
    package_write_as_is(&folder, "B.csv", "Date,Close\n2021-10-01,2\n");
    package_file(path, &folder, "A.csv");
    check_ok(price_book_read(&book, path, NULL, &error), &error);
    package_file(path, &folder, "B.csv");
    check_ok(price_book_read(&book, path, NULL, &error), &error);
    check_ok(price_book_add_package(&book, dataset, &error), &error);
    list_series(&caught, &book);
    assert_string_equal(caught.text, "A 2021-10-01 1/0\nB 2021-10-01 2/0\n"
                                     "X 2021-10-01 3/0 2021-10-04 4/3.5\nY 2021-10-01 5/0\n"
                                     "Z 2021-10-01 7/0 2021-10-04 8/0\n");
    assert_int_equal(book.input_count, 5);
    assert_string_equal(book.inputs[0].source, "A.csv");
    assert_string_equal(book.inputs[2].source, "prices.csv");
    assert_int_equal(book.inputs[2].rows, 4);
    free(caught.text);
    blackout_dataset_free(dataset);
    arena_free(&arena);
    package_remove(&folder);
}

/* A day that the table and a file of the share have: the line is of the table. */
static void a_price_that_is_there_twice_has_its_file(void **state)
{
    struct package_folder folder = {""};
    (void)state;
    world_write(&folder);
    package_write(&folder, "prices.csv",
                  "symbol,date,close\nFB,2021-10-01,1\nFB,2021-10-04,2\nX,2021-10-01,3\n");
    package_write(&folder, "prices_FB.csv",
                  "Date,Close\n2021-10-05,3\n2021-10-05,4\n2021-10-04,2\n");
    assert_true(messages_are(
        folder.path, "prices.csv and prices_FB.csv",
        "prices_FB.csv:3:1 repeated_key: the same key is already in line 2 ('2021-10-05'); keep "
        "one row for each combination of keys\n"
        "prices_FB.csv:4:1 repeated_key: the same key is already in line 3 of prices.csv "
        "('2021-10-04'); keep one row for each combination of keys\n"));
    package_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_are_read_as_vendors_write_them),
        cmocka_unit_test(every_share_of_a_wide_file_is_read),
        cmocka_unit_test(two_prices_are_refused_in_their_files),
        cmocka_unit_test(prices_of_a_package_are_added),
        cmocka_unit_test(a_price_that_is_there_twice_has_its_file),
    };
    return cmocka_run_group_tests_name("price_heads", tests, NULL, NULL);
}
