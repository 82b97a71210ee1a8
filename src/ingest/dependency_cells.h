/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a line of `dependencies` into the cells of a row, where they are plain and sound. A
 * plan says once what each field of the file is. The same cells are filled over and over: fields
 * with which the row before began as well are not read again. */
#ifndef BLACKOUT_INGEST_DEPENDENCY_CELLS_H
#define BLACKOUT_INGEST_DEPENDENCY_CELLS_H

#include "ingest/csv_plain.h"
#include "ingest/header.h"
#include "ingest/known_texts.h"

enum cell_step_kind {
    STEP_BUSINESS,
    STEP_TEXT,
    STEP_CURRENCY,
    STEP_NUMBER,
    STEP_BASIS,
    STEP_END /* of a range */
};

/* What is to be done with a field of each row. */
struct cell_step {
    enum cell_step_kind kind;
    uint16_t field;
    int column; /* of the schema; ROW_WIDE */
    bool required;
    bool repeats;   /* it is worth a look whether it is that of the row before */
    bool is_figure; /* a change of it is more than what dependency_make_next() takes anew */
    const struct column_schema *schema;
    const struct field_style *style;
    const struct known_texts *known;
};

/* A text within the bytes of a block. */
struct field_text {
    const char *text; /* NULL: there is none */
    size_t length;
};

/* A short field as it was in the row before. */
struct last_field {
    uint64_t word;
    size_t length; /* LAST_FIELD_NONE: it was long, or there was none */
};
#define LAST_FIELD_NONE SIZE_MAX

/* The low or the high value of a range. */
struct range_end {
    double number;
    bool given;
};

struct cell_plan {
    const struct header *header;
    struct known_texts bases;
    size_t step_count;
    struct cell_step steps[MOST_FILE_COLUMNS];   /* in the order of the fields */
    uint16_t first_steps[MOST_FILE_COLUMNS + 1]; /* that of a field or, without one, of the next */
    size_t basis_count;
    uint16_t basis_steps[MOST_FILE_COLUMNS]; /* numbers of steps, each over those before it */
};

/* Of one thread. */
struct cell_filler {
    const struct strings *strings;
    struct cell cells[2 * MOST_COLUMNS];
    struct row row;                                 /* of these cells */
    struct csv_slice slices[MOST_FILE_COLUMNS + 1]; /* of the line, set by the caller */
    struct field_text name;                         /* of the row before */
    uint32_t bases[MOST_FILE_COLUMNS];         /* of each step; BASIS_COUNT: the field is empty */
    struct range_end ends[MOST_FILE_COLUMNS];  /* of each field */
    struct last_field last[MOST_FILE_COLUMNS]; /* of each step with numbers and bases */
    bool has_bases;                            /* the cells have those of the row before */
    bool new_figures; /* the row may differ from the one before in more than keys and its share */
    string_id current_currency; /* the last one met that has not been withdrawn */
};

/* Whether rows under the header can be filled so; `known` are the texts of each field that have
 * been found sound. Both live as long as the plan, which is {0} at first. */
bool cell_plan_make(struct cell_plan *plan, const struct header *header,
                    const struct known_texts *known);
void cell_plan_free(struct cell_plan *plan);

void cell_filler_init(struct cell_filler *filler, const struct strings *strings);

/* Forgets the row before, whose bytes are gone: the next one is to be filled with `same` 0. */
void cell_filler_forget(struct cell_filler *filler);

/* Fills the cells with the slices of a line, behind which CSV_BLOCK_PADDING bytes may be read, from
 * the field of number `same` on: those before it are filled. False where one is not sound; then
 * nothing is known of the cells. The name of the business goes into `*name`, which is left alone
 * where it is that of the row before. */
bool cell_filler_fill(struct cell_filler *filler, const struct cell_plan *plan, const char *line,
                      size_t same, const struct field_text **name);

#endif
