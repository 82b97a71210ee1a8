/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package once read: checked, immutable, shared by every run over it. */
#ifndef BLACKOUT_TABLES_DATASET_H
#define BLACKOUT_TABLES_DATASET_H

#include "blackout/dataset.h"
#include "core/control.h"
#include "core/warning.h"
#include "tables/cells.h"
#include "tables/insured.h"
#include "tables/largest_businesses.h"
#include "tables/package.h"
#include "tables/rejects.h"
#include "tables/table.h"
#include "tables/traffic_series.h"

/* Filled by ingest/dataset.c. Texts and rows are in its arena, but for `largest` and `rejects`,
 * which have memory of their own. A scenario that sets inputs works on a shallow copy
 * (prepare/overlay.c): what is added here is shared by all of them. */
struct blackout_dataset {
    size_t block_bytes; /* 0, but in tests: see struct ingest */
    unsigned threads;   /* that read `dependencies`; 0: one for each processor */
    bool no_checksums;  /* nobody asks for the SHA-256 of files */
    struct arena arena;
    struct strings strings;
    struct package package;
    struct table tables[TABLE_COUNT];
    struct table *price_files; /* what was read of each prices_SYMBOL.csv: rows are in PRICES */
    size_t price_file_count;
    struct cells cells;
    struct largest_businesses largest;
    struct insured_businesses insured; /* what single policies name */
    struct traffic_table traffic;
    struct warning_list warnings;
    struct control_totals control; /* of `dependencies` */
    struct rejects *rejects;       /* rows that were left out; NULL: none may be */
};

/* Adds the words that a scenario may use where no table does: the dollar, the outside channels. To
 * be called before any table is read. false: memory is out. */
bool dataset_know_words(blackout_dataset *dataset);

const char *dataset_text(const blackout_dataset *dataset, string_id id);

/* The number of an identifier met in the data, or STRING_UNKNOWN. */
string_id dataset_find_text(const blackout_dataset *dataset, const char *text);

/* Who owns a platform at `time`: by its row in force, and before its first by that: that its
 * figures were not known yet does not make it nobody's. STRING_NONE where the package has no such
 * platform. */
string_id dataset_platform_owner(const blackout_dataset *dataset, string_id platform, instant time);

#endif
