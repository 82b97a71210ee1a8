/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: files, the package. Rows go through the reader like those of any other table, so that
 * faults have the same form and place. */
#include "ingest/price_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/input_file.h"
#include "core/text.h"
#include "ingest/bare_file.h"
#include "ingest/column_names.h"
#include "ingest/csv.h"
#include "ingest/file_name.h"
#include "ingest/price_heads.h"

/* ---- Files ----------------------------------------------------------------------------------- */

/* One reading on its way to the book: a file's, or the package's rows, which have been read. */
struct gatherer {
    struct price_book *book;
    struct table *table;
    struct table_context *context;
    const char *symbol; /* of the file's name */
    bool from_package;
    uint32_t input; /* of the book: the file */
    size_t last;    /* number of the series of the row before */
};

/* Rows of a symbol are mostly together. */
static struct price_series *series_for(struct gatherer *gatherer, const char *symbol)
{
    struct price_book *book = gatherer->book;
    if (gatherer->last < book->count && strcmp(book->series[gatherer->last].symbol, symbol) == 0) {
        return &book->series[gatherer->last];
    }
    struct price_series *series = price_book_series(book, symbol);
    if (series == NULL) {
        series = price_book_add(book, symbol);
        if (series == NULL) {
            return NULL;
        }
        series->from_package = gatherer->from_package;
    }
    gatherer->last = (size_t)(series - book->series);
    return series;
}

static blackout_status add_point(struct gatherer *gatherer, const char *symbol,
                                 const struct price_point *point, blackout_error *error)
{
    struct price_series *series = series_for(gatherer, symbol);
    if (series == NULL ||
        arena_grow(gatherer->book->arena, (void **)&series->points, &series->capacity,
                   series->count, sizeof *series->points) != 0) {
        return error_memory(error);
    }
    series->points[series->count] = *point;
    series->points[series->count++].input = gatherer->input;
    return BLACKOUT_OK;
}

static blackout_status add_row(struct gatherer *gatherer, const struct row *row,
                               const struct cell *const cells[3], const char *symbol)
{
    const struct cell *date = cells[0];
    struct price_point point = {.date = date->time,
                                .close = cells[1]->number,
                                .adjusted = cells[2]->given ? cells[2]->number : 0,
                                .line = (uint32_t)row->line};
    blackout_error error;
    return add_point(gatherer, symbol, &point, &error);
}

/* A row_function: of PRICES, or of PRICE_FILE. Faulty rows have been reported by the reader. */
static blackout_status on_row(void *user, const struct row *row, const char *first_key,
                              blackout_error *error)
{
    struct gatherer *gatherer = user;
    const struct cell *cells = row->cells;
    bool long_layout = gatherer->table->id == PRICES;
    (void)first_key;
    if (row->faulty) {
        return BLACKOUT_OK;
    }
    const struct cell *const wanted[3] = {
        &cells[long_layout ? PRICES_DATE : PRICE_FILE_DATE],
        &cells[long_layout ? PRICES_CLOSE : PRICE_FILE_CLOSE],
        &cells[long_layout ? PRICES_ADJ_CLOSE : PRICE_FILE_ADJ_CLOSE]};
    const char *symbol = long_layout
                             ? strings_text(gatherer->context->strings, cells[PRICES_SYMBOL].text)
                             : gatherer->symbol;
    return add_row(gatherer, row, wanted, symbol) == BLACKOUT_OK ? BLACKOUT_OK
                                                                 : error_memory(error);
}

/* By file and line where dates are equal, for the same message on every run: qsort() keeps no
 * order. */
static int by_date(const void *a, const void *b)
{
    const struct price_point *x = a;
    const struct price_point *y = b;
    if (x->date != y->date) {
        return x->date < y->date ? -1 : 1;
    }
    if (x->input != y->input) {
        return x->input < y->input ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

/* At the second of the two, which may be of another file than the first. */
static blackout_status refuse_two(const struct price_book *book, const struct price_series *series,
                                  const struct price_point *first, const struct price_point *second,
                                  blackout_error *error)
{
    enum { WHERE_SIZE = 160 };
    char date[CALENDAR_TEXT_SIZE];
    char where[WHERE_SIZE] = "";
    calendar_print_date(date, second->date);
    if (first->input != second->input) {
        snprintf(where, sizeof where, " in line %u of %.100s", (unsigned)first->line,
                 book->inputs[first->input].source);
    }
    return error_at(error, BLACKOUT_ERROR_INPUT, book->inputs[second->input].source, second->line,
                    1, "%s has two prices on %s ('%.10g'%s and '%.10g'); keep one per day",
                    series->symbol, date, first->close, where, second->close);
}

/* Sorts, and drops a day that stands twice with the same price; with another it is refused. Two
 * downloads that were joined have days in common, with the same prices; other prices may be those
 * before and after a split. */
static blackout_status sort_series(const struct price_book *book, struct price_series *series,
                                   blackout_error *error)
{
    size_t kept = 0;
    if (series->count > 0) {
        qsort(series->points, series->count, sizeof *series->points, by_date);
    }
    for (size_t i = 0; i < series->count; ++i) {
        const struct price_point *point = &series->points[i];
        const struct price_point *before = kept > 0 ? &series->points[kept - 1] : NULL;
        if (before != NULL && before->date == point->date) {
            if (before->close != point->close || before->adjusted != point->adjusted) {
                return refuse_two(book, series, before, point, error);
            }
            continue;
        }
        series->points[kept++] = *point;
    }
    series->count = kept;
    return BLACKOUT_OK;
}

static blackout_status sort_book(struct price_book *book, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < book->count && status == BLACKOUT_OK; ++i) {
        status = sort_series(book, &book->series[i], error);
    }
    return status;
}

/* prices_FB.csv, FB.csv and FB.tsv hold FB. Only the last ending goes: BRK.B.csv holds BRK.B. In
 * whatever case, as in a package (file_name.c). */
static const char *symbol_of(struct arena *arena, const char *name)
{
    static const char prefix[] = "prices_";
    static const char *const endings[] = {".csv", ".tsv", ".txt"};
    enum { ENDING = 4 };
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; ++i) {
        if (length > ENDING && text_alike(name + length - ENDING, endings[i])) {
            length -= ENDING;
            break;
        }
    }
    if (length > sizeof prefix - 1 && text_starts_alike(name, prefix, sizeof prefix - 1)) {
        name += sizeof prefix - 1;
        length -= sizeof prefix - 1;
    }
    return arena_copy(arena, name, length);
}

/* What the head of a file says of its layout. */
struct layout {
    enum table_id table;
    struct price_shares shares; /* named in a header of several lines */
};

/* The long layout is known by both columns; a symbol alone may be a note beside a date. Any of the
 * first records may be the header, below a title: one that has both decides. */
static blackout_status look_for_symbol(void *user, const struct csv_record *record,
                                       blackout_error *error)
{
    struct layout *layout = user;
    bool symbol = false;
    bool date = false;
    (void)error;
    for (size_t i = 0; i < record->field_count; ++i) {
        const struct column_meaning meaning =
            column_name_understand(PRICES, record->fields[i].text);
        symbol = symbol || (meaning.role == ROLE_CENTRE && meaning.column == PRICES_SYMBOL);
        date = date || (meaning.role == ROLE_CENTRE && meaning.column == PRICES_DATE);
    }
    layout->table = symbol && date ? PRICES : layout->table;
    return BLACKOUT_OK;
}

/* Which of the layouts the file has. Without a checksum: the file is read again for its rows. Under
 * each delimiter, as the one that is right is found only with the table. */
static blackout_status find_layout(struct layout *layout, const char *path, const char *source,
                                   const blackout_run_options *options, blackout_error *error)
{
    struct csv_reader *reader;
    const struct csv_input input = {.source = source,
                                    .path = path,
                                    .encoding = options != NULL ? options->encoding : NULL,
                                    .no_checksum = true};
    blackout_status status = csv_open(&reader, &input, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    price_shares_find(&layout->shares, reader);
    for (size_t i = 0; i < CSV_USUAL_DELIMITERS && layout->shares.count == 0; ++i) {
        struct csv_dialect dialect = {csv_usual_delimiters[i], '"'};
        blackout_error ignored; /* said again, with its place, when the table is read */
        csv_first_records(reader, dialect, CSV_HEAD_RECORDS, look_for_symbol, layout, &ignored);
    }
    csv_close(reader);
    return BLACKOUT_OK;
}

static blackout_status add_input(struct price_book *book, const struct table *table,
                                 const char *package, blackout_error *error)
{
    if (arena_grow(book->arena, (void **)&book->inputs, &book->input_capacity, book->input_count,
                   sizeof *book->inputs) != 0) {
        return error_memory(error);
    }
    book->inputs[book->input_count++] =
        (struct price_input){.source = table->source,
                             .package = package,
                             .sha256 = arena_copy(book->arena, table->sha256, 64),
                             .rows = table->rows_read,
                             .delimiter = table->delimiter};
    return BLACKOUT_OK;
}

/* Strings of its own: those of a dataset are not added to once it is open. */
blackout_status price_book_init(struct price_book *book, struct arena *arena, blackout_error *error)
{
    *book = (struct price_book){.arena = arena};
    return strings_init(&book->strings, arena) == 0 ? BLACKOUT_OK : error_memory(error);
}

/* Reads the prices of `share`, or of the only one where that is NULL, as those of `symbol`. */
static blackout_status read_share(struct price_book *book, struct table *table, const char *path,
                                  const char *symbol, const char *share,
                                  const blackout_run_options *options, blackout_error *error)
{
    struct bare_file file;
    bare_file_init(&file, book->arena, &book->strings, options);
    file.share = share;
    struct gatherer gatherer = {.book = book,
                                .table = table,
                                .context = &file.ingest.context,
                                .symbol = symbol,
                                .input = (uint32_t)book->input_count};
    blackout_status status =
        bare_file_read(&file, table, path, table->source, on_row, &gatherer, error);
    return bare_file_end(&file, status, table->source, "the prices", error);
}

/* Once for each share of the file: the reader takes one share at a time. Names in the header are
 * the symbols only where there are several; of a single share the name of the file is, as it is of
 * files that name none. A pipe is refused before it is opened, since the file is read more than
 * once. */
blackout_status price_book_read(struct price_book *book, const char *path,
                                const blackout_run_options *options, blackout_error *error)
{
    struct layout layout = {.table = PRICE_FILE};
    const char *name = file_name_of(path);
    const char *source = arena_copy(book->arena, name, strlen(name));
    const char *symbol = symbol_of(book->arena, name);
    if (source == NULL || symbol == NULL) {
        return error_memory(error);
    }
    blackout_status status = input_file_refuse_pipe(path, error);
    if (status == BLACKOUT_OK) {
        status = find_layout(&layout, path, source, options, error);
    }
    const size_t shares = layout.shares.count > 1 ? layout.shares.count : 1;
    struct table table = {0};
    for (size_t i = 0; i < shares && status == BLACKOUT_OK; ++i) {
        const char *share = shares > 1 ? layout.shares.names[i] : NULL;
        const char *own = share != NULL ? arena_copy(book->arena, share, strlen(share)) : symbol;
        table = (struct table){.id = layout.table, .source = source};
        status = own != NULL ? read_share(book, &table, path, own, share, options, error)
                             : error_memory(error);
    }
    if (status == BLACKOUT_OK) {
        /* one input, however many shares: each reading has the same bytes and as many rows */
        status = add_input(book, &table, "", error);
    }
    return status == BLACKOUT_OK ? sort_book(book, error) : status;
}

/* ---- The package ----------------------------------------------------------------------------- */

static blackout_status add_package_inputs(struct price_book *book, const blackout_dataset *dataset,
                                          blackout_error *error)
{
    const struct table *prices = &dataset->tables[PRICES];
    blackout_status status =
        prices->present ? add_input(book, prices, prices->package, error) : BLACKOUT_OK;
    for (size_t i = 0; i < dataset->price_file_count && status == BLACKOUT_OK; ++i) {
        const struct table *file = &dataset->price_files[i];
        status = add_input(book, file, file->package, error);
    }
    return status;
}

/* `from_files` is fixed before the loop: series added by it are the package's own and go on
 * growing. A symbol is found with or without a caret: a file of GSPC takes the place of the
 * package's ^GSPC. */
blackout_status price_book_add_package(struct price_book *book, const blackout_dataset *dataset,
                                       blackout_error *error)
{
    const struct table *prices = &dataset->tables[PRICES];
    struct gatherer gatherer = {.book = book, .from_package = true};
    size_t from_files = book->count;
    for (size_t i = 0; i < prices->row_count; ++i) {
        const struct cell *cells = prices->rows[i].cells;
        const char *symbol = dataset_text(dataset, cells[PRICES_SYMBOL].text);
        const struct price_series *known = price_book_find(book, symbol);
        if (known != NULL && known < book->series + from_files) {
            continue; /* what is named on the command line goes before the package */
        }
        struct price_point point = {
            .date = cells[PRICES_DATE].time,
            .close = cells[PRICES_CLOSE].number,
            .adjusted = cells[PRICES_ADJ_CLOSE].given ? cells[PRICES_ADJ_CLOSE].number : 0,
            .line = (uint32_t)prices->rows[i].line};
        if (add_point(&gatherer, symbol, &point, error) != BLACKOUT_OK) {
            return BLACKOUT_ERROR_MEMORY;
        }
    }
    blackout_status status = sort_book(book, error);
    return status == BLACKOUT_OK ? add_package_inputs(book, dataset, error) : status;
}
