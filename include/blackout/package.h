/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where packages are: as a path, or by name among those that are installed with the library. Every
 * call that opens a package finds it in the same way; these are for a program that shows or checks
 * it beforehand. */
#ifndef BLACKOUT_PACKAGE_H
#define BLACKOUT_PACKAGE_H

#include <stddef.h>

#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Takes a path or a name, which lives until the call returns; anything but 0 ends the listing. */
typedef int blackout_path_function(void *user, const char *path);

/* Writes into `path`, of `size` bytes, the folder of the packages that are installed with this
 * library: share/blackout/datasets of the tree that the library's file is in, wherever that was
 * moved to. The pkg-config file has the same as `datasetsdir`, the CMake package as
 * blackout_DATASETS_DIR. BLACKOUT_ERROR_USAGE where there is none, or where `size` is too small. */
BLACKOUT_API blackout_status blackout_datasets_folder(char *path, size_t size,
                                                      blackout_error *error);

/* Lists the names of the installed packages in ascending order; none where there are none. Returns
 * BLACKOUT_OK also where `each` ended the listing. */
BLACKOUT_API blackout_status blackout_package_installed(blackout_path_function *each, void *user,
                                                        blackout_error *error);

/* Writes into `path`, of `size` bytes, where the package `name` is. What is there as a path goes
 * before an installed package of that name. NULL or "": what the environment's BLACKOUT_DATASET
 * names, else the installed package `reference`, whose place no folder called so takes.
 * BLACKOUT_ERROR_USAGE, with a near miss where there is one, if there is no such package. */
BLACKOUT_API blackout_status blackout_package_find(char *path, size_t size, const char *name,
                                                   blackout_error *error);

/* Writes into `base`, of `size` bytes, the path of the package that has the tables which the one at
 * `path` lacks: the base that its datapackage.json names, a folder in it or an installed package;
 * else that of the environment's BLACKOUT_BASE, but for that package itself; "" where there is
 * none. What is wrong with the package is left for blackout_dataset_open() to report.
 * BLACKOUT_ERROR_USAGE if there is no package, or no such base. */
BLACKOUT_API blackout_status blackout_package_base(char *base, size_t size, const char *path,
                                                   blackout_error *error);

/* Lists the files that blackout_dataset_open() would read of the package at `path`, one call of
 * `each` for each: its datapackage.json, where it has one, and its tables. None is opened but the
 * datapackage.json; what is wrong with that is left for blackout_dataset_open() to report. Returns
 * BLACKOUT_OK also where `each` ended the listing; BLACKOUT_ERROR_USAGE if there is no package. */
BLACKOUT_API blackout_status blackout_package_files(const char *path, blackout_path_function *each,
                                                    void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
