/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The package itself and the list of its resources; what is said of one, resource_members.h reads.
 */
#include "ingest/data_package.h"

#include <string.h>

#include "core/currency_codes.h"
#include "core/error.h"
#include "ingest/descriptor.h"
#include "ingest/file_name.h"
#include "ingest/folder.h"
#include "ingest/installed.h"
#include "ingest/resource_members.h"

const char data_package_name[] = "datapackage.json";

/* What it is, the files of the folder say, once all resources are known. Kept until all resources
 * are read: whether this one is a misnamed table depends on which tables are there. A path out of
 * the folder is none of its files. Without memory the resource is not noted; the arena says so, and
 * the call ends. */
static void note_unknown(struct descriptor *descriptor, const cJSON *description, const char *name,
                         const char *path)
{
    struct package_finder *finder = descriptor->finder;
    const struct place place = descriptor_place(descriptor, json_get(description, "name"));
    if (path == NULL || !descriptor_stays_inside(finder->folder, path)) {
        diagnostics_warn(finder->diagnostics, &place, "unknown_resource",
                         "the resource '%s' is not a table of this program: it is ignored", name);
    } else if (arena_grow(finder->arena, (void **)&finder->unknown, &finder->unknown_capacity,
                          finder->unknown_count, sizeof *finder->unknown) == 0) {
        finder->unknown[finder->unknown_count++] =
            (struct unknown_resource){.name = arena_copy(finder->arena, name, strlen(name)),
                                      .path = arena_copy(finder->arena, path, strlen(path)),
                                      .place = place};
    }
}

/* Resources that are no table are not read for faults: a package may hold files for other programs,
 * in any format. One that is there twice is settled, so that its file is not reported as unread as
 * well. */
static blackout_status describe_resource(struct descriptor *descriptor, const cJSON *description,
                                         blackout_error *error)
{
    struct package_finder *finder = descriptor->finder;
    const char *name = descriptor_text(description, "name");
    if (name == NULL) {
        descriptor_fault(descriptor, description, "bad_resource",
                         "a resource has no member ('%s'); name and path, both text", "name");
        finder->package->unclear = true;
        return BLACKOUT_OK;
    }
    const char *path = resource_read_path(descriptor, description, false);
    struct resource *resource = package_place_for(finder, name, path != NULL ? path : "");
    if (resource == NULL) {
        note_unknown(descriptor, description, name, path);
        return BLACKOUT_OK;
    }
    if (resource->present) {
        descriptor_fault(descriptor, json_get(description, "name"), "repeated_resource",
                         "the resource is described twice ('%.80s'); describe it once", name);
        return path != NULL ? package_settle(finder, path, error) : BLACKOUT_OK;
    }
    resource->present = true;
    descriptor_warn_members(descriptor, description, MEMBERS_OF_RESOURCE);
    path = resource_read_path(descriptor, description, true);
    if (path == NULL) { /* it counts as there, so that it is not missed too */
        resource->refused = true;
        resource->source = data_package_name;
        return BLACKOUT_OK;
    }
    return resource_read(descriptor, description, resource, path, error);
}

/* Two members of our own, which no standard has. A base that is not installed is a folder in the
 * package, for the reason that paths stay inside. Without a currency that can be read the package
 * has none, which the fault says; `unclear` keeps tables from being reported as missing that the
 * base may have. */
static void read_extensions(struct descriptor *descriptor)
{
    struct package_finder *finder = descriptor->finder;
    const cJSON *base = json_get(descriptor->tree, "base");
    const cJSON *currency = json_get(descriptor->tree, "currency");
    const char *name = descriptor_text(descriptor->tree, "base");
    const char *code = descriptor_text(descriptor->tree, "currency");
    if (base != NULL && (name == NULL || !descriptor_stays_inside(finder->folder, name))) {
        descriptor_fault(
            descriptor, base, "bad_base",
            "base is no installed package and no folder in this one ('%.200s'); give a name "
            "like reference, or --base",
            name != NULL ? name : "");
        finder->package->unclear = true; /* which tables it has, the base decides */
    } else if (name != NULL) {
        finder->package->base = arena_copy(finder->arena, name, strlen(name));
    }
    if (code != NULL && (currency_code_standing(code) == CURRENCY_CURRENT ||
                         currency_code_standing(code) == CURRENCY_WITHDRAWN)) {
        finder->package->currency = arena_copy(finder->arena, code, strlen(code));
    } else if (currency != NULL) {
        const char *near = code != NULL ? currency_code_nearest(code) : NULL;
        struct place place = descriptor_place(descriptor, currency);
        diagnostics_fault(
            finder->diagnostics, &place, "bad_value", "currency is not a currency ('%.80s'); %s%s",
            descriptor_shown(descriptor, currency),
            near != NULL ? "perhaps " : "ISO 4217, like USD", near != NULL ? near : "");
    }
}

/* `unclear` where no list can be read: all files of the folder would otherwise be reported as not
 * listed. */
static blackout_status describe_package(struct descriptor *descriptor, blackout_error *error)
{
    struct package_finder *finder = descriptor->finder;
    const char *name = descriptor_text(descriptor->tree, "name");
    if (name != NULL && name[0] != '\0') {
        finder->package->name = arena_copy(finder->arena, name, strlen(name));
    }
    descriptor_warn_members(descriptor, descriptor->tree, MEMBERS_OF_PACKAGE);
    read_extensions(descriptor);
    const cJSON *resources = json_get(descriptor->tree, "resources");
    if (!cJSON_IsArray(resources)) {
        descriptor_fault(descriptor, resources != NULL ? resources : descriptor->tree,
                         "bad_resource", "a member is not a list ('%s'); give a list of resources",
                         "resources");
        finder->package->unclear = true;
        return BLACKOUT_OK;
    }
    blackout_status status = BLACKOUT_OK;
    const cJSON *resource;
    cJSON_ArrayForEach (resource, resources) {
        status = status == BLACKOUT_OK ? describe_resource(descriptor, resource, error) : status;
    }
    return status;
}

/* Of the packages that are installed with the program the build has written the description last: a
 * file that is not newer has the hash that it says. By the folder and not by the name: a copy of
 * the package elsewhere is one that people may edit. */
static void note_installed(struct package_finder *finder, const char *path)
{
    struct arena arena = {0};
    const char *installed = installed_package(&arena, file_name_of(finder->folder));
    const bool is_installed = installed != NULL && folder_is_same(installed, finder->folder);
    for (int i = 0; i < TABLE_COUNT && is_installed; ++i) {
        finder->package->resources[i].described = folder_modified(path);
    }
    arena_free(&arena);
}

/* What is no JSON has been reported, and says nothing of which tables there are. */
blackout_status data_package_read(struct package_finder *finder, const char *path,
                                  blackout_error *error)
{
    struct descriptor descriptor;
    blackout_status status = descriptor_open(&descriptor, finder, path, data_package_name, error);
    if (status == BLACKOUT_OK && descriptor.tree == NULL) {
        finder->package->unclear = true;
    } else if (status == BLACKOUT_OK) {
        status = describe_package(&descriptor, error);
        note_installed(finder, path);
    }
    descriptor_close(&descriptor);
    return status;
}
