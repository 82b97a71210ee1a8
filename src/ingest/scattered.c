/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of it, with a way out. */
#include "ingest/scattered.h"

#include "core/shell_word.h"

/* The command is one to be copied: it keeps the header, and what is above it, in front and sorts by
 * bytes, which is one of the orders that are read in one pass; where names stand in quotes, it
 * sorts these with them, which is another (name_order.c). A tab has to be written in the shell's
 * own way. */
void scattered_fault_many(const struct table *table, const struct table_context *context,
                          size_t line)
{
    struct place place = {table->source, line, table_key_place(table), "business"};
    const char *mark =
        table->delimiter == '\t' ? "$'\\t'" : (char[]){'\'', table->delimiter, '\'', '\0'};
    const char *file = shell_word(context->arena, table->source);
    diagnostics_fault(context->diagnostics, &place, "scattered",
                      "the rows of businesses are not in order, and there are too many to sort in "
                      "memory ('%d'); sort them: F=%s; (head -n %zu \"$F\"; tail -n +%zu \"$F\" | "
                      "LC_ALL=C sort -t %s -k %zu,%zu) > sorted.csv",
                      MOST_SCATTERED_ROWS, file != NULL ? file : table->source, table->header_line,
                      table->header_line + 1, mark, table_key_place(table), table_key_place(table));
}

/* What a pipe has brought is gone: without it the file cannot be put in order. */
void scattered_fault_once(const struct table *table, struct diagnostics *diagnostics, size_t line,
                          bool is_shard)
{
    const struct place place = {table->source, line, table_key_place(table), "business"};
    diagnostics_fault(diagnostics, &place, "scattered",
                      "the rows of businesses are not in order, and %s ('line %zu'); sort them by "
                      "business (`order by business`), or %s",
                      is_shard ? "a shard does not have all of them"
                               : "a pipe cannot be read twice",
                      line, is_shard ? "read them in one run" : "write them into a file");
}
