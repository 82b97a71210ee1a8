/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/dependency_blocks: read in blocks of any size, by any number of threads, a file is the
 * same dataset, and has the same faults and warnings, as read record by record. Files are made up,
 * with everything in them that has to be left to the slower way, few and many. */
#include "ingest/dependencies.h"

#include <stdio.h>
#include <stdlib.h>

#include "ingest/csv_source.h"
#include "ingest/dataset.h"
#include "random.h"
#include "same_rows.h"

enum { FILE_BYTES = 1 << 18, ROWS = 900 }; /* 50 KB: three first chunks */

/* ---- Files ----------------------------------------------------------------------------------- */

static const char common[] =
    "business,sector,region,annual_revenue,currency,platform,channel,share,firms";

/* Writes a row, which ends with `end`. */
static size_t write_row(char *text, const char *name, const char *const cells[8], const char *end)
{
    return (size_t)sprintf(text, "%s,%s,%s,%s,%s,%s,%s,%s,%s%s", name, cells[0], cells[1], cells[2],
                           cells[3], cells[4], cells[5], cells[6], cells[7], end);
}

/* Spoils a name or a cell, in one of the ways in which files are. */
static void make_odd(uint64_t *seed, char name[64], const char *cells[8], const char **end)
{
    static const struct {
        int cell;
        const char *text;
    } ways[] = {{0, "Q"},          {1, "nowhere"},     {1, ""},
                {2, "-5"},         {2, "1,234"},       {2, "1e5"},
                {2, "many"},       {2, "\"1,234.5\""}, {2, ""},
                {3, "XXX"},        {3, "EUR"},         {3, "DEM"},
                {4, "alhpa"},      {4, " alpha "},     {5, "sale"},
                {6, "1.5"},        {6, "0.9"},         {6, "50%"},
                {7, ""},           {7, "2"},           {6, "\"0.1\"\"\""},
                {5, "\"sales\"x"}, {0, "\"G\""},       {5, "s\"ales"}};
    const size_t way = random_below(seed, sizeof ways / sizeof ways[0] + 9);
    if (way < sizeof ways / sizeof ways[0]) {
        cells[ways[way].cell] = ways[way].text;
        return;
    }
    switch (way - sizeof ways / sizeof ways[0]) {
    case 0:
        sprintf(name + strlen(name), "\xc3\xa9");
        break;
    case 1:
        name[0] = 'B';
        break;
    case 2:
        sprintf(name, "\"b\"\"%u\"", (unsigned)random_below(seed, 999));
        break;
    case 3:
        sprintf(name, "\"two\nlines\"");
        break;
    case 4:
        sprintf(name, "Total");
        break;
    case 5:
        *end = ",\n";
        break;
    case 6:
        *end = "\n\n";
        break;
    case 7:
        *end = ",surplus\n";
        break;
    default:
        name[0] = '\xff';
        break;
    }
}

static void write_file(char *text, uint64_t seed, unsigned odd)
{
    static const char *const platforms[] = {"alpha", "beta", "gamma"};
    static const char *const channels[] = {"sales", "messaging"};
    static const char *const shares[] = {"0.25", "0.125", "0.0385", "0.3", "0"};
    const char *end = random_below(&seed, 4) == 0 ? "\r\n" : "\n";
    size_t used = (size_t)sprintf(text, "%s%s", common, end);
    for (int i = 0, row = 0; row < ROWS; ++i) {
        char name[64];
        char revenue[32];
        const char *own_end = end;
        sprintf(name, random_below(&seed, 3) == 0 ? "\"b%06d, inc.\"" : "b%06d", i);
        sprintf(revenue, "%u.%u", (unsigned)random_below(&seed, 900000) + 1000,
                (unsigned)random_below(&seed, 90) + 10);
        const char *cells[8] = {random_below(&seed, 2) == 0 ? "G" : "I",
                                random_below(&seed, 2) == 0 ? "north" : "south",
                                revenue,
                                "USD",
                                "",
                                "",
                                "",
                                random_below(&seed, 2) == 0 ? "" : "3"};
        const char *row_cells[8];
        const size_t count = 1 + random_below(&seed, 3);
        for (size_t k = 0; k < count; ++k, ++row) {
            cells[4] = platforms[k];
            cells[5] = channels[random_below(&seed, 2)];
            cells[6] = shares[random_below(&seed, 5)];
            memcpy(row_cells, cells, sizeof cells);
            if (odd > 0 && random_below(&seed, odd) == 0) {
                make_odd(&seed, name, row_cells, &own_end);
            }
            used += write_row(text + used, name, row_cells, own_end);
            own_end = end;
        }
    }
    if (random_below(&seed, 3) == 0) {
        text[used - 1] = '\0'; /* no line end at the end */
    }
}

/* ---- What is made of them -------------------------------------------------------------------- */

static void open_world(struct opened *opened, const struct world *world, bool reject,
                       size_t block_bytes, unsigned threads)
{
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_error error = {0};
    opened->messages[0] = '\0';
    options.diagnostic = note_message;
    options.user = opened;
    options.threads = threads;
    options.reject = reject;
    if (dataset_open_in_blocks(&opened->dataset, world->folder.path, &options, block_bytes,
                               &error) != BLACKOUT_OK) {
        assert_null(opened->dataset);
        snprintf(opened->messages + strlen(opened->messages), 256, "%.200s\n", error.message);
    }
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void check_file(const struct world *world, const char *text, bool reject)
{
    static const struct {
        size_t bytes;
        unsigned threads;
    } ways[] = {{64, 1}, {100, 2}, {700, 3}, {4096, 4}, {0, 2}};
    static struct opened expected, found;
    package_write(&world->folder, "dependencies.csv", text);
    open_world(&expected, world, reject, NO_BLOCKS, 1);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; ++i) {
        open_world(&found, world, reject, ways[i].bytes, ways[i].threads);
        check_same_rows(&expected, &found);
        blackout_dataset_free(found.dataset);
    }
    blackout_dataset_free(expected.dataset);
}

/* From nothing odd to something in most blocks. */
static void blocks_are_as_records(void **state)
{
    static const unsigned odd[] = {0, 2000, 700, 200, 50, 5};
    static char text[FILE_BYTES];
    /* with sanitizers each seventh, which are one of each kind */
    enum { FILES = 36, STEP = BLACKOUT_TEST_STEP > 1 ? 7 : 1 };
    for (uint64_t i = 0; i < FILES; i += STEP) {
        write_file(text, 1000 + i, odd[i % (sizeof odd / sizeof odd[0])]);
        check_file(*state, text, false);
    }
}

/* Rows with faults are left out, and the file is read again until none is left. */
static void rejects_are_as_records(void **state)
{
    static const unsigned odd[] = {700, 200, 50};
    static char text[FILE_BYTES];
    for (uint64_t i = 0; i < sizeof odd / sizeof odd[0]; ++i) {
        write_file(text, 2000 + i, odd[i]);
        check_file(*state, text, true);
    }
}

/* Two rows that contradict each other may be in two blocks, each of which looks sound: the one that
 * is left out is in the second. */
static void a_reject_may_look_sound(void **state)
{
    static char text[FILE_BYTES];
    enum { BUSINESSES = 400 }; /* blocks begin beyond 16 KiB */
    size_t used = (size_t)sprintf(text, "%s\n", common);
    for (unsigned i = 0; i < BUSINESSES; ++i) {
        used += (size_t)sprintf(text + used, "b%06u,G,north,1000,USD,alpha,sales,0.3,\n", i);
        used += (size_t)sprintf(text + used, "b%06u,G,north,%u,USD,beta,sales,0.3,\n", i,
                                i % 8 == 0 ? 2000U : 1000U);
    }
    check_file(*state, text, true);
}

/* A value's own basis goes before that of its row, wherever the columns are. Without a basis a
 * value is assumed, as are six of each twelve rows: two of their values always, the third in two of
 * them, where its own basis is empty, too. */
static void check_assumed(const struct opened *found)
{
    const size_t assumed = found->dataset->tables[DEPENDENCIES].figures[BASIS_ASSUMED];
    assert_int_equal(assumed, ROWS / 12 * (6 * 2 + 2));
}

/* What the row is based on is before or after its values, and one value may have its own. */
static void bases_are_as_records(void **state)
{
    static const char *const bases[] = {"measured", "reported", "", "assumed"};
    static char text[FILE_BYTES];
    static struct opened found;
    for (int first = 0; first < 2; ++first) {
        size_t used = (size_t)sprintf(text, "%s%s%s\n", first ? "basis," : "", common,
                                      first ? ",annual_revenue_basis" : ",share_basis,basis");
        for (unsigned i = 0; i < ROWS; ++i) {
            used += (size_t)sprintf(text + used, "%s%sb%06u,G,north,%u.25,USD,alpha,sales,0.3,3,%s",
                                    first ? bases[i % 4] : "", first ? "," : "", i, 1000 + 7 * i,
                                    bases[i % 3]);
            used += (size_t)sprintf(text + used, first ? "\n" : ",%s\n", bases[i % 4]);
        }
        check_file(*state, text, false);
        open_world(&found, *state, false, NO_BLOCKS, 1);
        check_assumed(&found);
        blackout_dataset_free(found.dataset);
    }
}

/* One end of a range alone, which is a fault of the rows that have it, and numbers of one character
 * that differ in its lowest bit alone, 2 and 3, next to each other. */
static void ends_and_digits_are_as_records(void **state)
{
    static char text[FILE_BYTES];
    for (unsigned end = 0; end < 3; ++end) {
        static const char *const heads[] = {"", ",share_low", ",share_high"};
        size_t used = (size_t)sprintf(text, "%s%s\n", common, heads[end]);
        for (unsigned i = 0; i < ROWS; ++i) {
            used += (size_t)sprintf(text + used, "b%06u,G,north,1000,USD,alpha,sales,0.3,%u%s\n", i,
                                    2 + i % 2, end > 0 ? ",0.3" : "");
        }
        check_file(*state, text, false);
    }
}

/* Two spellings of a name next to each other, in a block that else ascends, and in two blocks of
 * which each ascends: of 500 names 10 each. */
static void near_names_are_as_records(void **state)
{
    static char text[FILE_BYTES];
    static struct opened found;
    enum { NAMES = 500, EACH = 50, NEAR_ONE = 7 };
    size_t used = (size_t)sprintf(text, "%s\n", common);
    for (unsigned i = 0; i < 2 * NAMES; ++i) {
        const unsigned name = 2 * (i % NAMES);
        const bool is_near = i % EACH == NEAR_ONE;
        const bool again = i >= NAMES;
        used += (size_t)sprintf(text + used, "%c%06u,G,north,1000,USD,alpha,sales,0.3,\n",
                                again && is_near ? 'B' : 'b',
                                name + (!again    ? 0
                                        : is_near ? 2
                                                  : 1));
        if (is_near && !again) {
            used += (size_t)sprintf(text + used, "B%06u,G,north,1000,USD,alpha,sales,0.3,\n", name);
        }
    }
    check_file(*state, text, false);
    open_world(&found, *state, false, 700, 2);
    blackout_dataset_free(found.dataset);
    assert_string_equal(
        found.messages,
        "dependencies.csv:10:1 0 near_names the name differs from that of line 9 only in case, "
        "blanks or quotes, and its revenue counts as that of another business ('B000014'); write "
        "both alike if it is one business (20)\n");
}

/* While names ascend none is remembered beyond the first 32,768, so that a file that descends later
 * is read again for them: at its end, or between two names of a block, whichever place they have
 * there. The one spelling is in the line of `first`, the other in that of `second`. */
static void names_that_were_forgotten_are_read_again(void **state)
{
    static const struct {
        unsigned first, second;
    } places[] = {{32900, 33502}, {33200, 33201}, {33201, 33202}, {33202, 33203}};
    enum { BUSINESSES = 33500, BYTES = 45 * BUSINESSES };
    static struct opened found;
    const struct world *world = *state;
    for (size_t k = 0; k < sizeof places / sizeof places[0]; ++k) {
        char expected[400];
        char *text = malloc(BYTES);
        assert_non_null(text);
        size_t used = (size_t)sprintf(text, "%s\n", common);
        for (unsigned line = 2, name = 0; line < BUSINESSES + 3; ++line) {
            const bool is_second = line == places[k].second;
            name = is_second ? places[k].first : line;
            used += (size_t)sprintf(text + used, "%c%06u,G,north,1,USD,alpha,sales,0.3,\n",
                                    is_second ? 'B' : 'b', name);
        }
        package_write(&world->folder, "dependencies.csv", text);
        free(text);
        open_world(&found, world, false, 0, 2);
        blackout_dataset_free(found.dataset);
        snprintf(expected, sizeof expected,
                 "dependencies.csv:%u:1 0 near_names the name differs from that of line %u only in "
                 "case, blanks or quotes, and its revenue counts as that of another business "
                 "('B%06u'); write both alike if it is one business (1)\n",
                 places[k].second, places[k].first, places[k].first);
        assert_string_equal(found.messages, expected);
    }
}

/* Chunks of sums (core/chunk.h) end at the same businesses, wherever blocks do. What all rows
 * add up to is in closed form: 400 businesses of three firms with 1000.1 each. */
static void chunks_are_as_records(void **state)
{
    /* names that begin chunks: those with a hash that 2^18 divides, b075567 and so on */
    static const unsigned begin[] = {75567, 259359, 327338, 376491, 393004, 604622, 645108, 679025};
    enum { BEGIN = sizeof begin / sizeof begin[0], EACH = 50, BEFORE = 17 };
    static char text[FILE_BYTES];
    static struct opened opened;
    size_t used = (size_t)sprintf(text, "%s\n", common);
    for (unsigned i = 0; i < BEGIN * EACH; ++i) {
        const unsigned name = begin[i / EACH] - BEFORE + i % EACH;
        used += (size_t)sprintf(text + used, "b%06u,G,north,1000.1,USD,alpha,sales,0.3,3\n", name);
        used += (size_t)sprintf(text + used, "b%06u,G,north,1000.1,USD,beta,sales,0.1,3\n", name);
    }
    check_file(*state, text, false);
    open_world(&opened, *state, false, NO_BLOCKS, 1);
    const struct cells *cells = &opened.dataset->cells;
    assert_int_equal(cells->money_count, 1);
    check_close(sum_value(&cells->firms), 3. * (BEGIN * EACH), 0);
    check_close(sum_value(&cells->money[0].revenue), (double)(3000.3L * 400), 1e-15);
    assert_true(cells->ended_count > 0);
    blackout_dataset_free(opened.dataset);
}

/* Ranges of a column that is the business's and of one that is the row's: in each row, in some, and
 * now and then with what is wrong with one. */
static void ranges_are_as_records(void **state)
{
    static const char *const wrong[] = {"800,",    ",1200",   "1100,1200",
                                        "800,900", "-1,1200", "many,1200"};
    static char text[FILE_BYTES];
    static struct opened found;
    enum { FILES = 6, WRONG_FROM = 3, NEVER = 1 << 20 };
    for (unsigned k = 0; k < FILES; ++k) {
        const unsigned odd = k < WRONG_FROM ? NEVER : 90;
        size_t used = (size_t)sprintf(text,
                                      "%s,annual_revenue_low,annual_revenue_high,share_low,"
                                      "share_high\n",
                                      common);
        for (unsigned i = 0; i < ROWS; ++i) {
            const unsigned share = i * 7 % 5; /* 0 is certain */
            used += (size_t)sprintf(text + used, "b%06u,G,north,1000,USD,%s,sales,%s%u,3,", i / 2,
                                    i % 2 == 0 ? "alpha" : "beta", "0.", share);
            used += (size_t)sprintf(text + used, "%s,",
                                    i % odd == odd - 1        ? wrong[i / 2 % 6]
                                    : k % 3 == 1 && i % 4 > 1 ? ","
                                                              : "800.5,1200");
            used += (size_t)sprintf(text + used, k % 3 == 0 ? ",\n" : "0.0%u1,0.9\n", share / 2);
        }
        check_file(*state, text, false);
        open_world(&found, *state, false, 0, 2);
        assert_int_equal(found.dataset != NULL, k < WRONG_FROM);
        blackout_dataset_free(found.dataset);
    }
}

/* Of another encoding, where a byte beyond ASCII is a character: blocks of ASCII alone, then one
 * with such a byte, and one that no text of the encoding has. */
static void encodings_are_as_records(void **state)
{
    static const char *const ends[] = {"", "\xe9", "\x81"};
    static char text[FILE_BYTES];
    static struct opened sound;
    const struct world *world = *state;
    char listed[2048];
    world_list_resources(listed, sizeof listed, "dependencies");
    sprintf(text,
            "{\"name\": \"world\", \"resources\": [%s, {\"name\": \"dependencies\", "
            "\"path\": \"dependencies.csv\", \"encoding\": \"windows-1252\"}]}",
            listed);
    package_write(&world->folder, "datapackage.json", text);
    for (size_t k = 0; k < sizeof ends / sizeof ends[0]; ++k) {
        size_t used = (size_t)sprintf(text, "%s\n", common);
        for (unsigned i = 0; i < ROWS; ++i) {
            used += (size_t)sprintf(text + used, "b%06u%s,G,north,1000,USD,alpha,sales,0.3,\n", i,
                                    i == ROWS / 2 ? ends[k] : "");
        }
        check_file(world, text, false);
        open_world(&sound, world, false, 0, 2);
        assert_int_equal(sound.dataset != NULL, k < 2); /* 0x81 is no character */
        blackout_dataset_free(sound.dataset);
    }
}

/* What follows the last line end may be as short as a byte, and a block of its own: after blocks
 * that end a line, and after such that end with the byte. */
static void last_lines_of_any_length_are_read(void **state)
{
    enum {
        FIRST = CSV_CHUNK_BYTES / 4,
        BLOCK = 64,
        LINES_BYTES = FIRST + 4 * BLOCK,
        MOST_LEFT = 3
    };
    static const char row[] = "%*s,G,north,1000,USD,alpha,sales,0.3,\n";
    static char text[FILE_BYTES];
    static struct opened found;
    for (size_t left = 0; left <= MOST_LEFT; ++left) {
        for (size_t before = 0; before < 2; ++before) {
            const size_t lines = LINES_BYTES - before;
            size_t used = (size_t)sprintf(text, "%s\n", common);
            for (unsigned i = 0; used + BLOCK + BLOCK < lines; ++i) {
                char name[32];
                sprintf(name, "b%06u", i);
                used += (size_t)sprintf(text + used, row, 7, name);
            }
            const int width = (int)(lines - used - (sizeof row - 1 - strlen("%*s")));
            used += (size_t)sprintf(text + used, row, width, "c");
            assert_int_equal(used, lines);
            memcpy(text + used, "xyz", left);
            text[used + left] = '\0';
            check_file(*state, text, false);
            open_world(&found, *state, false, BLOCK, 2);
            assert_int_equal(found.dataset != NULL, left == 0); /* a row of a name alone */
            blackout_dataset_free(found.dataset);
        }
    }
}

/* Fields at the limit of 65,536 bytes and beyond it, plain, in quotes, and with a quote in it. */
static void long_fields_are_as_records(void **state)
{
    static const size_t lengths[] = {65535, 65536, 65537, 70000};
    static const char *const opening[] = {"", "\"", "\"\"\""};
    static char text[FILE_BYTES];
    static char name[70001];
    for (size_t i = 0; i < 3 * (sizeof lengths / sizeof lengths[0]); ++i) {
        const size_t length = lengths[i / 3] - (i % 3 == 2 ? 1 : 0); /* a quote is one, too */
        size_t used = (size_t)sprintf(text, "%s\n", common);
        memset(name, 'x', length);
        name[length] = '\0';
        for (unsigned row = 0; row < ROWS; ++row) {
            used += (size_t)sprintf(text + used, "b%06u,G,north,1000,USD,alpha,sales,0.3,\n", row);
        }
        used += (size_t)sprintf(text + used, "%s%s%s,G,north,1000,USD,alpha,sales,0.3,\n",
                                opening[i % 3], name, i % 3 > 0 ? "\"" : "");
        used += (size_t)sprintf(text + used, "y,G,north,1000,USD,alpha,sales,0.3,\n");
        check_file(*state, text, false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(blocks_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(rejects_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(a_reject_may_look_sound, world_open, world_close),
        cmocka_unit_test_setup_teardown(last_lines_of_any_length_are_read, world_open, world_close),
        cmocka_unit_test_setup_teardown(chunks_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(bases_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(ends_and_digits_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(ranges_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(encodings_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(near_names_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(long_fields_are_as_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(names_that_were_forgotten_are_read_again, world_open,
                                        world_close)};
    blackout_init();
    return cmocka_run_group_tests_name("dependency_blocks", tests, NULL, NULL);
}
