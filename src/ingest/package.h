/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the tables of a package: a folder of CSV files, or a Frictionless data package that
 * describes them, with another package behind it for the tables that are missing. Opens no table.
 */
#ifndef BLACKOUT_INGEST_PACKAGE_H
#define BLACKOUT_INGEST_PACKAGE_H

#include "blackout/package.h"
#include "core/arena.h"
#include "tables/diagnostics.h"
#include "tables/package.h"

/* Finds the tables of the package at `path` (a folder or its datapackage.json). What is wrong with
 * the description goes to `diagnostics`; the call fails where there is no package at all. */
blackout_status package_find(struct package *package, struct arena *arena, const char *path,
                             struct diagnostics *diagnostics, blackout_error *error);

/* Takes from `base` every table that `package` lacks, but for tables about rows that the package
 * has of its own: `supply` where it has `sectors`, `credits` where it has `platforms`. Those are
 * named in a warning. */
void package_complete(struct package *package, const struct package *base,
                      struct diagnostics *diagnostics);

/* Takes the table `model_error` of `other` where `package` has none, and says so in a warning: how
 * wrong the model is was learned from outages of other owners. */
void package_take_model_error(struct package *package, const struct package *other,
                              struct diagnostics *diagnostics);

/* Says of all files of a package how they are written, where its description does not: an encoding,
 * or NULL; a decimal mark, or 0. */
void package_written_as(struct package *package, const char *encoding, char decimal);

/* The path of the base that the package names, where that is a folder in it; else NULL, as when
 * memory is out. */
const char *package_inner_base(const struct package *package, struct arena *arena);

#endif
