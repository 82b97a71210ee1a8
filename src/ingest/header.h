/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header of a file says: which dialect it is written in, which field of a record belongs
 * to which column of its table, and how values are written there, as far as it is known. */
#ifndef BLACKOUT_INGEST_HEADER_H
#define BLACKOUT_INGEST_HEADER_H

#include "ingest/column_names.h"
#include "ingest/csv.h"
#include "ingest/fields.h"
#include "tables/package.h"
#include "tables/table.h"

enum { MOST_FILE_COLUMNS = 256 };

struct file_column {
    char name[COLUMN_NAME_SIZE];
    enum role role;
    int column;     /* of the schema; ROW_WIDE for `basis` and `source` of the whole row */
    bool by_vendor; /* see column_meaning.h */
    bool last_trade;
    bool unneeded;
    bool splits;
    struct field_style style;
};

/* The fields of a column's low and high value; NO_FIELD where the file lacks one. */
struct header_range {
    int column;
    size_t low;
    size_t high;
};

#define NO_FIELD SIZE_MAX

struct header {
    const struct table_schema *schema;
    struct csv_dialect dialect;
    size_t line;         /* on which it stands */
    unsigned learned;    /* how often something has been learnt of how values are written: what was
                          * typed before may be typed in another way now (dependency_blocks.h) */
    char decimal;        /* mark that a number of the file has shown, or 0 */
    size_t named_count;  /* columns that are named already, by a header of several lines */
    uint32_t misnamed;   /* bit of each column of the schema that was reported as misnamed */
    size_t gap_column;   /* where a point alone, or nothing, is a day without a value; NO_FIELD */
    size_t column_count; /* of the file */
    size_t read_count;
    size_t range_count;
    /* the arrays are not cleared beyond their counts */
    struct file_column columns[MOST_FILE_COLUMNS];
    /* the fields that are read, in an order that lets those of one column replace those of a row */
    uint16_t read[MOST_FILE_COLUMNS];
    struct header_range ranges[MOST_COLUMNS];
};

/* Finds the header and the dialect: under the right delimiter all required columns are there. What
 * stands before the header (a title, a preamble) is left out with a warning. Reports what is
 * wrong with the header; a table that is not to be read any further is marked as broken, one that
 * lacks a column or two as that. */
void header_find_dialect(struct header *header, struct table *table,
                         const struct resource *resource, struct csv_reader *reader,
                         struct diagnostics *diagnostics);

/* Reports a header of more than MOST_FILE_COLUMNS fields, and marks its table as broken. */
void header_fault_width(struct table *table, size_t line, struct diagnostics *diagnostics);

/* Understands the header, once its dialect is known: reports columns that are there twice, warns of
 * those that mean nothing, and notes in the table where its columns are. False where it is wider
 * than any table, which is reported. */
bool header_read(struct header *header, struct table *table, const struct resource *resource,
                 const struct csv_record *record, struct diagnostics *diagnostics);

/* Reads those fields of a record, of the header's width or more, that have a meaning; the others of
 * `fields`, which has room for all, are left alone. A function of its arguments: see fields.h.
 * False where a field shows how the file writes values, or needs to know it: header_learn(). */
bool header_read_fields(struct field *fields, const struct header *header,
                        const struct csv_record *record);

/* Takes note of what the fields show; false where the whole file has to be looked at first. */
bool header_learn(struct header *header, const struct field *fields);

/* Whether a field that is not settled is a number with a sign of percent or of a currency: no mark
 * that is declared would settle it. */
bool header_has_signs(const struct header *header, const struct field *fields,
                      const struct csv_record *record);

/* Whether the fields of a record could be those of the file from column `shift` on, by what they
 * look like. Leaves out identifiers, which the caller looks up. */
bool header_fits(const struct header *header, const struct csv_record *record, size_t shift);

/* Reports faults of a record's text itself; false if there are any, with `*cut` where the end of
 * the record is lost. */
bool header_check_text(const struct table *table, const struct csv_record *record, bool *cut,
                       struct diagnostics *diagnostics);

/* Reports why a file cannot be read, and marks its table as broken. */
void header_fault_file(struct table *table, const blackout_error *why,
                       struct diagnostics *diagnostics);

#endif
