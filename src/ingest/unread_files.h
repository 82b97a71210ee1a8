/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a folder has beside the files that are read: nothing that looks like data is passed over
 * without a word. */
#ifndef BLACKOUT_INGEST_UNREAD_FILES_H
#define BLACKOUT_INGEST_UNREAD_FILES_H

#include "ingest/package_finder.h"

/* Judges the files of the finder's folder, and of the folders in it, that its package does not
 * read. One that was probably meant as a table which the package lacks is a fault, with what to
 * type; other data are named in a warning. Fails only when memory is out. */
blackout_status unread_files_judge(const struct package_finder *finder, blackout_error *error);

#endif
