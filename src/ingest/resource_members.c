/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: the path, the file itself. Each member is read whatever is wrong with others, so that
 * one run tells of all; what is wrong with any of them refuses the resource, since its rows would
 * be blamed for it. */
#include "ingest/resource_members.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "ingest/dialect_members.h"
#include "ingest/encoding.h"
#include "ingest/schema_members.h"

/* ---- The path -------------------------------------------------------------------------------- */

/* Of a resource that is no table the path is wanted only to recognise the file, whatever it is. */
const char *resource_read_path(struct descriptor *descriptor, const cJSON *description,
                               bool is_table)
{
    const cJSON *path = json_get(description, "path");
    const cJSON *data = json_get(description, "data");
    const cJSON *first = cJSON_IsArray(path) ? cJSON_GetArrayItem(path, 0) : path;
    const bool several = cJSON_IsArray(path) && cJSON_GetArraySize(path) > 1;
    if (!is_table) {
        return cJSON_IsString(first) ? first->valuestring : NULL;
    }
    if (data != NULL) {
        descriptor_fault(descriptor, data, "bad_resource",
                         "rows in the description itself are not read ('%.80s'); write them into a "
                         "CSV file, and its name into path",
                         "data");
    } else if (several) {
        descriptor_fault(descriptor, path, "bad_resource",
                         "a table in several files is not read ('%.80s, ...'); join them into one, "
                         "with one header",
                         descriptor_shown(descriptor, first));
    } else if (!cJSON_IsString(first)) {
        descriptor_fault(descriptor, description, "bad_resource",
                         "a resource has no member ('%s'); name and path, both text", "path");
    } else if (strstr(first->valuestring, "://") != NULL) {
        descriptor_fault(descriptor, first, "path_outside",
                         "a path is an address ('%.200s'); download the file into the package",
                         first->valuestring);
    } else if (!descriptor_stays_inside(descriptor->finder->folder, first->valuestring)) {
        descriptor_fault(descriptor, first, "path_outside",
                         "a path leads out of the package ('%.200s'); give a path inside it",
                         first->valuestring);
    } else {
        return first->valuestring;
    }
    return NULL;
}

/* ---- The file -------------------------------------------------------------------------------- */

/* Digits behind the name of an algorithm; MD5 where there is none, as the standard has it. Any
 * other name stays in front of the digits, which makes them no digest. */
static bool split_hash(const char *hash, enum hash_kind *kind, const char **digits)
{
    *kind = HASH_MD5;
    *digits = hash;
    for (int i = 0; i < HASH_KIND_COUNT; ++i) {
        const char *name = hash_kind_name((enum hash_kind)i);
        const size_t length = strlen(name);
        if (text_starts_alike(hash, name, length) && hash[length] == ':') {
            *kind = (enum hash_kind)i;
            *digits = hash + length + 1;
        }
    }
    const size_t wanted = hash_kind_digits(*kind);
    return strlen(*digits) == wanted && strspn(*digits, "0123456789abcdefABCDEF") == wanted;
}

/* Small letters, since digests are printed so and compared as texts. */
static void read_hash(struct descriptor *descriptor, const cJSON *description,
                      struct resource *resource)
{
    const cJSON *value = json_get(description, "hash");
    const char *digits;
    if (value == NULL) {
        return;
    }
    const char *hash = descriptor_shown(descriptor, value);
    if (!split_hash(hash, &resource->hash_kind, &digits)) {
        descriptor_fault(descriptor, value, "bad_hash",
                         "hash is not valid ('%.100s'); 32 hexadecimal digits of MD5, or sha1:, "
                         "sha256: or sha512: followed by 40, 64 or 128",
                         hash);
        return;
    }
    char *lower = arena_copy(descriptor->finder->arena, digits, strlen(digits));
    for (char *c = lower; c != NULL && *c != '\0'; ++c) {
        *c = *c >= 'A' && *c <= 'F' ? (char)(*c - 'A' + 'a') : *c;
    }
    resource->hash = lower;
}

/* A double, as JSON has it: compared with the size of the file once that has been read
 * (declared_file.c). What no file's size can be is a fault here, where it stands. */
static void read_bytes(struct descriptor *descriptor, const cJSON *description,
                       struct resource *resource)
{
    const cJSON *bytes = json_get(description, "bytes");
    if (cJSON_IsNumber(bytes) && bytes->valuedouble >= 0 &&
        bytes->valuedouble == floor(bytes->valuedouble)) {
        resource->has_bytes = true;
        resource->bytes = bytes->valuedouble;
    } else if (cJSON_IsNumber(bytes)) {
        descriptor_fault(descriptor, bytes, "bad_value",
                         "bytes is not a whole number ('%.80s'); the size of the file",
                         descriptor_shown(descriptor, bytes));
    } else if (bytes != NULL) {
        descriptor_fault(descriptor, bytes, "bad_value",
                         "bytes is not a number ('%.80s'); the size of the file",
                         descriptor_shown(descriptor, bytes));
    }
}

/* An unknown name is a fault where it is declared, not where the file is opened: the user sees
 * which word to correct. */
static void read_encoding(struct descriptor *descriptor, const cJSON *description,
                          struct resource *resource)
{
    const cJSON *value = json_get(description, "encoding");
    if (value == NULL) {
        return;
    }
    const char *encoding = descriptor_shown(descriptor, value);
    if (!cJSON_IsString(value) || !encoding_is_known(encoding)) {
        descriptor_fault(descriptor, value, "bad_encoding",
                         "the encoding is not known ('%.80s'); utf-8", encoding);
    } else {
        resource->encoding = arena_copy(descriptor->finder->arena, encoding, strlen(encoding));
    }
}

/* A member that says what kind of file it is; `accepted` are the words of files that are read,
 * blanks between. Media types may have parameters, "text/csv; charset=utf-8" (RFC 4180, section 3):
 * what follows the semicolon is not looked at. */
static void check_word(struct descriptor *descriptor, const cJSON *description, const char *key,
                       const char *accepted, const char *message)
{
    const cJSON *value = json_get(description, key);
    if (value == NULL || cJSON_IsNull(value)) {
        return;
    }
    const char *word = descriptor_shown(descriptor, value);
    const size_t length = strcspn(word, "; ");
    for (const char *known = accepted; *known != '\0';) {
        const size_t part = strcspn(known, " ");
        if (cJSON_IsString(value) && part == length && text_starts_alike(known, word, part)) {
            return;
        }
        known += part + strspn(known + part, " ");
    }
    descriptor_fault(descriptor, value, "bad_format", message, word);
}

/* What other programs call a CSV file is accepted: Excel registers application/vnd.ms-excel for it.
 */
static void check_kind(struct descriptor *descriptor, const cJSON *description)
{
    check_word(descriptor, description, "format", "csv tsv txt tab psv dat",
               "files of this format are not read ('%.80s'); save it as CSV, and give csv");
    check_word(descriptor, description, "mediatype",
               "text/csv text/tab-separated-values text/plain text/tsv application/csv "
               "text/x-csv application/vnd.ms-excel",
               "files of this mediatype are not read ('%.80s'); save it as CSV, and give text/csv");
    check_word(descriptor, description, "compression", "no none",
               "packed files are not read ('%.80s'); unpack it, and leave compression out");
    check_word(descriptor, description, "type", "table",
               "the resource is a table of this program, but not of this type ('%.80s'); table");
}

/* The hash comes last and does not refuse the resource: with a wrong digest in the description the
 * file can still be read and checked. */
blackout_status resource_read(struct descriptor *descriptor, const cJSON *description,
                              struct resource *resource, const char *path, blackout_error *error)
{
    struct package_finder *finder = descriptor->finder;
    const size_t faults = finder->diagnostics->fault_count;
    resource->path = arena_format(finder->arena, "%s/%s", finder->folder, path);
    resource->source = arena_copy(finder->arena, path, strlen(path));
    check_kind(descriptor, description);
    read_encoding(descriptor, description, resource);
    read_bytes(descriptor, description, resource);
    blackout_status status =
        dialect_read(descriptor, json_get(description, "dialect"), resource, error);
    if (status == BLACKOUT_OK) {
        status = schema_read(descriptor, json_get(description, "schema"), resource, error);
    }
    resource->refused = finder->diagnostics->fault_count > faults;
    read_hash(descriptor, description, resource);
    return status;
}
