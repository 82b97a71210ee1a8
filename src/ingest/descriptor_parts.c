/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part that is a path must stay inside the package: a description may come from anywhere, and
 * must not read files elsewhere. A fault leaves the part without an object, and the call succeeds:
 * the caller has nothing to read, and the rest of the description is still judged. */
#include "ingest/descriptor_parts.h"

#include <string.h>

#include "core/error.h"
#include "ingest/folder.h"

/* Digits, letters and signs are parts of numbers and names: as a delimiter they would cut them. An
 * empty text is none, as is null; whether that may be, the caller knows. */
char descriptor_read_mark(struct descriptor *descriptor, const cJSON *object, const char *key)
{
    const cJSON *value = json_get(object, key);
    const char *text = descriptor_text(object, key);
    if (value == NULL || cJSON_IsNull(value) || (text != NULL && text[0] == '\0')) {
        return '\0';
    }
    text = text != NULL ? text : descriptor_shown(descriptor, value);
    const bool letter =
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                     "+-") > 0;
    if (text[1] != '\0' || letter || (text[0] != '\t' && (text[0] < ' ' || text[0] > '~'))) {
        struct place place = descriptor_place(descriptor, value);
        diagnostics_fault(
            descriptor->finder->diagnostics, &place, "bad_dialect",
            "%s is not a mark ('%.40s'); give one ASCII character, neither letter nor digit", key,
            text);
        return '\0';
    }
    return text[0];
}

/* Dialects and schemas may be paths (Data Resource, "dialect", "schema"); addresses are allowed
 * there too, and refused here: nothing is fetched from a network. */
blackout_status descriptor_open_part(struct descriptor_part *part, struct descriptor *descriptor,
                                     const cJSON *value, blackout_error *error)
{
    struct package_finder *finder = descriptor->finder;
    *part = (struct descriptor_part){.descriptor = descriptor, .object = value};
    if (value == NULL || cJSON_IsObject(value)) {
        return BLACKOUT_OK;
    }
    part->object = NULL;
    if (!cJSON_IsString(value) || !descriptor_stays_inside(finder->folder, value->valuestring)) {
        descriptor_fault(descriptor, value, "path_outside",
                         "a part of the description is no object and no path in the package "
                         "('%.200s'); give a path inside it",
                         descriptor_shown(descriptor, value));
        return BLACKOUT_OK;
    }
    const char *source = arena_copy(finder->arena, value->valuestring, strlen(value->valuestring));
    const char *path = arena_format(finder->arena, "%s/%s", finder->folder, value->valuestring);
    if (source == NULL || path == NULL) {
        return error_memory(error);
    }
    if (!folder_has_regular(path)) {
        descriptor_fault(
            descriptor, value, "missing_file",
            "a part of the description is not there, or no file ('%.200s'); give the path of a "
            "file in the package",
            source);
        return BLACKOUT_OK;
    }
    /* no data: it must not be reported as a file of the folder that is not read */
    blackout_status status = package_settle(finder, source, error);
    if (status == BLACKOUT_OK) {
        status = descriptor_open(&part->file, finder, path, source, error);
    }
    if (status == BLACKOUT_OK && cJSON_IsObject(part->file.tree)) {
        part->descriptor = &part->file;
        part->object = part->file.tree;
    } else if (status == BLACKOUT_OK && part->file.tree != NULL) {
        descriptor_fault(&part->file, part->file.tree, "bad_resource",
                         "the file has no object ('%.80s'); a JSON object",
                         descriptor_shown(&part->file, part->file.tree));
    }
    return status;
}

void descriptor_close_part(struct descriptor_part *part)
{
    descriptor_close(&part->file);
}
