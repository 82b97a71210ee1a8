/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asked both while a package is being found, of the files that are not read, and when it is
 * opened: so it needs neither of the two. */
#include "ingest/package_files.h"

bool package_has_tables(const struct package *package)
{
    bool has = package->price_count > 0;
    for (int i = 0; i < TABLE_COUNT && !has; ++i) {
        has = package->resources[i].present;
    }
    return has;
}

int package_each_file(const struct package *package, blackout_path_function *each, void *user)
{
    int ended = package->description != NULL ? each(user, package->description) : 0;
    for (int i = 0; i < TABLE_COUNT && ended == 0; ++i) {
        const struct resource *resource = &package->resources[i];
        ended = resource->path != NULL ? each(user, resource->path) : 0;
    }
    for (size_t i = 0; i < package->price_count && ended == 0; ++i) {
        const struct resource *resource = &package->prices[i].resource;
        ended = resource->path != NULL ? each(user, resource->path) : 0;
    }
    return ended;
}
