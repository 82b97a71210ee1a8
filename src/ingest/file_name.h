/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which table a file is by its name, and which one was probably meant: names in other case, with
 * the marks of a copy or a version, in another language, singular or misspelt. Looks at the name
 * alone; what is in the file, `ingest/header_guess.h` says. */
#ifndef BLACKOUT_INGEST_FILE_NAME_H
#define BLACKOUT_INGEST_FILE_NAME_H

#include "tables/schema.h"

enum file_name_fit {
    FILE_NO_DATA,     /* a text for people, a program, a picture */
    FILE_OTHER_DATA,  /* data, by its ending; of no table, by its name */
    FILE_NEAR,        /* a table's name among other words, or misspelt */
    FILE_MEANT,       /* a table's name in a way that is not read */
    FILE_DESCRIPTION, /* near datapackage.json */
    FILE_PRICES,      /* prices_SYMBOL, to be read */
    FILE_TABLE        /* the name of a table, to be read */
};

/* How the bytes of a file are to be had, by its ending. */
enum file_kind { KIND_TEXT, KIND_SHEET, KIND_PACKED, KIND_OTHER };

enum { FILE_SYMBOL_SIZE = 64 };

struct file_name {
    enum file_name_fit fit;
    enum table_id table; /* PRICE_FILE for FILE_PRICES, and for such a file in a way not read */
    enum file_kind kind;
    char symbol[FILE_SYMBOL_SIZE]; /* of a price file */
};

/* The name of a file, without its folders: a part of `path`. */
const char *file_name_of(const char *path);

/* What the file called `name` (without folders) is. */
struct file_name file_name_read(const char *name);

#endif
