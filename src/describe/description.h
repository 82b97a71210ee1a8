/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a package holds, what of it is assumed, and what is missing. */
#ifndef BLACKOUT_DESCRIBE_DESCRIPTION_H
#define BLACKOUT_DESCRIBE_DESCRIPTION_H

#include "blackout/dataset.h"
#include "core/arena.h"
#include "core/control.h"
#include "core/warning.h"
#include "tables/business.h"
#include "tables/rejects.h"
#include "tables/schema.h"

/* A table that the package has. Paths are relative to their package: a description says nothing of
 * the machine. */
struct description_table {
    const char *name;
    const char *meaning;
    const char *path;
    const char *package;
    const char *sha256;
    size_t rows;
    size_t figures[BASIS_COUNT]; /* numbers given, by basis */
};

/* A table that the package lacks, and what is left out for it. */
struct description_gap {
    const char *name;
    const char *consequence;
};

/* One figure of `dependencies`: how much of the sales through platforms rests on what by it alone.
 */
struct description_figure {
    const char *column;
    double per_year[BASIS_COUNT];
    double not_given; /* sales of rows without the figure */
};

/* Sales in one currency, a year. */
struct description_flow {
    const char *currency;
    double revenue;               /* of the businesses, through whatever way */
    double per_year[BASIS_COUNT]; /* through platforms, by the weakest figure of each row */
    struct description_figure figures[DEPENDENCY_FACTOR_COUNT];
};

/* A list of identifiers, in the order of their table. */
struct description_keys {
    const char *name; /* of the table */
    const char **keys;
    size_t count;
};

enum { DESCRIPTION_KEY_LISTS = 6 };

/* Borrowed from the dataset, which must outlive it. One thread makes it; it does not change
 * afterwards. */
struct description {
    const char *package;
    struct description_table tables[TABLE_COUNT];
    size_t table_count;
    struct description_gap gaps[TABLE_COUNT];
    size_t gap_count;
    struct description_keys keys[DESCRIPTION_KEY_LISTS];
    size_t key_list_count;
    struct description_flow *flows;
    size_t flow_count;
    size_t businesses;
    double firms; /* that the businesses stand for: no whole number where `firms` is none */
    struct warning_list warnings; /* of the reading, in the dataset's memory */
    const struct control_totals *control;
    const struct rejects *rejects; /* NULL: rows with faults are not left out */
};

/* Over all bases; over all tables. `per_year` is in one currency. */
double description_sum(const double per_year[BASIS_COUNT]);
size_t description_rows(const struct description *description);
void description_figures(size_t figures[BASIS_COUNT], const struct description *description);

/* Texts belong to the dataset, lists to `arena`. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status description_make(struct description *description, struct arena *arena,
                                 const blackout_dataset *dataset, blackout_error *error);

#endif
