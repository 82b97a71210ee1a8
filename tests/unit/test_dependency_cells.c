/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/dependency_cells and ingest/dependency_blocks: which bytes are typed as blocks, and which
 * are left to the records, that read the same but slower; what of a block is known once it is
 * typed. Expected: by the rows themselves, each of one kind that is sound or is not. */
#include "ingest/dependency_blocks.h"

#include <string.h>

#include "ingest/csv_plain.h"
#include "ingest/csv_record.h"
#include "ingest/dataset.h"
#include "ingest/reader.h"
#include "world.h"

enum { ROWS_READ_FIRST = 600, TEXT_BYTES = 1 << 17, BLOCK_BYTES = 1 << 18 };

#define HEAD                                                                                       \
    "business,sector,region,annual_revenue,currency,platform,channel,share,firms,fallback,"        \
    "fallback_share,basis"
#define ROW(name) name ",G,north,1000,USD,alpha,sales,0.25,3,,,\n"

/* ---- A file whose first rows have been read -------------------------------------------------- */

struct typing {
    struct ingest ingest;
    struct table *table;
    bool asked;
    bool begun;
    void (*try)(struct dependency_blocks *blocks, struct header *header);
};

static bool try_blocks(void *user, const struct header *header, const struct known_texts *known)
{
    static struct header own; /* that may learn */
    struct typing *typing = user;
    if (typing->asked) {
        return false;
    }
    typing->asked = true;
    own = *header;
    struct dependency_blocks *blocks =
        dependency_blocks_new(typing->table, &typing->ingest.context, 1, 1);
    assert_non_null(blocks);
    typing->begun = dependency_blocks_begin(blocks, &own, known);
    if (typing->begun && typing->try != NULL) {
        typing->try(blocks, &own);
    }
    dependency_blocks_free(blocks);
    return false;
}

static blackout_status pass_over(void *user, const struct row *row, const char *name,
                                 blackout_error *error)
{
    (void)user;
    (void)row;
    (void)name;
    (void)error;
    return BLACKOUT_OK;
}

/* Reads a file of rows that have each platform, sector and region, USD and EUR, and `more` at their
 * ends; asks whether blocks of it can be typed, and tries them. */
static bool read_first(const struct world *world, const char *head, const char *more,
                       void (*try)(struct dependency_blocks *blocks, struct header *header))
{
    static const char *const platforms[] = {"alpha", "beta", "gamma"};
    static char text[TEXT_BYTES];
    blackout_dataset *dataset = world->dataset;
    struct diagnostics silent = {0};
    struct table *table = &dataset->tables[DEPENDENCIES];
    struct typing typing = {.table = table, .try = try};
    blackout_error error = {0};
    size_t used = (size_t)sprintf(text, "%s\n", head);
    for (unsigned i = 0; i < ROWS_READ_FIRST; ++i) {
        used += (size_t)sprintf(text + used, "a%06u,%s,%s,1000.5,%s,%s,%s,0.25,3,%s,0.5,%s%s\n", i,
                                i % 2 == 0 ? "G" : "I", i % 3 == 0 ? "south" : "north",
                                i % 5 == 0 ? "EUR" : "USD", platforms[i % 3],
                                i % 4 == 0 ? "messaging" : "sales", i % 2 == 0 ? "email" : "beta",
                                i % 7 == 0 ? "" : "measured", more);
    }
    package_write(&world->folder, "dependencies.csv", text);
    *table = (struct table){.id = DEPENDENCIES, .present = true};
    const struct row_blocks taker = {
        .user = &typing, .threads = 1, .block_bytes = BLOCK_BYTES, .begin = try_blocks};
    typing.ingest = (struct ingest){.context = {.arena = &dataset->arena,
                                                .strings = &dataset->strings,
                                                .strings_frozen = true,
                                                .diagnostics = &silent,
                                                .tables = dataset->tables},
                                    .blocks = &taker};
    assert_int_equal(table_read(table, &dataset->package.resources[DEPENDENCIES], &typing.ingest,
                                pass_over, NULL, &error),
                     BLACKOUT_OK);
    assert_int_equal(table->rows_read, ROWS_READ_FIRST);
    assert_true(typing.asked);
    diagnostics_free(&silent);
    return typing.begun;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

static const struct {
    const char *bytes;
    bool typed;
} blocks_of_rows[] = {
    {ROW("b1"), true},
    {ROW("b1") ROW("b2"), true},
    {ROW("\"b, inc.\""), true},
    {ROW("\"b \"\"1\"\"\""), true},
    {ROW("\"b\"\"1\"") ROW("b2") ROW("\"b\"\"3\""), false}, /* "b2" is before "b"1" */
    {ROW("a1") ROW("\"b\"\"1\"") ROW("b2"), true},
    {ROW("b\xc3\xa9"), true},
    {ROW(" b1 "), true},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,,,\r\n", true},
    {"b1,I,south,1e3,EUR,gamma,messaging,1,,,,\n", true},
    {"b1,G,north,1000.25,USD,alpha,sales,0,0,,,assumed\n", true},
    {"b1,G,north,0,USD,alpha,sales,0.25,3,beta,1,derived\n", true},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,email,0.5,reported\n", true},
    {"b1, G ,north, 1000 ,USD,\"alpha\",sales,\"0.25\",3,,,measured\n", true},
    {"b1,G,north,\"1000\",\"USD\",alpha,\"sales\",0.25,\"3\",\"\",\"\",\"\"\n", true},
    /* without what is required */
    {",G,north,1000,USD,alpha,sales,0.25,3,,,\n", false},
    {" ,G,north,1000,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,,north,1000,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,,1000,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,,3,,,\n", false},
    /* what has not been met, or is wrong */
    {"b1,Q,north,1000,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,nowhere,1000,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,GBP,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,DEM,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,Alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sale,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,alpha,1,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,,,guessed\n", false},
    {"b1,G,north,-1,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,many,USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,\"1,000\",USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,\"1000,5\",USD,alpha,sales,0.25,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,1.0001,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,25%,3,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,0.25,-1,,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,beta,1.5,\n", false},
    {ROW("Total"), false},
    /* lines that are no rows of the file */
    {"\n", false},
    {ROW("b1") "\n" ROW("b2"), false},
    {"b1\n", false},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,,\n", false},
    {"b1,G,north,1000,USD,alpha,sales,0.25,3,,,,\n", false},
    {",,,,,,,,,,,\n", false},
    {ROW("b\xff"), false},
    {ROW("\"b\n1\""), false},
    {ROW("\"b1"), false},
    {ROW("\"b1\"x"), false},
    {ROW("b\"1"), false},
    {ROW("b1") "b2,G,north", false},
    {ROW("b1") "\"b2\"\"\",G,north", false},
    /* names in an order: of bytes, of numbers, of names in quotes */
    {ROW("b1") ROW("b1"), true},
    {ROW("b1") ROW("b10") ROW("b2"), true},
    {ROW("b1") ROW("b2") ROW("b10"), true},
    {ROW("\"b 1\"") ROW("b"), true},
    {ROW("b2") ROW("b1"), false},
    {ROW("b1") ROW("b2") ROW("b1"), false},
    {ROW("b1") ROW("b2") ROW("b10") ROW("b11") ROW("b3"), false},
    /* a business that contradicts itself, where it is whole: between two others */
    {ROW("a") "b,G,north,1000,USD,alpha,sales,0.25,3,,,\nb,G,north,2000,USD,beta,sales,0.25,3,,,"
              "\n" ROW("c"),
     false},
    {ROW("a") "b,G,north,1000,USD,alpha,sales,0.25,3,,,\nb,I,north,1000,USD,beta,sales,0.25,3,,,"
              "\n" ROW("c"),
     false},
    {ROW("a") "b,G,north,1000,USD,alpha,sales,0.75,3,,,\nb,G,north,1000,USD,beta,sales,0.75,3,,,"
              "\n" ROW("c"),
     false},
    {ROW("a") "b,G,north,1000,USD,alpha,sales,0.25,3,,,\nb,G,north,1000,USD,beta,sales,0.25,3,,,"
              "\n" ROW("c"),
     true},
    {"b,G,north,1000,USD,alpha,sales,0.25,3,,,\nb,G,north,2000,USD,beta,sales,0.25,3,,,\n" ROW("c"),
     true},
    {ROW("a") "b,G,north,1000,USD,alpha,sales,0.25,3,,,\nb,G,north,2000,USD,beta,sales,0.25,3,,,\n",
     true},
};

static bool type(struct dependency_blocks *blocks, const char *bytes, size_t size)
{
    static char padded[BLOCK_BYTES + CSV_BLOCK_PADDING];
    assert_true(size < BLOCK_BYTES);
    memcpy(padded, bytes, size);
    memset(padded + size, 0, CSV_BLOCK_PADDING);
    return dependency_blocks_type(blocks, 0, 0, padded, size);
}

static void type_rows(struct dependency_blocks *blocks, struct header *header)
{
    (void)header;
    for (size_t i = 0; i < sizeof blocks_of_rows / sizeof blocks_of_rows[0]; ++i) {
        const char *bytes = blocks_of_rows[i].bytes;
        if (type(blocks, bytes, strlen(bytes)) != blocks_of_rows[i].typed) {
            fail_msg("typed: %d, not %d: %s", !blocks_of_rows[i].typed, blocks_of_rows[i].typed,
                     bytes);
        }
    }
    assert_false(type(blocks, "b\0001" ROW(""), sizeof "b\0001" ROW("") - 1));
}

static void what_is_sound_is_typed_in_blocks(void **state)
{
    assert_true(read_first(*state, HEAD, "", type_rows));
}

/* A line is typed up to a length, of which no field may have as much. */
static void type_long_lines(struct dependency_blocks *blocks, struct header *header)
{
    static char line[CSV_LONGEST_PLAIN + 2];
    static const char begin[] = "b1,G,north,";
    static const char middle[] = "1000,USD,alpha,sales,";
    static const char end[] = "0.25,3,,,\n";
    (void)header;
    for (size_t more = 0; more < 2; ++more) {
        const size_t length = CSV_LONGEST_PLAIN + more;
        memset(line, ' ', length);
        memcpy(line, begin, sizeof begin - 1);
        memcpy(line + length / 2, middle, sizeof middle - 1);
        memcpy(line + length - sizeof end + 1, end, sizeof end - 1);
        assert_int_equal(type(blocks, line, length), more == 0);
    }
}

static void long_lines_are_left_to_records(void **state)
{
    assert_true(read_first(*state, HEAD, "", type_long_lines));
}

/* ---- What is known of a block ---------------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t rows[3]; /* of each business */
    bool folds_ascend, begins_chunks;
    size_t figures[BASIS_COUNT]; /* by the order of enum basis: measured first, assumed last */
} known_blocks[] = {
    {ROW("b1"), {1}, true, false, {[BASIS_ASSUMED] = 3}},
    {ROW("b1") ROW("b1") ROW("b2"), {2, 1}, true, false, {[BASIS_ASSUMED] = 9}},
    {ROW("B2") ROW("a1") ROW("a2"), {1, 1, 1}, false, false, {[BASIS_ASSUMED] = 9}},
    {ROW("A1") ROW("B1") ROW("C1"), {1, 1, 1}, true, false, {[BASIS_ASSUMED] = 9}},
    {ROW("A1") ROW("a1") ROW("b1"), {1, 1, 1}, false, false, {[BASIS_ASSUMED] = 9}},
    {ROW("A1") ROW("B1") ROW("b1"), {1, 1, 1}, false, false, {[BASIS_ASSUMED] = 9}},
    {ROW("a1") ROW("a1 ") ROW("a2"), {2, 1}, true, false, {[BASIS_ASSUMED] = 9}},
    {ROW("a\xc3\xa9") ROW("b\xc3\xa9") ROW("c"), {1, 1, 1}, true, false, {[BASIS_ASSUMED] = 9}},
    {ROW("A\xc3\xa9") ROW("a\xc3\xa9") ROW("c"), {1, 1, 1}, false, false, {[BASIS_ASSUMED] = 9}},
    {ROW("c") ROW("d\xc3\xa9") ROW("e"), {1, 1, 1}, true, false, {[BASIS_ASSUMED] = 9}},
    {ROW("A") ROW("A\xc3\xa9") ROW("a\xc3\xa9"), {1, 1, 1}, false, false, {[BASIS_ASSUMED] = 9}},
    /* a name whose hash 2^18 divides begins a chunk (core/chunk.h) */
    {ROW("b075566") ROW("b075567"), {1, 1}, true, true, {[BASIS_ASSUMED] = 6}},
    {ROW("b075567") ROW("b075568"), {1, 1}, true, true, {[BASIS_ASSUMED] = 6}},
    {ROW("b075566") ROW("b075568"), {1, 1}, true, false, {[BASIS_ASSUMED] = 6}},
    /* revenue and share always; firms and the share of a fallback where they are given */
    {"b1,G,north,1000,USD,alpha,sales,0.25,,,,measured\n"
     "b1,G,north,1000,USD,beta,sales,0.25,,,,measured\n"
     "b2,G,north,1000,USD,beta,sales,0.25,3,email,0.5,reported\n"
     "b2,G,north,1000,USD,gamma,sales,0.25,3,email,0.5,\n"
     "b3,G,north,1000,USD,gamma,sales,0.25,,email,0.5,derived\n"
     "b3,G,north,1000,USD,alpha,sales,0.25,,,,\n",
     {2, 2, 2},
     true,
     false,
     {[BASIS_MEASURED] = 4, [BASIS_REPORTED] = 4, [BASIS_DERIVED] = 3, [BASIS_ASSUMED] = 6}},
};

static void check_known(const struct dependency_block *block, size_t number)
{
    size_t row = 0;
    size_t businesses = 0;
    while (businesses < 3 && known_blocks[number].rows[businesses] > 0) {
        const struct business business = dependency_block_business(block, businesses);
        assert_int_equal(business.row_count, known_blocks[number].rows[businesses]);
        assert_int_equal(block->businesses[businesses].begins_chunk,
                         strcmp(business.name, "b075567") == 0);
        for (size_t i = 0; i < business.row_count; ++i, ++row) {
            assert_int_equal(business.rows[i].line, row);
            check_close(business.rows[i].annual_revenue, 1000., 0);
        }
        ++businesses;
    }
    assert_int_equal(block->business_count, businesses);
    assert_int_equal(block->row_count, row);
    assert_int_equal(block->folds_ascend, known_blocks[number].folds_ascend);
    assert_int_equal(block->begins_chunks, known_blocks[number].begins_chunks);
    assert_memory_equal(block->figures, known_blocks[number].figures,
                        sizeof known_blocks[number].figures);
}

/* Each block is typed into the room of those before, of which nothing is left. */
static void know_blocks(struct dependency_blocks *blocks, struct header *header)
{
    for (size_t i = 0; i < sizeof known_blocks / sizeof known_blocks[0]; ++i) {
        assert_true(type(blocks, known_blocks[i].bytes, strlen(known_blocks[i].bytes)));
        check_known(dependency_blocks_at(blocks, 0), i);
        assert_true(dependency_blocks_is_up_to_date(blocks, 0));
        ++header->learned;
        assert_false(dependency_blocks_is_up_to_date(blocks, 0));
    }
}

static void what_blocks_hold_is_known(void **state)
{
    assert_true(read_first(*state, HEAD, "", know_blocks));
}

/* Rows with and without what may be empty, the same with blanks around each field. */
static void type_in_blanks(struct dependency_blocks *blocks, struct header *header)
{
    static const char plain[] = "b1,G,north,1000,USD,alpha,sales,0.25,3,email,0.5,reported\n"
                                "b1,G,north,1000,USD,beta,sales,0.5,3,email,0.5,reported\n"
                                "b2,I,south,1e3,EUR,gamma,messaging,0,,,,\n";
    static const char *const blanks[] = {" ", "  ", "\t", "\xc2\xa0", " \xe2\x80\xaf "};
    enum { ROWS = 3 };
    struct dependency expected[ROWS];
    (void)header;
    assert_true(type(blocks, plain, sizeof plain - 1));
    assert_int_equal(dependency_blocks_at(blocks, 0)->row_count, ROWS);
    memcpy(expected, dependency_blocks_at(blocks, 0)->rows, sizeof expected);
    for (size_t k = 0; k < sizeof blanks / sizeof blanks[0]; ++k) {
        char bytes[1024];
        char *end = stpcpy(bytes, blanks[k]);
        for (const char *at = plain; *at != '\0'; ++at) {
            const bool ends = *at == ',' || *at == '\n';
            end = stpcpy(end, ends ? blanks[k] : "");
            *end++ = *at;
            end = stpcpy(end, ends && at[1] != '\0' ? blanks[k] : "");
        }
        assert_true(type(blocks, bytes, (size_t)(end - bytes)));
        const struct dependency_block *block = dependency_blocks_at(blocks, 0);
        assert_int_equal(block->row_count, ROWS);
        assert_int_equal(block->business_count, 2);
        for (size_t i = 0; i < ROWS; ++i) {
            const struct dependency *row = &block->rows[i];
            const size_t keys =
                offsetof(struct dependency, annual_revenue) - offsetof(struct dependency, platform);
            assert_memory_equal(&row->platform, &expected[i].platform, keys);
            check_close(row->annual_revenue, expected[i].annual_revenue, 0);
            check_close(row->share, expected[i].share, 0);
            check_close(row->firms, expected[i].firms, 0);
            check_close(row->fallback_share, expected[i].fallback_share, 0);
            assert_memory_equal(row->bases, expected[i].bases, sizeof row->bases);
            assert_memory_equal(row->low, expected[i].low, sizeof row->low);
        }
    }
}

static void blanks_around_fields_change_nothing(void **state)
{
    assert_true(read_first(*state, HEAD, "", type_in_blanks));
}

/* More rows, names and businesses than there is room for at first. */
static void type_many(struct dependency_blocks *blocks, struct header *header)
{
    enum { NAMES = 3000 };
    static char bytes[BLOCK_BYTES];
    size_t used = 0;
    (void)header;
    for (unsigned i = 0; i < NAMES; ++i) {
        used += (size_t)sprintf(bytes + used, ROW("b%05u"), i);
    }
    assert_true(type(blocks, bytes, used));
    const struct dependency_block *block = dependency_blocks_at(blocks, 0);
    assert_int_equal(block->row_count, NAMES);
    assert_int_equal(block->business_count, NAMES);
    for (unsigned i = 0; i < NAMES; ++i) {
        char name[16];
        sprintf(name, "b%05u", i);
        const struct business business = dependency_block_business(block, i);
        assert_string_equal(business.name, name);
        assert_int_equal(business.row_count, 1);
        assert_int_equal(business.rows[0].line, i);
    }
}

static void blocks_grow_with_what_they_hold(void **state)
{
    assert_true(read_first(*state, HEAD, "", type_many));
}

/* ---- Headers --------------------------------------------------------------------------------- */

static void blocks_are_typed_of_files_that_have_all(void **state)
{
    static const struct {
        const char *more, *cells;
        bool begun;
    } heads[] = {{"", "", true},
                 {",share_low,share_high", ",0.125,0.5", true},
                 {",firms_low,firms_high", ",2,4", true},
                 {",share_low", ",0.125", false},
                 {",share_high", ",0.5", false},
                 {",annual_revenue_low,annual_revenue_high,share_low", ",900,1100,0.125", false},
                 {",share_low,share_high,annual_revenue_low,annual_revenue_high",
                  ",0.125,0.5,900,1100", true},
                 {",share_basis,source,note", ",measured,a survey,none", true}};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; ++i) {
        char head[512];
        snprintf(head, sizeof head, HEAD "%s", heads[i].more);
        assert_int_equal(read_first(*state, head, heads[i].cells, NULL), heads[i].begun);
    }
    assert_false(read_first(*state,
                            "business,sector,area,annual_revenue,currency,platform,channel,"
                            "share,firms,fallback,fallback_share,basis",
                            "", NULL)); /* without a region */
}

/* Ends of ranges beside their centres: as in ingest/fields.h. */
static void type_ranges(struct dependency_blocks *blocks, struct header *header)
{
    static const struct {
        const char *share, *ends;
        bool typed;
    } ranges[] = {
        {"0.25", "0.125,0.5", true},   {"0.25", ",", true},         {"0.25", "0.125,", false},
        {"0.25", ",0.5", false},       {"0.25", "0.25,0.25", true}, {"0.25", "0.26,0.5", false},
        {"0.25", "0.125,0.24", false}, {"0.25", "0,0.5", false},    {"0.25", "0.125,1", false},
        {"0.25", "0.125,1.5", false},  {"0.25", "low,0.5", false},  {"0.25", "0.125,high", false},
        {"0", "0.125,0.5", true},      {"1", "0.125,0.5", true},    {"0", "0.125,", false}};
    (void)header;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; ++i) {
        char line[256];
        const bool has_range =
            ranges[i].typed && ranges[i].ends[0] != ',' && strlen(ranges[i].share) > 1;
        snprintf(line, sizeof line, "b1,G,north,1000,USD,alpha,sales,%s,3,,,,%s\n", ranges[i].share,
                 ranges[i].ends);
        if (type(blocks, line, strlen(line)) != ranges[i].typed) {
            fail_msg("typed: %d: %s", !ranges[i].typed, line);
        }
        const struct dependency *row = dependency_blocks_at(blocks, 0)->rows;
        if (has_range) {
            check_close(row->low[DEPENDENCY_SHARE], atof(ranges[i].ends) / 0.25, 1e-15);
        }
    }
}

static void ranges_are_typed_where_they_are_sound(void **state)
{
    assert_true(read_first(*state, HEAD ",share_low,share_high", ",0.125,0.5", type_ranges));
}

/* Ends without a centre are a fault of the row, which the reading of records reports. */
static void type_ends(struct dependency_blocks *blocks, struct header *header)
{
    static const char with[] = "b1,G,north,1000,USD,alpha,sales,0.25,3,email,0.5,,0.25,0.75\n";
    static const char without[] = "b1,G,north,1000,USD,alpha,sales,0.25,3,,,,0.25,0.75\n";
    (void)header;
    assert_true(type(blocks, with, sizeof with - 1));
    assert_false(type(blocks, without, sizeof without - 1));
}

static void ends_without_a_centre_are_not_typed(void **state)
{
    assert_true(read_first(*state, HEAD ",fallback_share_low,fallback_share_high", ",0.25,0.75",
                           type_ends));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_sound_is_typed_in_blocks, world_open, world_close),
        cmocka_unit_test_setup_teardown(long_lines_are_left_to_records, world_open, world_close),
        cmocka_unit_test_setup_teardown(what_blocks_hold_is_known, world_open, world_close),
        cmocka_unit_test_setup_teardown(blanks_around_fields_change_nothing, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(blocks_grow_with_what_they_hold, world_open, world_close),
        cmocka_unit_test_setup_teardown(blocks_are_typed_of_files_that_have_all, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(ranges_are_typed_where_they_are_sound, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(ends_without_a_centre_are_not_typed, world_open,
                                        world_close)};
    blackout_init();
    return cmocka_run_group_tests_name("dependency_cells", tests, NULL, NULL);
}
