/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only user of libxlsxwriter's workbook. A cell's format is made once for each way of showing a
 * number. The library writes a zip file by name, so the workbook goes through a temporary file,
 * which is then copied into the sink. */
#define _GNU_SOURCE /* mkstemp, uselocale */
#include "document/xlsx_book.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "core/text.h"
#include "document/xlsx_archive.h"

/* Of no meaning, so that the same report has the same bytes: the first date that a zip file can
 * have, 1980-01-01. */
static const time_t creation_time = 315532800;

/* Excel's limits: characters of a sheet's name and of a cell; the first day that its calendar has
 * right, 1900-03-01. */
enum { NAME_CHARACTERS = 31, NAME_BYTES = 4 * NAME_CHARACTERS, CELL_BYTES = 32767 - 3 };
static const double seconds_per_day = 86400;
static const double epoch_day = 25569; /* 1970-01-01 */
static const double first_day = 61;

static const char date_format[] = "yyyy-mm-dd";
const char xlsx_instant_format[] = "yyyy-mm-dd hh:mm\" UTC\"";

bool xlsx_done(struct xlsx_book *book, lxw_error result)
{
    book->failed = book->failed || result != LXW_NO_ERROR;
    return !book->failed;
}

double xlsx_time(double seconds)
{
    return seconds / seconds_per_day + epoch_day;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

/* Makes an empty file with a name of its own; NULL where there can be none. mkstemps() makes the
 * file, so that nobody else's can be in its place; a TMPDIR that is relative would be somewhere
 * else after a change of folder. */
static char *make_file(struct arena *arena)
{
    static const char name[] = "/blackout-XXXXXX.xlsx";
    enum { ENDING = sizeof ".xlsx" - 1 };
    const char *folder = getenv("TMPDIR");
    folder = folder != NULL && folder[0] == '/' ? folder : "/tmp";
    char *path = arena_alloc(arena, strlen(folder) + sizeof name, 1);
    if (path == NULL) {
        return NULL;
    }
    stpcpy(stpcpy(path, folder), name);
    const int descriptor = mkstemps(path, ENDING);
    if (descriptor < 0) {
        return NULL;
    }
    close(descriptor);
    return path;
}

/* The library prints numbers by the thread's locale: with a decimal comma the file would not be XML
 * that Excel reads. uselocale() is the thread's alone, so that no other thread sees the change. */
void xlsx_begin(struct xlsx_book *book, const char *title)
{
    *book = (struct xlsx_book){.neutral = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
    if (book->neutral != (locale_t)0) {
        book->before = uselocale(book->neutral);
    }
    book->path = make_file(&book->arena);
    book->workbook = book->path != NULL ? workbook_new(book->path) : NULL;
    char *own = title != NULL ? arena_copy(&book->arena, title, strlen(title)) : NULL;
    lxw_doc_properties properties = {.title = own, .created = creation_time};
    book->failed = book->workbook == NULL || book->neutral == (locale_t)0;
    if (!book->failed) {
        xlsx_done(book, workbook_set_properties(book->workbook, &properties));
    }
}

static int send(FILE *file, blackout_sink *sink, void *user)
{
    char bytes[8192];
    size_t size = 0;
    int failed = 0;
    while (failed == 0 && (size = fread(bytes, 1, sizeof bytes, file)) > 0) {
        failed = sink(user, bytes, size);
    }
    return failed != 0 || ferror(file) != 0 ? -1 : 0;
}

/* Ends the workbook, whose file is whole afterwards or the book has failed. A book that has failed
 * is freed and not written: closing it would write a file that nobody wants. */
static void close_workbook(struct xlsx_book *book)
{
    if (book->workbook != NULL && book->failed) {
        lxw_workbook_free(book->workbook);
    } else if (book->workbook != NULL) {
        xlsx_done(book, workbook_close(book->workbook));
    }
    book->workbook = NULL;
}

/* The file goes away whatever happened, and the thread gets its locale back. */
blackout_status xlsx_finish(struct xlsx_book *book, blackout_sink *sink, void *user,
                            blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    close_workbook(book);
    FILE *file = !book->failed ? fopen(book->path, "rb") : NULL;
    if (file == NULL || !xlsx_archive_is_whole(file)) {
        status =
            error_set(error, BLACKOUT_ERROR_IO,
                      "the workbook could not be made: out of memory, or no room in the folder "
                      "for temporary files (TMPDIR, else /tmp); set TMPDIR to one with room");
    } else if (send(file, sink, user) != 0) {
        status = error_set(error, BLACKOUT_ERROR_IO, "the output could not be written");
    }
    if (file != NULL) {
        fclose(file);
    }
    if (book->path != NULL) {
        unlink(book->path);
    }
    if (book->neutral != (locale_t)0) {
        uselocale(book->before);
        freelocale(book->neutral);
    }
    arena_free(&book->arena);
    return status;
}

/* ---- Sheets ---------------------------------------------------------------------------------- */

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0U) == 0x80U;
}

/* U+2019, for the apostrophe that ends the name of a sheet in a formula and in a link. */
static const char apostrophe[] = "\xE2\x80\x99";

/* Copies at most `most` characters that a name may have; one that is cut ends with a word. The
 * characters that Excel refuses are left out; a slash joins two words, and becomes a blank. */
static void copy_name(char *name, const char *title, size_t most)
{
    size_t used = 0;
    size_t characters = 0;
    size_t word_end = 0;
    const char *c = title;
    for (; *c != '\0'; ++c) {
        if (!is_continuation(*c) && ++characters > most) {
            break;
        }
        word_end = *c == ' ' ? used : word_end;
        if (*c == '\'') {
            memcpy(name + used, apostrophe, sizeof apostrophe - 1);
            used += sizeof apostrophe - 1;
        } else if (strchr("[]:*?\\", *c) == NULL && (unsigned char)*c >= ' ') {
            name[used++] = (char)(*c == '/' ? ' ' : *c);
        }
    }
    used = *c != '\0' && word_end > 0 ? word_end : used;
    while (used > 0 && strchr(" ,(", name[used - 1]) != NULL) {
        --used;
    }
    name[used] = '\0';
}

/* Names have to differ, also in case; a number is put after those that are taken. */
lxw_worksheet *xlsx_sheet(struct xlsx_book *book, const char *title)
{
    char name[NAME_BYTES + 1];
    if (book->failed) {
        return NULL;
    }
    copy_name(name, title, NAME_CHARACTERS);
    for (size_t number = 2;
         name[0] == '\0' || workbook_validate_sheet_name(book->workbook, name) != LXW_NO_ERROR;
         ++number) {
        char suffix[24];
        snprintf(suffix, sizeof suffix, " %zu", number);
        copy_name(name, name[0] != '\0' ? title : "Sheet", NAME_CHARACTERS - strlen(suffix));
        const size_t used = strlen(name);
        snprintf(name + used, sizeof name - used, "%s", suffix);
    }
    enum { A4 = 9 };
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    book->failed = sheet == NULL;
    if (sheet != NULL) { /* tables are wider than they are long */
        worksheet_set_landscape(sheet);
        worksheet_set_paper(sheet, A4);
    }
    return sheet;
}

/* ---- Formats --------------------------------------------------------------------------------- */

static void apply_header(lxw_format *format, enum xlsx_look look)
{
    format_set_bold(format);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_align(format, look == XLSX_HEADER_RIGHT ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    if (look == XLSX_HEADER_INDENTED) {
        format_set_indent(format, 1);
    }
}

static void apply_look(lxw_format *format, enum xlsx_look look)
{
    enum { TITLE_POINTS = 14, HEADING_POINTS = 12 };
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    switch (look) {
    case XLSX_TITLE:
    case XLSX_HEADING:
        format_set_bold(format);
        format_set_font_size(format, look == XLSX_TITLE ? TITLE_POINTS : HEADING_POINTS);
        break;
    case XLSX_HEADER:
    case XLSX_HEADER_RIGHT:
    case XLSX_HEADER_INDENTED:
        apply_header(format, look);
        break;
    case XLSX_TOTAL:
        format_set_bold(format);
        format_set_top(format, LXW_BORDER_THIN);
        break;
    case XLSX_RIGHT:
        format_set_align(format, LXW_ALIGN_RIGHT);
        break;
    case XLSX_INDENTED:
        format_set_indent(format, 1);
        break;
    case XLSX_WRAPPED:
        format_set_text_wrap(format);
        break;
    case XLSX_LINK:
        format_set_font_color(format, LXW_COLOR_BLUE);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
        break;
    case XLSX_PLAIN:
        break;
    }
}

/* Formats are shared, since Excel has room for some 65,000 of them in a workbook. */
lxw_format *xlsx_format(struct xlsx_book *book, const char *number, enum xlsx_look look)
{
    for (size_t i = 0; i < book->format_count; ++i) {
        if (book->formats[i].look == look && strcmp(book->formats[i].number, number) == 0) {
            return book->formats[i].format;
        }
    }
    lxw_format *format = book->failed ? NULL : workbook_add_format(book->workbook);
    if (format == NULL || arena_grow(&book->arena, (void **)&book->formats, &book->format_capacity,
                                     book->format_count, sizeof *book->formats) != 0) {
        book->failed = true;
        return NULL;
    }
    struct xlsx_format *one = &book->formats[book->format_count++];
    *one = (struct xlsx_format){.look = look, .format = format};
    snprintf(one->number, sizeof one->number, "%s", number);
    apply_look(format, look);
    if (number[0] != '\0') {
        format_set_num_format(format, one->number);
    }
    return format;
}

/* Places that show so many significant digits of a number. */
static int places_of(double shown, int digits)
{
    enum { MOST_PLACES = 9 };
    const double places =
        shown != 0 ? (double)digits - 1 - floor(log10(fabs(shown))) : (double)digits - 1;
    return places > MOST_PLACES ? MOST_PLACES : places < 0 ? 0 : (int)places;
}

/* Room for the digits of a format, and for its unit: three of both fit into it. */
enum { PART_SIZE = 20 };

/* The digits of a format: "#,##0.00,," A comma behind the digits divides by a thousand: the cell
 * keeps the whole number. */
static void digits_format(char text[PART_SIZE], const struct style *style, double number)
{
    static const char *const ends[] = {[MAGNITUDE_ONE] = "",
                                       [MAGNITUDE_PERCENT] = "%",
                                       [MAGNITUDE_MILLION] = ",,",
                                       [MAGNITUDE_BILLION] = ",,,",
                                       [MAGNITUDE_TRILLION] = ",,,,"};
    const struct magnitude_terms *terms = &magnitudes[style->magnitude];
    int places = fabs(number) < style->small ? style->small_places : style->places;
    if (style->significant > 0) {
        places = places_of(number * terms->times / terms->over, style->significant);
    }
    snprintf(text, PART_SIZE, "%s%s%.*s%s", style->ungrouped ? "0" : "#,##0", places > 0 ? "." : "",
             places, "000000000", ends[style->magnitude]);
}

/* The unit after the digits, in quotes: " USD". A unit that is too long is left out: the head of
 * the column has it. */
static void unit_format(char text[PART_SIZE], const struct value *value)
{
    enum { QUOTES = 3 };
    char unit[UNIT_PRINT_SIZE];
    text[0] = '\0';
    if (!value->style->with_unit || value->style->magnitude == MAGNITUDE_PERCENT) {
        return;
    }
    value_print_unit(unit, value->unit, value->style);
    for (char *c = unit; *c != '\0'; ++c) {
        *c = (char)(*c == '"' || *c == '\\' ? '\'' : *c);
    }
    if (unit[0] != '\0' && strlen(unit) + QUOTES < PART_SIZE) {
        snprintf(text, PART_SIZE, "\" %.*s\"", PART_SIZE - QUOTES - 1, unit);
    }
}

/* Excel has three parts, for numbers above, below and at 0: a plus needs all of them. */
static void number_format(char text[XLSX_FORMAT_SIZE], const struct value *value, double number)
{
    char digits[PART_SIZE];
    char unit[PART_SIZE];
    digits_format(digits, value->style, number);
    unit_format(unit, value);
    if (value->style->plus) {
        snprintf(text, XLSX_FORMAT_SIZE, "+%s%s;-%s%s;%s%s", digits, unit, digits, unit, digits,
                 unit);
    } else {
        snprintf(text, XLSX_FORMAT_SIZE, "%s%s", digits, unit);
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* Whether the text at `c` would be read as an escape of the file format: _x0041_. */
static bool is_escape(const char *c)
{
    return c[0] == '_' && c[1] == 'x' && strspn(c + 2, "0123456789abcdefABCDEF") == 4 &&
           c[6] == '_';
}

/* Bytes at `c` that are not shown: controls, and what XML does not have; 0: they are. */
static size_t refused_bytes(const char *c)
{
    const bool is_no_character =
        strncmp(c, "\xEF\xBF\xBE", 3) == 0 || strncmp(c, "\xEF\xBF\xBF", 3) == 0;
    const size_t control = *c == '\t' || *c == '\n' ? 0 : text_control(c);
    return is_no_character ? 3 : control;
}

/* Most texts: they are written as they are, without a copy. */
static bool is_plain(const char *text)
{
    bool plain = true;
    const char *c = text;
    for (; *c != '\0' && plain; ++c) {
        plain = refused_bytes(c) == 0 && !is_escape(c);
    }
    return plain && c - text < CELL_BYTES;
}

/* The text as a cell can hold it: what XML does not have is shown as U+FFFD, and what is too long
 * is cut. NULL when memory is out. */
static const char *cell_text(struct xlsx_book *book, const char *text)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    static const char underscore[] = "_x005F_";
    if (is_plain(text)) {
        return text;
    }
    char *cell = arena_alloc(&book->arena, strlen(text) * (sizeof underscore - 1) + 1, 1);
    char *end = cell;
    for (const char *c = text; cell != NULL && *c != '\0';) {
        const size_t refused = refused_bytes(c);
        if (end - cell > CELL_BYTES - (int)sizeof underscore && !is_continuation(*c)) {
            break;
        }
        if (refused > 0) {
            end = stpcpy(end, replacement);
        } else if (is_escape(c)) {
            end = stpcpy(end, underscore);
        } else {
            *end++ = *c;
        }
        c += refused > 0 ? refused : 1;
    }
    if (cell != NULL) {
        *end = '\0';
    }
    book->failed = book->failed || cell == NULL;
    return cell;
}

void xlsx_text(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *text, enum xlsx_look look)
{
    lxw_format *format = xlsx_format(book, "", look);
    const char *cell = cell_text(book, text);
    if (!book->failed && cell[0] != '\0') {
        xlsx_done(book, worksheet_write_string(sheet, row, column, cell, format));
    }
}

void xlsx_number(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                 double number, const char *number_form, enum xlsx_look look)
{
    lxw_format *format = xlsx_format(book, number_form, look);
    /* A cell of this format cannot hold infinity: it stays empty. */
    if (!book->failed && isfinite(number)) {
        xlsx_done(book, worksheet_write_number(sheet, row, column, number, format));
    }
}

void xlsx_link(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *to_sheet)
{
    char address[NAME_BYTES + sizeof "internal:''!A1"];
    snprintf(address, sizeof address, "internal:'%s'!A1", to_sheet);
    lxw_format *format = xlsx_format(book, "", XLSX_LINK);
    if (!book->failed) {
        xlsx_done(book,
                  worksheet_write_url_opt(sheet, row, column, address, format, to_sheet, NULL));
    }
}

void xlsx_paragraph(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t columns,
                    double width, const char *text)
{
    static const double line_points = 15;
    enum { MOST_LINES = 27 }; /* Excel's highest row has 409 points */
    lxw_format *format = xlsx_format(book, "", XLSX_WRAPPED);
    const char *cell = cell_text(book, text);
    if (book->failed || cell[0] == '\0') {
        return;
    }
    double lines = ceil((double)text_width(cell) / width);
    for (const char *c = cell; *c != '\0'; ++c) {
        lines += *c == '\n' ? 1 : 0;
    }
    xlsx_done(book,
              worksheet_merge_range(sheet, row, 0, row, (lxw_col_t)(columns - 1), cell, format));
    xlsx_done(book, worksheet_set_row(sheet, row, line_points * fmin(lines, MOST_LINES), NULL));
}

void xlsx_part(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const struct value *value, double number, enum xlsx_look look)
{
    char format[XLSX_FORMAT_SIZE];
    number_format(format, value, number);
    xlsx_number(book, sheet, row, column, number, format, look);
}

/* Before March 1900 Excel's calendar is a day off (it has a 29 February 1900): such dates are
 * texts. */
static void put_time(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const struct value *value, enum xlsx_look look)
{
    char text[VALUE_PRINT_SIZE];
    const double days = xlsx_time((double)value->time);
    if (days < first_day) {
        xlsx_text(book, sheet, row, column, value_print(text, value), look);
    } else if (value->kind == VALUE_DATE) {
        xlsx_number(book, sheet, row, column, floor(days), date_format, look);
    } else {
        xlsx_number(book, sheet, row, column, days, xlsx_instant_format, look);
    }
}

void xlsx_value(struct xlsx_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                const struct value *value, enum xlsx_look look)
{
    char text[VALUE_PRINT_SIZE];
    const bool has_number = (value->kind == VALUE_NUMBER || value->kind == VALUE_ESTIMATE ||
                             value->kind == VALUE_DURATION) &&
                            isfinite(value->number);
    if (has_number && value->kind == VALUE_DURATION) {
        xlsx_number(book, sheet, row, column, value->number, "#,##0.00\" h\"", look);
    } else if (has_number) {
        xlsx_part(book, sheet, row, column, value, value->number, look);
    } else if (value->kind == VALUE_DATE || value->kind == VALUE_INSTANT) {
        put_time(book, sheet, row, column, value, look);
    } else if (value->kind != VALUE_EMPTY) {
        xlsx_text(book, sheet, row, column, value_print(text, value), look);
    }
}
