/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of `dependencies` of those businesses that `policies` names. Terms of insurance are not
 * linear in flow, so that the cells do not serve them; all other rows are forgotten. */
#ifndef BLACKOUT_TABLES_INSURED_H
#define BLACKOUT_TABLES_INSURED_H

#include "core/map.h"
#include "tables/business.h"
#include "tables/table.h"

struct insured_business {
    string_id name;
    bool met; /* it is in `dependencies` */
    struct dependency *rows;
    size_t row_count; /* 0 too where a row has a fault */
};

/* Rows are copies in the arena, and last as long as the dataset. */
struct insured_businesses {
    struct arena *arena;
    struct insured_business *businesses; /* in the order in which policies first name them */
    size_t count;
    struct map by_name;
};

/* Takes the names from the table `policies`, which may be absent. */
blackout_status insured_init(struct insured_businesses *insured, struct arena *arena,
                             const struct table *policies, blackout_error *error);

/* Forgets the rows: `dependencies` will be read from its start. */
void insured_clear(struct insured_businesses *insured);

/* A business of `dependencies`, with or without a fault. */
void insured_meet(struct insured_businesses *insured, const struct strings *strings,
                  const char *name);

/* A business without a fault: its rows are kept if a policy names it. */
blackout_status insured_add(struct insured_businesses *insured, const struct strings *strings,
                            const struct business *business, blackout_error *error);

/* Tells of policies whose business is not in `dependencies`, or is not a number of equal firms. */
void insured_check(const struct insured_businesses *insured, const struct table_context *context);

/* The business called `name`, or NULL. */
const struct insured_business *insured_find(const struct insured_businesses *insured,
                                            string_id name);

#endif
