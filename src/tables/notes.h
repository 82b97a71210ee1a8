/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes on the tables, for the documents that are made from the table definitions. */
#ifndef BLACKOUT_TABLES_NOTES_H
#define BLACKOUT_TABLES_NOTES_H

#include "tables/schema.h"

/* Lines of Markdown; NULL where there is nothing to say. Constant. */
const char *table_note(enum table_id table);

#endif
