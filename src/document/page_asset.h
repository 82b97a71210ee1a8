/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is the same in every page, from the files of document/page, put into the program when that
 * is built. */
#ifndef BLACKOUT_DOCUMENT_PAGE_ASSET_H
#define BLACKOUT_DOCUMENT_PAGE_ASSET_H

#include <stddef.h>

/* The text of a file by its name up to the dot: "style", "script"; NULL if there is none. Constant:
 * a page names each by its hash. */
const char *page_asset(const char *name);

/* The names by number; NULL after the last. */
const char *page_asset_name(size_t index);

#endif
