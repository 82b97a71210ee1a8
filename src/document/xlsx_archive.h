/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at a workbook that has been written. */
#ifndef BLACKOUT_DOCUMENT_XLSX_ARCHIVE_H
#define BLACKOUT_DOCUMENT_XLSX_ARCHIVE_H

#include <stdbool.h>
#include <stdio.h>

/* Whether a ZIP archive has a directory, and every member in it has content; false where it cannot
 * be read, too. The file is at its start afterwards, if it is whole. */
bool xlsx_archive_is_whole(FILE *file);

#endif
