/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the tables are: a folder of CSV files, or a Frictionless data package that describes them,
 * with another package behind it for the tables that are missing. Opens no table. */
#ifndef BLACKOUT_INGEST_PACKAGE_H
#define BLACKOUT_INGEST_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "ingest/csv.h"
#include "tables/diagnostics.h"
#include "tables/schema.h"

/* Decimal and grouping mark declared for one field; 0 where not declared. */
struct declared_format {
    const char *field;
    char decimal;
    char group;
};

struct resource {
    bool present;
    bool refused;               /* its description is faulty, and has been told: not to be opened */
    const char *path;           /* for opening */
    const char *source;         /* relative to its package: what reports and messages show */
    const char *package;        /* name of its package */
    const char *encoding;       /* NULL: UTF-8 */
    struct csv_dialect dialect; /* delimiter 0 where not declared */
    const struct declared_format *formats;
    size_t format_count;
    bool has_bytes;
    double bytes;
    const char *sha256; /* hexadecimal; NULL where not declared */
};

/* A file prices_SYMBOL.csv. */
struct price_resource {
    const char *symbol;
    struct resource resource;
};

struct package {
    const char *name;
    bool unclear; /* its description has faults that leave open which tables it has */
    struct resource resources[TABLE_COUNT];
    struct price_resource *prices;
    size_t price_count;
    size_t price_capacity;
};

/* Finds the tables of the package at `path` (a folder or its datapackage.json). What is wrong with
 * the description goes to `diagnostics`; the call fails where there is no package at all. */
blackout_status package_find(struct package *package, struct arena *arena, const char *path,
                             struct diagnostics *diagnostics, blackout_error *error);

/* Takes from `base` every table that `package` lacks, but for tables about rows that the package
 * has of its own: `supply` where it has `sectors`, `credits` where it has `platforms`. Those are
 * named in a warning. */
void package_complete(struct package *package, const struct package *base,
                      struct diagnostics *diagnostics);

#endif
