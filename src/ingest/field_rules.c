/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: texts, what is undone before a record is read, constraints, the file. A field is judged
 * by what it says after the undoing; an empty one breaks no constraint but `required`. */
#include "ingest/field_rules.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/strings.h"
#include "core/text.h"
#include "ingest/bare_number.h"
#include "ingest/pattern.h"

/* What one column of the file needs. */
struct column_checker {
    const struct field_rule *rule; /* NULL: nothing is declared of it */
    struct pattern_run *pattern;   /* NULL: any value */
    struct strings seen;           /* of a unique column */
};

struct field_checker {
    const struct table *table;
    struct diagnostics *diagnostics;
    struct arena arena;
    bool is_needed;
    size_t column_count;
    struct csv_record record;
    char *texts; /* of fields that were changed */
    size_t text_size;
    struct column_checker columns[MOST_FILE_COLUMNS]; /* from here on nothing need be cleared */
    struct csv_field fields[MOST_FILE_COLUMNS];
};

static bool contains(const struct text_list *list, const char *text)
{
    return text_is_among(text, list->texts, list->count);
}

/* ---- What is undone -------------------------------------------------------------------------- */

static void set_text(struct csv_field *field, const char *text)
{
    field->text = text;
    field->length = strlen(text);
}

/* Missing values go first: where a description declares "no" as missing, it is not an answer. Yes
 * and no are put into the program's own words, so that one reader of flags is enough. */
static void undo(const struct field_rule *rule, struct csv_field *field)
{
    if (contains(&rule->missing, field->text)) {
        set_text(field, "");
    } else if (contains(&rule->true_texts, field->text)) {
        set_text(field, "yes");
    } else if (contains(&rule->false_texts, field->text)) {
        set_text(field, "no");
    } else if (rule->strips_text) {
        bare_number_find(&field->text, &field->length);
    }
}

/* Copies a text that is a part of another, so that it ends where it should; `*used` bytes of the
 * room are taken, which all fields of a record together cannot exceed. */
static void keep_text(struct field_checker *checker, struct csv_field *field, char separator,
                      size_t *used)
{
    char *copy = checker->texts + *used;
    memcpy(copy, field->text, field->length);
    copy[field->length] = '\0';
    /* lists of the program's tables are separated by ';', whatever the description declares */
    for (char *c = copy; separator != '\0' && *c != '\0'; ++c) {
        *c = *c == separator ? ';' : *c;
    }
    field->text = copy;
    *used += field->length + 1;
}

/* Room for each text, or a yes in its place. Twice what is needed, so that a file whose rows grow
 * slowly is not copied at every row. */
static bool has_room(struct field_checker *checker, const struct csv_record *record)
{
    size_t size = 0;
    for (size_t i = 0; i < record->field_count; ++i) {
        size += record->fields[i].length + sizeof "yes";
    }
    if (size > checker->text_size) {
        char *larger = realloc(checker->texts, 2 * size);
        checker->text_size = larger != NULL ? 2 * size : checker->text_size;
        checker->texts = larger != NULL ? larger : checker->texts;
    }
    return size <= checker->text_size;
}

/* The record is the reader's own and constant: its fields are copied, their texts only where
 * something is declared of them. */
const struct csv_record *field_checker_apply(struct field_checker *checker,
                                             const struct csv_record *record)
{
    size_t used = 0;
    size_t count = record->field_count;
    while (count > MOST_FILE_COLUMNS && record->fields[count - 1].length == 0) {
        --count; /* a spreadsheet's, behind the last column */
    }
    if (count > MOST_FILE_COLUMNS || !has_room(checker, record)) {
        return record; /* too wide, which is reported, or memory is out */
    }
    checker->record = *record;
    checker->record.field_count = count;
    checker->record.fields = checker->fields;
    for (size_t i = 0; i < count; ++i) {
        struct csv_field *field = &checker->fields[i];
        const struct field_rule *rule = i < checker->column_count ? checker->columns[i].rule : NULL;
        *field = record->fields[i];
        if (rule != NULL && field->fault == CSV_SOUND) {
            undo(rule, field);
            keep_text(checker, field, rule->list_separator, &used);
        }
    }
    return &checker->record;
}

/* ---- Constraints ----------------------------------------------------------------------------- */

/* One field while it is judged. */
struct judged {
    struct field_checker *checker;
    const struct file_column *column;
    enum column_type type; /* of its values; a text where the program has no such column */
    const struct csv_field *text;
    const struct field *field;
    struct place place;
    bool sound;
};

/* One fault for each broken constraint: a value may be out of its range and repeated as well, and
 * both have to be corrected. `name` is that of Table Schema: rows that break the same one are told
 * together. */
static void fault(struct judged *judged, const char *name, const char *right, const char *value)
{
    diagnostics_fault(judged->checker->diagnostics, &judged->place, "constraint",
                      "%s breaks the constraint %s of its description ('%.80s'); %s%s%.80s",
                      judged->place.field, name, judged->text->text, right,
                      value[0] != '\0' ? " " : "", value);
    judged->sound = false;
}

/* The low and high values of a range are numbers in every table; columns that the program does not
 * know are texts. */
static bool is_number(const struct judged *judged)
{
    const enum role role = judged->column->role;
    return role == ROLE_LOW || role == ROLE_HIGH ||
           (role == ROLE_CENTRE &&
            (judged->type == COLUMN_NUMBER || judged->type == COLUMN_INTEGER));
}

/* How the field compares with a text of the description: below 0, 0, above 0. False where the two
 * cannot be compared. Bounds in a description are JSON's own numbers or texts, and so have a point,
 * whatever decimalChar says of the file. */
static bool compare(const struct judged *judged, const char *text, int *order)
{
    static const struct number_format format = {.decimal = '.'};
    double bound;
    double value;
    instant time;
    if (judged->column->role == ROLE_CENTRE && judged->type == COLUMN_INSTANT) {
        const bool read = calendar_parse_instant(&time, NULL, text, strlen(text));
        *order = (judged->field->time > time) - (judged->field->time < time);
        return read && judged->field->fault == FIELD_SOUND;
    }
    if (number_parse(&bound, text, strlen(text), &format) != NUMBER_OK) {
        return false;
    }
    /* a column that the program ignores is compared as the text says, if it is a plain number */
    if (is_number(judged)) {
        value = judged->field->number;
    } else if (number_parse(&value, judged->text->text, judged->text->length, &format) !=
               NUMBER_OK) {
        return false;
    }
    *order = (value > bound) - (value < bound);
    return !is_number(judged) || judged->field->fault == FIELD_SOUND;
}

/* A bound that is no number or date for this column cannot be broken. That it is there is for the
 * author of the description to see. */
static void check_bounds(struct judged *judged, const struct field_rule *rule)
{
    static const char *const names[BOUND_COUNT] = {"minimum", "maximum", "exclusiveMinimum",
                                                   "exclusiveMaximum"};
    static const char *const words[BOUND_COUNT] = {"at least", "at most", "above", "below"};
    for (int i = 0; i < BOUND_COUNT; ++i) {
        int order = 0;
        if (rule->bounds[i] == NULL || !compare(judged, rule->bounds[i], &order)) {
            continue;
        }
        const bool kept = i == BOUND_MINIMUM   ? order >= 0
                          : i == BOUND_MAXIMUM ? order <= 0
                          : i == BOUND_ABOVE   ? order > 0
                                               : order < 0;
        if (!kept) {
            fault(judged, names[i], words[i], rule->bounds[i]);
        }
    }
}

/* `enum` may list 1 where the file has 1.0: the standard compares values, not texts. */
static bool is_allowed(const struct judged *judged, const struct text_list *allowed)
{
    const struct csv_field *text = judged->text;
    int order = 1;
    bool is = strings_find(allowed->known, text->text, text->length) != STRING_UNKNOWN;
    for (size_t i = 0; i < allowed->count && !is && is_number(judged); ++i) {
        is = compare(judged, allowed->texts[i], &order) && order == 0;
    }
    return is;
}

/* Characters, not bytes: a name of twenty letters with accents is twenty long. */
static void check_length(struct judged *judged, const struct field_rule *rule)
{
    const size_t length = text_width(judged->text->text);
    char limit[NUMBER_TEXT_SIZE];
    if (length < rule->shortest) {
        number_print(limit, (double)rule->shortest);
        fault(judged, "minLength", "characters, at least", limit);
    } else if (rule->longest > 0 && length > rule->longest) {
        number_print(limit, (double)rule->longest);
        fault(judged, "maxLength", "characters, at most", limit);
    }
}

/* Without memory the value is not remembered, and a repetition may pass: a constraint of the
 * description that the program itself does not need. 1 and 1.0 are one number. */
static void check_unique(struct judged *judged, struct column_checker *column)
{
    char number[NUMBER_TEXT_SIZE];
    const char *value = judged->text->text;
    size_t length = judged->text->length;
    if (is_number(judged) && judged->field->fault == FIELD_SOUND) {
        length = number_print(number, judged->field->number);
        value = number;
    }
    if (strings_find(&column->seen, value, length) != STRING_UNKNOWN) {
        fault(judged, "unique", "each value once", "");
    } else {
        (void)strings_add(&column->seen, value, length);
    }
}

/* An empty field is judged by `required` alone, as the standard has it: constraints are of values.
 */
static void check_field(struct judged *judged, struct column_checker *column)
{
    const struct field_rule *rule = column->rule;
    if (judged->text->length == 0) {
        if (rule->required) {
            fault(judged, "required", "a value", "");
        }
        return;
    }
    if (rule->unique) {
        check_unique(judged, column);
    }
    check_bounds(judged, rule);
    check_length(judged, rule);
    if (column->pattern != NULL &&
        !pattern_matches(column->pattern, judged->text->text, judged->text->length)) {
        fault(judged, "pattern", "a text like", rule->pattern_text);
    }
    if (rule->allowed.count > 0 && !is_allowed(judged, &rule->allowed)) {
        fault(judged, "enum (categories)", "one of the values that it lists, like",
              rule->allowed.texts[0]);
    }
}

bool field_checker_check(struct field_checker *checker, const struct header *header,
                         const struct csv_record *record, const struct field *fields)
{
    bool sound = true;
    for (size_t i = 0; i < checker->column_count && i < record->field_count; ++i) {
        struct column_checker *column = &checker->columns[i];
        const struct file_column *file_column = &header->columns[i];
        const bool is_value = file_column->role == ROLE_CENTRE;
        struct judged judged = {
            .checker = checker,
            .column = file_column,
            .type = is_value ? header->schema->columns[file_column->column].type : COLUMN_TEXT,
            .text = &record->fields[i],
            .field = &fields[i],
            .place = {checker->table->source, record->fields[i].line, i + 1, file_column->name},
            .sound = true};
        if (column->rule != NULL && record->fields[i].fault == CSV_SOUND) {
            check_field(&judged, column);
        }
        sound = sound && judged.sound;
    }
    return sound;
}

/* ---- The file -------------------------------------------------------------------------------- */

/* By the letter, though the program reads the names of its own columns in any case. */
static bool is_field(const struct csv_field *field, const char *name)
{
    return strcmp(field->text, name) == 0;
}

static const struct field_rule *find_rule(const struct field_rules *rules,
                                          const struct csv_field *field)
{
    for (size_t i = 0; i < rules->count; ++i) {
        if (is_field(field, rules->rules[i].field)) {
            return &rules->rules[i];
        }
    }
    return NULL;
}

static bool has_field(const struct csv_record *header, const char *name)
{
    for (size_t i = 0; i < header->field_count; ++i) {
        if (is_field(&header->fields[i], name)) {
            return true;
        }
    }
    return false;
}

/* Fields of the description that the file lacks are a fault where it promises them; what is said of
 * them is said of nothing. */
static void report_missing(const struct field_checker *checker, const struct field_rule *rule,
                           bool is_promised)
{
    const struct place place = {checker->table->source, 1, 1, rule->field};
    if (is_promised) {
        diagnostics_fault(checker->diagnostics, &place, "fields_match",
                          "the file lacks a field of its description ('%.80s'); add it, or correct "
                          "fieldsMatch",
                          rule->field);
    } else {
        diagnostics_warn(checker->diagnostics, &place, "fields_match",
                         "the file lacks the field '%.80s' of its description", rule->field);
    }
}

static void report_surplus(const struct field_checker *checker, const struct csv_field *field,
                           size_t column, bool is_misplaced)
{
    const struct place place = {checker->table->source, field->line, column, ""};
    diagnostics_fault(checker->diagnostics, &place, "fields_match",
                      is_misplaced ? "the description has another field in this place ('%.80s'); "
                                     "give both the same order, or correct fieldsMatch"
                                   : "the description lacks a field of the file ('%.80s'); add it, "
                                     "or correct fieldsMatch",
                      field->text);
}

/* fieldsMatch of Table Schema 2: exact and equal ask for both directions, subset for all fields of
 * the description in the file, superset for all of the file in the description, partial for one in
 * common. Version 1 has no such member: a missing field is then a warning. */
static void match_fields(const struct field_checker *checker, const struct field_rules *rules,
                         const struct csv_record *header)
{
    const enum fields_match match = rules->match;
    const bool all = match == MATCH_EXACT || match == MATCH_EQUAL || match == MATCH_SUBSET;
    const bool only = match == MATCH_EXACT || match == MATCH_EQUAL || match == MATCH_SUPERSET;
    size_t found = 0;
    for (size_t i = 0; i < rules->count; ++i) {
        const bool has = has_field(header, rules->rules[i].field);
        found += has ? 1 : 0;
        if (!has && (all || match == MATCH_UNSAID)) {
            report_missing(checker, &rules->rules[i], all);
        }
    }
    if (match == MATCH_PARTIAL && found == 0 && rules->count > 0) {
        report_missing(checker, &rules->rules[0], true);
    }
    for (size_t i = 0; i < header->field_count && only; ++i) {
        if (header->fields[i].length > 0 && find_rule(rules, &header->fields[i]) == NULL) {
            report_surplus(checker, &header->fields[i], i + 1, false);
        }
    }
    /* the same fields in another order: the first that is out of place is enough, since all that
     * follow are */
    if (match == MATCH_EXACT && found == rules->count && found == header->field_count) {
        for (size_t i = 0; i < found; ++i) {
            if (!is_field(&header->fields[i], rules->rules[i].field)) {
                report_surplus(checker, &header->fields[i], i + 1, true);
                return;
            }
        }
    }
}

/* Whether nothing is to be done by a rule: most descriptions say what is true anyway. */
static bool is_idle(const struct field_rule *rule)
{
    bool idle = !rule->strips_text && !rule->required && !rule->unique &&
                rule->list_separator == '\0' && rule->true_texts.count == 0 &&
                rule->false_texts.count == 0 && rule->allowed.count == 0 && rule->shortest == 0 &&
                rule->longest == 0 && rule->pattern == NULL;
    for (size_t i = 0; i < rule->missing.count; ++i) {
        idle = idle && rule->missing.texts[i][0] == '\0'; /* an empty field is missing anyway */
    }
    for (int i = 0; i < BOUND_COUNT; ++i) {
        idle = idle && rule->bounds[i] == NULL;
    }
    return idle;
}

/* NULL for idle rules keeps the usual file on its fast way: without a checker no record is copied.
 */
static const struct field_rule *rule_for(const struct field_rules *rules,
                                         const struct csv_field *field)
{
    const struct field_rule *rule = find_rule(rules, field);
    rule = rule != NULL ? rule : &rules->otherwise;
    return is_idle(rule) ? NULL : rule;
}

/* What a column remembers of its file; the rules themselves are those of the description. */
static blackout_status open_columns(struct field_checker *checker, const struct field_rules *rules,
                                    const struct csv_record *header, blackout_error *error)
{
    checker->column_count =
        header->field_count < MOST_FILE_COLUMNS ? header->field_count : MOST_FILE_COLUMNS;
    for (size_t i = 0; i < checker->column_count; ++i) {
        struct column_checker *column = &checker->columns[i];
        *column = (struct column_checker){.rule = rule_for(rules, &header->fields[i])};
        if (column->rule == NULL) {
            continue;
        }
        checker->is_needed = true;
        if (column->rule->pattern != NULL) {
            column->pattern = pattern_prepare(column->rule->pattern, &checker->arena);
            if (column->pattern == NULL) {
                return error_memory(error);
            }
        }
        if (column->rule->unique && strings_init(&column->seen, &checker->arena) != 0) {
            return error_memory(error);
        }
    }
    return BLACKOUT_OK;
}

/* match_fields() may report even where no checker is needed afterwards: the file may lack a field
 * that nothing else is said of. */
blackout_status field_checker_open(struct field_checker **checker, const struct field_rules *rules,
                                   const struct csv_record *header, const struct table *table,
                                   struct diagnostics *diagnostics, blackout_error *error)
{
    *checker = NULL;
    if (rules == NULL) {
        return BLACKOUT_OK;
    }
    struct field_checker *opened = malloc(sizeof *opened);
    if (opened == NULL) {
        return error_memory(error);
    }
    memset(opened, 0, offsetof(struct field_checker, columns));
    opened->table = table;
    opened->diagnostics = diagnostics;
    match_fields(opened, rules, header);
    const blackout_status status = open_columns(opened, rules, header, error);
    if (status == BLACKOUT_OK && opened->is_needed) {
        *checker = opened;
    } else {
        field_checker_close(opened);
    }
    return status;
}

void field_checker_close(struct field_checker *checker)
{
    if (checker != NULL) {
        arena_free(&checker->arena);
        free(checker->texts);
        free(checker);
    }
}
