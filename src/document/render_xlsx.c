/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook: on the first sheet the answer, the warnings, the figures that matter most with what
 * they rest on, and where to find the rest; then a sheet for each table, with its notes and charts;
 * last the numbers of the charts. Sentences go with the table that they are about, since a sheet is
 * printed or sent by itself. */
#include "document/render.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "document/chart.h"
#include "document/xlsx_chart.h"
#include "document/xlsx_table.h"

/* Columns of the first sheet, over which paragraphs go, and their widths in characters: those of
 * the figures, a name, a value, a unit, two ends, what it is about. */
static const double first_widths[] = {44, 16, 10, 16, 16, 58};
enum { FIRST_COLUMNS = sizeof first_widths / sizeof first_widths[0], FIRST_WIDTH = 150 };

/* What a sheet has so far, row by row: each thing is written at `next` and moves it on. */
struct place {
    lxw_worksheet *sheet;
    const char *title;
    const struct sheet *table; /* NULL: the first sheet */
    lxw_row_t table_row;
    lxw_row_t next; /* the first row that is free */
};

/* A chart that is drawn once all tables are there, so that its numbers come after them. By the
 * number of its place, since places move. */
struct waiting {
    const struct chart *chart;
    size_t place;
};

struct workbook {
    const struct document *document;
    struct xlsx_book book;
    struct place *places; /* the first sheet first */
    size_t place_count;
    size_t place_capacity;
    struct waiting *charts;
    size_t chart_count;
    size_t chart_capacity;
    const char *part;    /* what the tables are of; NULL: there are no parts */
    size_t heading;      /* number of the block of the last heading; none yet: SIZE_MAX */
    size_t said;         /* blocks before this one are on a sheet */
    size_t tables_below; /* the heading */
};

static const size_t no_block = (size_t)-1;

/* The runs as one text, in the words of the text report; "" when memory is out. */
static const char *joined(struct workbook *workbook, const struct value *runs, size_t count)
{
    char buffer[VALUE_PRINT_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < count; ++i) {
        length += strlen(value_shown(buffer, &runs[i]));
    }
    char *text = arena_alloc(&workbook->book.arena, length + 1, 1);
    char *end = text;
    for (size_t i = 0; i < count && text != NULL; ++i) {
        end = stpcpy(end, value_shown(buffer, &runs[i]));
    }
    workbook->book.failed = workbook->book.failed || text == NULL;
    for (char *c = text; c != NULL && *c != '\0'; ++c) {
        *c = (char)(*c == '\n' ? ' ' : *c); /* a line break of the terminal's */
    }
    return text != NULL ? text : "";
}

/* Places move while they grow: they are kept by number, and the first is the summary. */
static struct place *add_place(struct workbook *workbook, const char *title)
{
    struct xlsx_book *book = &workbook->book;
    if (book->failed ||
        arena_grow(&book->arena, (void **)&workbook->places, &workbook->place_capacity,
                   workbook->place_count, sizeof *workbook->places) != 0) {
        book->failed = true;
        return NULL;
    }
    struct place *place = &workbook->places[workbook->place_count];
    *place = (struct place){.sheet = xlsx_sheet(book, title), .title = title};
    if (book->failed) {
        return NULL;
    }
    ++workbook->place_count;
    return place;
}

/* Writes a table with its header at the place's next row. */
static void put_table(struct workbook *workbook, struct place *place, const struct sheet *table)
{
    const struct xlsx_place where = {place->sheet, place->next, place != workbook->places};
    place->table_row = place->next;
    place->next = xlsx_table(&workbook->book, &where, table) + 1;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static const char *line_of(struct workbook *workbook, const struct block *block)
{
    return joined(workbook, block->runs, block->run_count);
}

/* Writes a line below what a sheet has: over the columns of the first, wrapped, else over those
 * that follow, since a text that is not wrapped goes on over the empty cells beside it. */
static void put_line(struct workbook *workbook, struct place *place, const char *text)
{
    if (place == workbook->places) {
        xlsx_paragraph(&workbook->book, place->sheet, place->next++, FIRST_COLUMNS, FIRST_WIDTH,
                       text);
    } else {
        xlsx_text(&workbook->book, place->sheet, place->next++, 0, text, XLSX_PLAIN);
    }
}

static void put_heading(struct workbook *workbook, struct place *place, const char *text)
{
    xlsx_text(&workbook->book, place->sheet, place->next++, 0, text, XLSX_HEADING);
}

/* "Losses by platform (M USD)", of a part "Facebook: ..."; "" before any heading. */
static const char *heading_text(struct workbook *workbook)
{
    const struct document *document = workbook->document;
    if (workbook->heading == no_block) {
        return "";
    }
    const struct block *block = &document->blocks[workbook->heading];
    const char *unit = block->unit;
    const char *title = joined(workbook, block->runs, block->title_runs);
    const char *detail =
        joined(workbook, block->runs + block->title_runs, block->run_count - block->title_runs);
    const char *text =
        arena_format(&workbook->book.arena, "%s%s%s%s%s", title, unit != NULL ? " (" : "",
                     unit != NULL ? unit : "", unit != NULL ? ")" : "", detail);
    workbook->book.failed = workbook->book.failed || text == NULL;
    return text != NULL ? text : "";
}

/* Writes the lines that have been met and are on no sheet yet. */
static void flush_lines(struct workbook *workbook, size_t end, struct place *place)
{
    const struct document *document = workbook->document;
    for (size_t i = workbook->said; i < end && !workbook->book.failed; ++i) {
        const struct block *block = &document->blocks[i];
        if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_NOTE) {
            put_line(workbook, place, line_of(workbook, block));
        }
    }
    workbook->said = end;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

/* The title of the chart that a table of numbers is for. */
static const char *chart_title(const struct document *document, size_t from)
{
    for (size_t i = from; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_CHART) {
            return document->blocks[i].chart->title;
        }
    }
    return "";
}

/* What a table's sheet is called: by its heading, which in a document of parts is that of several.
 * xlsx_sheet() makes names that are taken differ. */
static const char *table_title(struct workbook *workbook, size_t at)
{
    const struct document *document = workbook->document;
    if (document->blocks[at].kind == BLOCK_NUMBERS) {
        return chart_title(document, at);
    }
    if (workbook->heading != no_block) {
        return joined(workbook, document->blocks[workbook->heading].runs,
                      document->blocks[workbook->heading].title_runs);
    }
    return document->title != NULL ? document->title : "Table";
}

/* What a sheet of numbers for a chart is headed by: the chart's title, and the unit of what is
 * shown without one. */
static const char *numbers_heading(struct workbook *workbook, const char *title,
                                   const struct sheet *table)
{
    char unit[UNIT_PRINT_SIZE] = "";
    const size_t cells = table->row_count * table->column_count;
    for (size_t i = 0; i < cells && unit[0] == '\0'; ++i) {
        const struct value *value = &table->cells[i];
        if (value_is_number(value) && !value->style->with_unit && value->unit != NULL) {
            value_print_unit(unit, value->unit, value->style);
        }
    }
    const char *text =
        unit[0] != '\0' ? arena_format(&workbook->book.arena, "%s (%s)", title, unit) : title;
    workbook->book.failed = workbook->book.failed || text == NULL;
    return text != NULL ? text : "";
}

/* An empty table has no sheet. A table of few rows is made to fit on one page. Rows that do not fit
 * on a page have as many pages as they need, with the head on each. */
static void add_table(struct workbook *workbook, size_t at)
{
    enum { HEADER_ROWS = 1, ONE_PAGE_ROWS = 40 };
    const struct sheet *table = workbook->document->blocks[at].table;
    const bool is_numbers = workbook->document->blocks[at].kind == BLOCK_NUMBERS;
    const char *title = table_title(workbook, at);
    struct place *place = table->row_count > 0 ? add_place(workbook, title) : NULL;
    if (place == NULL) {
        return;
    }
    const char *heading =
        is_numbers ? numbers_heading(workbook, title, table) : heading_text(workbook);
    put_heading(workbook, place, heading[0] != '\0' ? heading : title);
    if (workbook->part != NULL) {
        put_line(workbook, place, workbook->part);
    }
    flush_lines(workbook, at, place);
    place->table = table;
    ++place->next;
    put_table(workbook, place, table);
    if (!workbook->book.failed) {
        worksheet_fit_to_pages(place->sheet, 1, table->row_count > ONE_PAGE_ROWS ? 0 : 1);
        worksheet_freeze_panes(place->sheet, place->table_row + HEADER_ROWS, 1);
        xlsx_done(&workbook->book,
                  worksheet_repeat_rows(place->sheet, place->table_row, place->table_row));
    }
}

/* On the sheet that was made last: its table's, where it has one. */
static void add_chart(struct workbook *workbook, const struct chart *chart)
{
    struct xlsx_book *book = &workbook->book;
    if (book->failed ||
        arena_grow(&book->arena, (void **)&workbook->charts, &workbook->chart_capacity,
                   workbook->chart_count, sizeof *workbook->charts) != 0) {
        book->failed = true;
        return;
    }
    workbook->charts[workbook->chart_count++] = (struct waiting){chart, workbook->place_count - 1};
}

/* Lines are of the sheet of their heading's last table; where it has none, of the first sheet, with
 * the heading above them. */
static void end_section(struct workbook *workbook, size_t at)
{
    const bool is_first = workbook->tables_below == 0;
    struct place *place =
        is_first ? workbook->places : &workbook->places[workbook->place_count - 1];
    if (is_first && workbook->heading != no_block && workbook->said < at) {
        ++place->next;
        put_heading(workbook, place, heading_text(workbook));
    }
    flush_lines(workbook, at, place);
    workbook->tables_below = 0;
}

static void add_block(struct workbook *workbook, size_t at)
{
    const struct block *block = &workbook->document->blocks[at];
    switch (block->kind) {
    case BLOCK_PART:
        end_section(workbook, at);
        workbook->part = line_of(workbook, block);
        workbook->heading = no_block;
        workbook->said = at + 1;
        break;
    case BLOCK_HEADING:
        end_section(workbook, at);
        workbook->heading = at;
        workbook->said = at + 1;
        break;
    case BLOCK_TABLE:
    case BLOCK_NUMBERS:
        if (workbook->tables_below > 0) {
            flush_lines(workbook, at, &workbook->places[workbook->place_count - 1]);
        }
        add_table(workbook, at);
        ++workbook->tables_below;
        workbook->said = at + 1;
        break;
    case BLOCK_CHART:
        add_chart(workbook, block->chart);
        break;
    default: /* lines wait for the table that they belong to; the figures are on the first sheet */
        break;
    }
}

/* ---- The first sheet ------------------------------------------------------------------------- */

static void put_warnings(struct workbook *workbook, struct place *place)
{
    const struct warning_list *warnings = workbook->document->warnings;
    if (warnings == NULL || warnings->count == 0) {
        return;
    }
    ++place->next;
    put_heading(workbook, place, "Before you quote this");
    for (size_t i = 0; i < warnings->count && !workbook->book.failed; ++i) {
        char tail[WARNING_TAIL_SIZE];
        warning_tail(tail, &warnings->items[i]);
        const char *text = arena_format(&workbook->book.arena, "%s: %s%s", warnings->items[i].where,
                                        warnings->items[i].message, tail);
        workbook->book.failed = text == NULL;
        if (text != NULL) {
            put_line(workbook, place, text);
        }
    }
}

/* The figures that matter most, and what each rests on. */
static void put_figures(struct workbook *workbook, struct place *place)
{
    const struct document *document = workbook->document;
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_FIGURES && !workbook->book.failed) {
            ++place->next;
            put_heading(workbook, place, "What matters most");
            put_table(workbook, place, document->blocks[i].table);
        }
    }
}

/* The lines before any table or heading: the answer. Returns the number of the block after them,
 * where the sheets begin. */
static size_t put_answer(struct workbook *workbook, struct place *place)
{
    const struct document *document = workbook->document;
    size_t i = 0;
    for (; i < document->block_count; ++i) {
        const struct block *block = &document->blocks[i];
        const bool line = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_NOTE;
        if (!line && block->kind != BLOCK_FINDING) {
            break;
        }
        if (line) {
            put_line(workbook, place, line_of(workbook, block));
        }
    }
    return i;
}

static void begin_first(struct workbook *workbook)
{
    const struct document *document = workbook->document;
    struct place *place = add_place(workbook, "Summary");
    if (place == NULL) {
        return;
    }
    for (int k = 0; k < FIRST_COLUMNS; ++k) {
        const lxw_col_t column = (lxw_col_t)k;
        xlsx_done(&workbook->book,
                  worksheet_set_column(place->sheet, column, column, first_widths[k], NULL));
    }
    worksheet_fit_to_pages(place->sheet, 1, 0);
    xlsx_text(&workbook->book, place->sheet, place->next++, 0,
              document->title != NULL ? document->title : "Report", XLSX_TITLE);
    workbook->said = put_answer(workbook, place);
    put_warnings(workbook, place);
    put_figures(workbook, place);
}

/* Which sheets there are. Written last, when all sheets have their names; the first sheet has room
 * below. */
static void put_contents(struct workbook *workbook)
{
    struct place *first = workbook->places;
    if (workbook->book.failed || workbook->place_count < 2) {
        return;
    }
    ++first->next;
    put_heading(workbook, first, "Sheets");
    for (size_t i = 1; i < workbook->place_count; ++i) {
        xlsx_link(&workbook->book, first->sheet, first->next, 0, workbook->places[i].sheet->name);
        xlsx_text(&workbook->book, first->sheet, first->next++, 1, workbook->places[i].title,
                  XLSX_PLAIN);
    }
}

/* ---- Charts ---------------------------------------------------------------------------------- */

/* Colours the columns of a grid, the larger the darker: a sheet is a grid itself. The first column
 * has the names of the rows. */
static void colour_grid(struct workbook *workbook, const struct place *place)
{
    const struct sheet *table = place->table;
    lxw_conditional_format scale = {
        .type = LXW_CONDITIONAL_2_COLOR_SCALE, .min_color = 0xFFFFFF, .max_color = 0x5AA9DB};
    xlsx_done(&workbook->book, worksheet_conditional_format_range(
                                   place->sheet, place->table_row + 1, 1,
                                   place->table_row + (lxw_row_t)table->row_count,
                                   (lxw_col_t)(xlsx_table_columns(table) - 1), &scale));
}

/* All on one sheet of numbers, after the tables: what a chart draws is in cells, where it can be
 * checked. */
static void draw_charts(struct workbook *workbook)
{
    struct xlsx_numbers numbers = {.sheet = NULL};
    for (size_t i = 0; i < workbook->chart_count && !workbook->book.failed; ++i) {
        const struct waiting *waiting = &workbook->charts[i];
        struct place *place = &workbook->places[waiting->place];
        if (waiting->chart->kind == CHART_GRID && place->table != NULL) {
            colour_grid(workbook, place);
        } else if (waiting->chart->kind != CHART_GRID) {
            ++place->next;
            xlsx_chart(&workbook->book, &numbers, waiting->chart, place->sheet, place->next, 0);
            place->next += XLSX_CHART_ROWS;
        }
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

const bool xlsx_is_built = true;

/* Whether there is room for the workbook in memory. The library uses what it has not been given, so
 * what it may need is asked for before it begins, in one piece, and given back. Upper bounds of
 * what was measured with 1.1.4: of all, of a sheet or chart, of a cell; a cell's text is held
 * twice. */
static bool has_room(const struct document *document)
{
    enum { OF_ALL = 4 << 20, OF_BLOCK = 256 << 10, OF_CELL = 1024 };
    size_t needed = OF_ALL;
    for (size_t i = 0; i < document->block_count; ++i) {
        const struct sheet *table = document->blocks[i].table;
        needed += OF_BLOCK;
        for (size_t k = 0; table != NULL && k < table->row_count * table->column_count; ++k) {
            const char *text = table->cells[k].text;
            needed += OF_CELL + (text != NULL ? 2 * strlen(text) : 0);
        }
    }
    void *room = malloc(needed);
    const bool has = room != NULL;
    free(room);
    return has;
}

blackout_status render_xlsx(const struct document *document, blackout_sink *sink, void *user,
                            blackout_error *error)
{
    struct workbook workbook = {.document = document, .heading = no_block};
    if (document->failed || !has_room(document)) {
        return error_memory(error);
    }
    xlsx_begin(&workbook.book, document->title);
    begin_first(&workbook);
    for (size_t i = workbook.said; i < document->block_count && !workbook.book.failed; ++i) {
        add_block(&workbook, i);
    }
    if (!workbook.book.failed) {
        end_section(&workbook, document->block_count);
    }
    put_contents(&workbook);
    draw_charts(&workbook);
    return xlsx_finish(&workbook.book, sink, user, error);
}
