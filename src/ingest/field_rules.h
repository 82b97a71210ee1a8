/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a description declares of the fields of a file (Table Schema): texts that stand for nothing,
 * texts around numbers, words for yes and no, separators of lists, and constraints. Applied to each
 * record between the file and its columns. */
#ifndef BLACKOUT_INGEST_FIELD_RULES_H
#define BLACKOUT_INGEST_FIELD_RULES_H

#include "ingest/csv.h"
#include "ingest/header.h"

struct text_list {
    const char *const *texts;
    size_t count;
    const struct strings *known; /* the same, to be found, of values that are allowed */
};

/* One end of a range, as the description has it. */
enum field_bound { BOUND_MINIMUM, BOUND_MAXIMUM, BOUND_ABOVE, BOUND_BELOW, BOUND_COUNT };

struct field_rule {
    const char *field;
    bool strips_text; /* what is around a number is none of it */
    bool required;
    bool unique;
    char list_separator; /* 0: as in any file, ';' */
    struct text_list missing;
    struct text_list true_texts;
    struct text_list false_texts;
    struct text_list allowed;        /* enum, or categories; none: any */
    const char *bounds[BOUND_COUNT]; /* NULL: none */
    size_t shortest;                 /* characters, as `longest` is */
    size_t longest;                  /* 0: of any length */
    const struct pattern *pattern;   /* NULL: any */
    const char *pattern_text;        /* as the description has it */
};

/* How the fields of the description are those of the file: fieldsMatch of Table Schema 2. */
enum fields_match {
    MATCH_UNSAID,
    MATCH_EXACT,
    MATCH_EQUAL,
    MATCH_SUBSET,
    MATCH_SUPERSET,
    MATCH_PARTIAL
};

struct field_rules {
    const struct field_rule *rules; /* in the order of the description */
    size_t count;
    struct field_rule otherwise; /* of fields that the description does not list */
    enum fields_match match;
};

/* The rules of one file while it is read. */
struct field_checker;

/* Makes ready for the columns of a header, whose record this is; reports where the fields of the
 * description are not those of the file. No checker where there is nothing to do. */
blackout_status field_checker_open(struct field_checker **checker, const struct field_rules *rules,
                                   const struct csv_record *header, const struct table *table,
                                   struct diagnostics *diagnostics, blackout_error *error);

/* The record with what is declared undone: it lives until the next call. */
const struct csv_record *field_checker_apply(struct field_checker *checker,
                                             const struct csv_record *record);

/* Reports what breaks a constraint in a record that was applied; `fields` are its typed ones. False
 * if anything does. */
bool field_checker_check(struct field_checker *checker, const struct header *header,
                         const struct csv_record *record, const struct field *fields);

void field_checker_close(struct field_checker *checker);

#endif
