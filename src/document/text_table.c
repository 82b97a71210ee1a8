/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns are as wide as their widest text while the table fits. One that does not is made narrower
 * by the first of these that helps: 1. names of columns go on in further lines; 2. sentences in the
 * last column are broken between words, or put below their row where the others leave them too
 * little room; 3. other texts are broken; numbers never are; 4. the columns are written in blocks,
 * one after the other, each with the columns that say what a row is about. Nothing is ever cut: a
 * figure that does not fit is in another line or block, not half a figure. */
#include "document/text_table.h"

#include <string.h>

#include "core/columns.h"

enum {
    GAP = 2,           /* blanks between columns */
    LEAST_PROSE = 32,  /* room for sentences beside other columns */
    BELOW = 4,         /* how much deeper sentences below a row are indented */
    LONGEST_WORD = 60, /* of a cell; longer ones are addresses, which may be broken */
    MOST_NAMES = 3     /* columns that say what a row is about */
};

struct layout {
    const struct text_form *form;
    const struct sheet *table;
    const char **texts; /* [row_count + 1][column_count], the header first */
    size_t *widths;     /* [column_count], as they are now; 0: nothing in the whole column */
    size_t *natural;    /* with everything on one line */
    size_t *named;      /* with the name in lines of a word each */
    size_t *least;      /* with texts broken as well */
    const char **rest;  /* of the cells of the row at hand */
    size_t *lines;      /* of the cells of the row at hand */
    size_t indent;
    size_t below; /* the column that is put below its row; column_count: none */
};

static const char *text_at(const struct layout *layout, size_t row, size_t column)
{
    return layout->texts[row * layout->table->column_count + column];
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- Texts and their widths ------------------------------------------------------------------ */

/* Made once and measured before anything is written. */
static bool make_texts(struct layout *layout, struct arena *arena)
{
    const struct sheet *table = layout->table;
    const size_t columns = table->column_count;
    for (size_t k = 0; k < columns; ++k) {
        layout->texts[k] = table->columns[k].name;
    }
    for (size_t i = 0; i < table->row_count * columns; ++i) {
        char buffer[VALUE_PRINT_SIZE];
        const struct value *value = &table->cells[i];
        const char *text = value->ditto ? "" : value_shown(buffer, value);
        /* The buffer is used again for the next cell; texts of the document itself live long
         * enough. */
        text = text == buffer ? arena_copy(arena, text, strlen(text)) : text;
        text = text != NULL ? text_one_line(arena, text) : NULL;
        if (text == NULL) {
            return false;
        }
        layout->texts[columns + i] = text;
    }
    return true;
}

/* A text of one or two words is broken no further than into these. Columns on the right are
 * numbers, and never broken: they are as wide as their widest. Names of columns may be broken in
 * either. */
static void measure(struct layout *layout, size_t column)
{
    const char *name = text_at(layout, 0, column);
    const size_t name_width = columns_of(name, strlen(name));
    size_t widest = 0;
    size_t word = text_longest_word(name);
    const size_t of_name = word;
    for (size_t row = 1; row <= layout->table->row_count; ++row) {
        const char *text = text_at(layout, row, column);
        widest = larger(widest, columns_of(text, strlen(text)));
        if (layout->table->columns[column].left) {
            const size_t longest = text_longest_word(text);
            word = larger(word, longest < LONGEST_WORD ? longest : LONGEST_WORD);
        }
    }
    layout->natural[column] = larger(widest, name_width);
    layout->named[column] = larger(widest, of_name);
    layout->least[column] = layout->table->columns[column].left ? word : layout->named[column];
}

/* ---- Fitting --------------------------------------------------------------------------------- */

/* Columns of a table that are written beside each other: the names, and `first` to `end`. */
struct block_columns {
    size_t names;
    size_t first;
    size_t end;
};

static bool is_in(const struct block_columns *block, size_t column)
{
    return column < block->names || (column >= block->first && column < block->end);
}

static size_t width_of(const struct layout *layout, const size_t *widths,
                       const struct block_columns *block)
{
    size_t width = layout->indent;
    for (size_t k = 0; k < layout->table->column_count; ++k) {
        if (is_in(block, k) && k != layout->below && layout->natural[k] > 0) {
            width += widths[k] + (width > layout->indent ? GAP : 0);
        }
    }
    return width;
}

/* Takes from the widest column that may give some, until the block fits. One column of text at a
 * time gives a character, so that several wide ones become equally wide. Begins anew each time, so
 * that an attempt that failed leaves nothing behind. */
static bool shrink(struct layout *layout, const struct block_columns *block, const size_t *least)
{
    memcpy(layout->widths, layout->natural, layout->table->column_count * sizeof *layout->widths);
    while (width_of(layout, layout->widths, block) > layout->form->columns) {
        const size_t none = layout->table->column_count;
        size_t widest = none;
        for (size_t k = 0; k < none; ++k) {
            const bool gives =
                is_in(block, k) && k != layout->below && layout->widths[k] > least[k];
            if (gives && (widest == none || layout->widths[k] > layout->widths[widest])) {
                widest = k;
            }
        }
        if (widest == none) {
            return false;
        }
        --layout->widths[widest];
    }
    return true;
}

/* Whether the last column is of sentences for which there is room, beside the others or below. */
static bool fit_prose(struct layout *layout, const struct block_columns *all)
{
    const size_t last = layout->table->column_count - 1;
    const size_t room = layout->form->columns;
    if (!layout->table->columns[last].left || last == 0 || layout->natural[last] <= LEAST_PROSE) {
        return false;
    }
    layout->below = last;
    if (!shrink(layout, all, layout->named)) {
        layout->below = layout->table->column_count;
        return false;
    }
    const size_t others = width_of(layout, layout->widths, all) + GAP;
    if (room >= others + LEAST_PROSE) {
        layout->widths[last] = room - others;
        layout->below = layout->table->column_count;
    }
    return true;
}

/* The columns that say what a row is about: those of names before the first figure. Half of the
 * room at most, or no figure would be beside them. */
static size_t count_names(const struct layout *layout)
{
    size_t names = 0;
    size_t width = 0;
    while (names < layout->table->column_count && names < MOST_NAMES &&
           (names == 0 || layout->table->columns[names].left)) {
        width += layout->least[names];
        if (names > 0 && width > layout->form->columns / 2) {
            break;
        }
        ++names;
    }
    return names;
}

/* A column whose texts are broken is as wide as its widest line. What a break leaves over is given
 * to nobody: a narrower table is easier to read. */
static void tighten(struct layout *layout, const struct block_columns *block)
{
    for (size_t k = 0; k < layout->table->column_count; ++k) {
        const size_t room = layout->widths[k];
        if (!is_in(block, k) || k == layout->below || room == layout->natural[k]) {
            continue;
        }
        layout->widths[k] = 0;
        for (size_t row = 0; row <= layout->table->row_count; ++row) {
            const char *text = text_at(layout, row, k);
            while (text != NULL) {
                struct text_line line;
                text = text_line_next(&line, text, room, true);
                layout->widths[k] = larger(layout->widths[k], line.columns);
            }
        }
    }
}

/* ---- Writing --------------------------------------------------------------------------------- */

static size_t count_lines(const char *text, size_t room)
{
    struct text_line line;
    size_t count = 0;
    while (text != NULL && text[0] != '\0') {
        text = text_line_next(&line, text, room, true);
        ++count;
    }
    return count;
}

static enum tone tone_of(const struct layout *layout, size_t row, size_t column)
{
    return row > 0 && sheet_cell(layout->table, row - 1, column)->is_bad ? TONE_BAD : TONE_PLAIN;
}

/* One line of a row; no blanks at its end: they are counted, and written before the next text
 * alone. */
static void put_line(struct layout *layout, const struct block_columns *block, size_t row)
{
    struct writer *writer = layout->form->writer;
    size_t blanks = layout->indent;
    bool is_first = true;
    for (size_t k = 0; k < layout->table->column_count; ++k) {
        if (!is_in(block, k) || k == layout->below || layout->widths[k] == 0) {
            continue;
        }
        struct text_line line = {.length = 0};
        if (layout->rest[k] != NULL) {
            layout->rest[k] = text_line_next(&line, layout->rest[k], layout->widths[k], true);
        }
        const size_t room = layout->widths[k] > line.columns ? layout->widths[k] - line.columns : 0;
        const bool left = layout->table->columns[k].left;
        blanks += (is_first ? 0 : GAP) + (left ? 0 : room);
        is_first = false;
        if (line.length > 0) {
            writer_repeat(writer, ' ', blanks);
            text_put_toned(layout->form, tone_of(layout, row, k), line.text, line.length);
            blanks = 0;
        }
        blanks += left ? room : 0;
    }
    writer_put(writer, "\n");
}

/* The texts of a row end in its last line where they are names of columns, and begin in the first
 * where they are cells: names are next to what they name. */
static void put_row(struct layout *layout, const struct block_columns *block, size_t row)
{
    const size_t columns = layout->table->column_count;
    size_t lines = 1;
    for (size_t k = 0; k < columns; ++k) {
        const bool has_lines = is_in(block, k) && k != layout->below;
        layout->rest[k] = NULL;
        layout->lines[k] = has_lines ? count_lines(text_at(layout, row, k), layout->widths[k]) : 0;
        lines = larger(lines, layout->lines[k]);
    }
    for (size_t i = 0; i < lines; ++i) {
        for (size_t k = 0; k < columns; ++k) {
            const size_t own = layout->lines[k];
            if (own > 0 && i == (row == 0 ? lines - own : 0)) {
                layout->rest[k] = text_at(layout, row, k);
            }
        }
        put_line(layout, block, row);
    }
    if (layout->below < columns && text_at(layout, row, layout->below)[0] != '\0') {
        const char *text = text_at(layout, row, layout->below);
        text_put_prose(layout->form, text, layout->indent + BELOW,
                       tone_of(layout, row, layout->below), strlen(text));
    }
}

static void put_block(struct layout *layout, const struct block_columns *block)
{
    tighten(layout, block);
    for (size_t row = 0; row <= layout->table->row_count; ++row) {
        put_row(layout, block, row);
    }
}

/* As many columns a block as fit when they are as narrow as they can be. At least one: a column
 * that fits beside the names nowhere is written all the same, and its lines are too long. */
static void put_blocks(struct layout *layout)
{
    const size_t columns = layout->table->column_count;
    struct block_columns block = {.names = count_names(layout)};
    for (block.first = block.names; block.first < columns; block.first = block.end) {
        bool fits = true;
        for (block.end = block.first + 1; block.end < columns && fits; block.end += fits ? 1 : 0) {
            const struct block_columns more = {block.names, block.first, block.end + 1};
            fits = width_of(layout, layout->least, &more) <= layout->form->columns;
        }
        shrink(layout, &block, layout->least);
        writer_put(layout->form->writer, block.first > block.names ? "\n" : "");
        put_block(layout, &block);
    }
}

static void put_fitted(struct layout *layout)
{
    const struct block_columns all = {.end = layout->table->column_count};
    if (shrink(layout, &all, layout->named) || fit_prose(layout, &all) ||
        shrink(layout, &all, layout->least)) {
        put_block(layout, &all);
    } else {
        put_blocks(layout);
    }
}

bool text_put_table(const struct text_form *form, const struct sheet *table, size_t indent,
                    struct arena *arena)
{
    enum { WIDTHS = 5 };
    const size_t columns = table->column_count;
    struct layout layout = {.form = form, .table = table, .indent = indent, .below = columns};
    layout.texts = arena_alloc(arena, (table->row_count + 1) * columns, sizeof *layout.texts);
    layout.rest = arena_alloc(arena, columns, sizeof *layout.rest);
    layout.widths = arena_alloc(arena, WIDTHS * columns, sizeof *layout.widths);
    if (layout.texts == NULL || layout.rest == NULL || layout.widths == NULL ||
        !make_texts(&layout, arena)) {
        return false;
    }
    layout.natural = layout.widths + columns;
    layout.named = layout.natural + columns;
    layout.least = layout.named + columns;
    layout.lines = layout.least + columns;
    for (size_t k = 0; k < columns; ++k) {
        measure(&layout, k);
    }
    if (table->row_count > 0) {
        put_fitted(&layout);
    }
    return true;
}
