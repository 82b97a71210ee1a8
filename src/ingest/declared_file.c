/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hash that a report has of every file is taken as it stands; any other kind is computed here,
 * by reading the file once more. */
#include "ingest/declared_file.h"

#include <stdio.h>
#include <string.h>

#include "core/file_hash.h"
#include "ingest/folder.h"

/* Bytes in memory have no date: they are compared. */
bool declared_file_needs_hash(const struct resource *resource)
{
    return resource->hash != NULL && resource->hash_kind == HASH_SHA256 &&
           (resource->path == NULL || folder_modified(resource->path) > resource->described);
}

/* Whether the file has the hash that its package declares; `found` is the one that it has. SHA-256
 * is computed while the file is read, for the report. The other algorithms are for packages that
 * declare them, and need a reading of their own. */
static bool has_declared_hash(const struct table *table, const struct resource *resource,
                              char found[HASH_TEXT_SIZE])
{
    if (resource->hash_kind == HASH_SHA256 && table->sha256[0] == '\0') {
        return true; /* none was computed: declared_file_needs_hash() */
    }
    if (resource->hash_kind == HASH_SHA256) {
        memcpy(found, table->sha256, sizeof table->sha256);
    } else if (!file_hash(found, resource->path, resource->hash_kind)) {
        snprintf(found, HASH_TEXT_SIZE, "unknown"); /* gone since it was read, or not allowed */
    }
    return strcmp(found, resource->hash) == 0;
}

/* Whoever edited a file has not updated its hash; the faults that are found in it are what they
 * want to know. */
void declared_file_check(const struct table *table, const struct resource *resource,
                         struct diagnostics *diagnostics)
{
    struct place place = {table->source, 1, 1, ""};
    char found[HASH_TEXT_SIZE];
    if (!table->present || table->broken || diagnostics_faults_of(diagnostics, table->source) > 0) {
        return;
    }
    if (resource->hash != NULL && !has_declared_hash(table, resource, found)) {
        const char *kind = hash_kind_name(resource->hash_kind);
        diagnostics_fault(
            diagnostics, &place, "bad_hash",
            "the file is not the one described ('%s:%s'); use that of %s:%s, or update hash", kind,
            found, kind, resource->hash);
    } else if (resource->has_bytes && resource->bytes != (double)table->bytes) {
        diagnostics_fault(diagnostics, &place, "bad_bytes",
                          "the file does not have the size described ('%zu'); use that of %.0f "
                          "bytes, or update bytes",
                          table->bytes, resource->bytes);
    }
}

bool declared_file_has_changed(const struct table *now, const struct table *before)
{
    const bool has_hash = before->sha256[0] != '\0';
    return now->bytes != before->bytes || (has_hash ? strcmp(now->sha256, before->sha256) != 0
                                                    : now->modified != before->modified);
}
