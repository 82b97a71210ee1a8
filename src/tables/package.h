/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a package before its tables are read: which tables it has, and how each file is
 * written. Descriptions alone: `ingest/package.h` finds them, `ingest/reader.h` opens the files. */
#ifndef BLACKOUT_TABLES_PACKAGE_H
#define BLACKOUT_TABLES_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/file_hash.h"
#include "tables/diagnostics.h"
#include "tables/schema.h"

/* Decimal and grouping mark declared for one field; 0 where not declared. */
struct declared_format {
    const char *field;
    char decimal;
    char group;
};

struct csv_layout;  /* how rows are laid out: ingest/csv.h */
struct field_rules; /* what is declared of the fields: ingest/field_rules.h */

struct resource {
    bool present;
    bool refused;       /* its description is faulty, and has been reported: not to be opened */
    const char *path;   /* for opening; NULL: the bytes of `memory` */
    const char *memory; /* [memory_size] in place of a file */
    size_t memory_size;
    bool once;            /* a pipe: nothing can be read of it twice */
    const char *source;   /* relative to its package: what reports and messages show */
    const char *package;  /* name of its package */
    bool from_base;       /* it is that of the base */
    const char *encoding; /* NULL: UTF-8 */
    char decimal;         /* of numbers whose field declares none; 0: the file has to show it */
    const char *share; /* the one to be read of a file with prices of several; NULL: it has one */
    char delimiter;    /* 0 where not declared */
    char quote;        /* 0 where not declared */
    const struct declared_format *formats;
    size_t format_count;
    const struct csv_layout *layout; /* NULL: a header, then rows */
    bool lacks_header;               /* the names of its fields are in the layout */
    struct place
        header_declared;   /* where that is said, or which line is the header; line 0: nowhere */
    const char *null_text; /* a text that means nothing in any field; or NULL */
    const struct field_rules *rules; /* NULL: none */
    bool has_bytes;
    double bytes;
    enum hash_kind hash_kind;
    const char *hash;  /* hexadecimal, small letters; NULL where not declared */
    int64_t described; /* when the description of an installed package was written last, nanoseconds
                          since 1970; 0: it is not an installed one */
    struct reading_progress *progress; /* while it is read, where somebody asks; else NULL */
};

/* A file prices_SYMBOL.csv. */
struct price_resource {
    const char *symbol;
    struct resource resource;
};

struct package {
    const char *name;
    const char *description; /* path of its datapackage.json; NULL: a folder of tables alone */
    const char *folder;      /* where its files are */
    const char *base;        /* the package that it names for tables that it lacks; NULL: none */
    const char *currency;    /* of its reports, where none is asked for; NULL: the owner's */
    bool unclear;            /* its description has faults that leave open which tables it has */
    struct resource resources[TABLE_COUNT];
    struct price_resource *prices;
    size_t price_count;
    size_t price_capacity;
};

#endif
