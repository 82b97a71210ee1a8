/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A description is trusted for what it says of dialects and hashes, never for where files are: a
 * path that leaves the folder, by `..`, by a slash in front or by a link, is refused. */
#define _GNU_SOURCE /* realpath */
#include "ingest/data_package.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "ingest/encoding.h"
#include "json/json.h"
#include "json/places.h"

const char data_package_name[] = "datapackage.json";

/* Descriptions are a page long; a limit keeps a wrong file from being read whole. */
enum { LARGEST_DESCRIPTION_BYTES = 8 * 1024 * 1024 };

/* A description while it is read. Places are found when the first fault needs one. */
struct describing {
    struct package_finder *finder;
    const cJSON *tree;
    const char *text;
    size_t length;
    bool has_places;
    struct json_places places;
};

static struct place place_of(struct describing *describing, const cJSON *value)
{
    if (!describing->has_places) {
        describing->has_places = true; /* without memory, everything is at the start */
        (void)json_places_make(&describing->places, describing->tree, describing->text,
                               describing->length);
    }
    const struct json_place at = json_place_of(&describing->places, value);
    return (struct place){data_package_name, at.line, at.column, ""};
}

static void fault(struct describing *describing, const cJSON *value, const char *code,
                  const char *message, const char *found)
{
    struct place place = place_of(describing, value);
    diagnostics_fault(describing->finder->diagnostics, &place, code, message, found);
}

static bool stays_inside(const char *folder, const char *relative)
{
    char root[PATH_MAX];
    char target[PATH_MAX];
    char joined[PATH_MAX];
    if (relative[0] == '/' || relative[0] == '\0') {
        return false;
    }
    for (const char *part = relative; part != NULL; part = strchr(part, '/')) {
        part += part != relative ? 1 : 0;
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
            return false;
        }
    }
    if (snprintf(joined, sizeof joined, "%s/%s", folder, relative) >= (int)sizeof joined ||
        realpath(folder, root) == NULL || realpath(joined, target) == NULL) {
        return true; /* a file that is not there is reported when it is opened */
    }
    size_t length = strlen(root);
    return strncmp(root, target, length) == 0 && (target[length] == '/' || length == 1);
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = json_get(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* One of the marks of a dialect or a format: a printable ASCII character that no name or number is
 * made of, or a tab; 0 where there is none. */
static char mark_of(struct describing *describing, const cJSON *object, const char *key)
{
    const char *text = text_of(object, key);
    if (text == NULL || text[0] == '\0') {
        return '\0';
    }
    const bool letter =
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                     "+-") > 0;
    if (text[1] != '\0' || letter || (text[0] != '\t' && (text[0] < ' ' || text[0] > '~'))) {
        struct place place = place_of(describing, json_get(object, key));
        diagnostics_fault(
            describing->finder->diagnostics, &place, "bad_dialect",
            "%s is not a mark ('%.40s'); one ASCII character, neither letter nor digit", key, text);
        return '\0';
    }
    return text[0];
}

static void read_dialect(struct describing *describing, const cJSON *description,
                         struct resource *resource)
{
    const cJSON *dialect = json_get(description, "dialect");
    const size_t faults = describing->finder->diagnostics->fault_count;
    if (dialect == NULL) {
        return;
    }
    resource->delimiter = mark_of(describing, dialect, "delimiter");
    resource->quote = mark_of(describing, dialect, "quoteChar");
    if (resource->delimiter != '\0' && resource->delimiter == resource->quote) {
        struct place place = place_of(describing, json_get(dialect, "quoteChar"));
        diagnostics_fault(
            describing->finder->diagnostics, &place, "bad_dialect",
            "quoteChar is the same as the delimiter ('%c'); use two different characters",
            resource->quote);
    }
    resource->refused = resource->refused || describing->finder->diagnostics->fault_count > faults;
}

static void read_formats(struct describing *describing, const cJSON *description,
                         struct resource *resource)
{
    struct arena *arena = describing->finder->arena;
    const cJSON *fields = json_get(json_get(description, "schema"), "fields");
    const size_t faults = describing->finder->diagnostics->fault_count;
    int count = cJSON_IsArray(fields) ? cJSON_GetArraySize(fields) : 0;
    struct declared_format *formats = arena_alloc(arena, (size_t)count, sizeof *formats);
    const cJSON *field;
    size_t used = 0;
    if (formats == NULL || count == 0) {
        return;
    }
    cJSON_ArrayForEach (field, fields) {
        const char *name = text_of(field, "name");
        char decimal = mark_of(describing, field, "decimalChar");
        char group = mark_of(describing, field, "groupChar");
        if (name != NULL && (decimal != '\0' || group != '\0')) {
            formats[used++] =
                (struct declared_format){.field = arena_copy(arena, name, strlen(name)),
                                         .decimal = decimal != '\0' ? decimal : '.',
                                         .group = group};
        }
    }
    resource->formats = formats;
    resource->format_count = used;
    resource->refused = resource->refused || describing->finder->diagnostics->fault_count > faults;
}

static void read_hash(struct describing *describing, const cJSON *description,
                      struct resource *resource)
{
    static const char algorithm[] = "sha256:";
    enum { SHA256_DIGITS = 64 };
    const char *hash = text_of(description, "hash");
    const cJSON *bytes = json_get(description, "bytes");
    if (cJSON_IsNumber(bytes)) {
        resource->has_bytes = true;
        resource->bytes = bytes->valuedouble;
    }
    if (hash == NULL) {
        return;
    }
    const char *digits = hash + strlen(algorithm);
    if (strncmp(hash, algorithm, strlen(algorithm)) != 0 || strlen(digits) != SHA256_DIGITS ||
        strspn(digits, "0123456789abcdefABCDEF") != SHA256_DIGITS) {
        fault(describing, json_get(description, "hash"), "bad_hash",
              "hash is not valid ('%.100s'); sha256: followed by 64 hexadecimal digits", hash);
        return;
    }
    char *lower = arena_copy(describing->finder->arena, digits, SHA256_DIGITS);
    for (size_t i = 0; lower != NULL && i < SHA256_DIGITS; ++i) {
        lower[i] = lower[i] >= 'A' && lower[i] <= 'F' ? (char)(lower[i] - 'A' + 'a') : lower[i];
    }
    resource->sha256 = lower;
}

/* Refuses a resource whose path is not to be followed. The table counts as there, so that it is not
 * missed too. */
static bool check_path(struct describing *describing, const cJSON *description,
                       struct resource *resource, const char *path)
{
    if (path == NULL) {
        fault(describing, description, "bad_resource",
              "a resource has no member ('%s'); name and path, both text", "path");
    } else if (!stays_inside(describing->finder->folder, path)) {
        fault(describing, json_get(description, "path"), "path_outside",
              "a path leads out of the package ('%.200s'); give a path inside it", path);
    } else {
        return true;
    }
    resource->refused = true;
    resource->source = data_package_name;
    return false;
}

static void describe_file(struct describing *describing, const cJSON *description,
                          struct resource *resource, const char *path)
{
    struct package_finder *finder = describing->finder;
    const char *encoding = text_of(description, "encoding");
    resource->path = arena_format(finder->arena, "%s/%s", finder->folder, path);
    resource->source = arena_copy(finder->arena, path, strlen(path));
    if (encoding != NULL && !encoding_is_known(encoding)) {
        fault(describing, json_get(description, "encoding"), "bad_encoding",
              "the encoding is not known ('%.80s'); utf-8", encoding);
        resource->refused = true;
    } else if (encoding != NULL) {
        resource->encoding = arena_copy(finder->arena, encoding, strlen(encoding));
    }
    read_dialect(describing, description, resource);
    read_formats(describing, description, resource);
    read_hash(describing, description, resource);
}

/* What it is, the files of the folder say, once all resources are known. */
static void note_unknown(struct describing *describing, const cJSON *description, const char *name,
                         const char *path)
{
    struct package_finder *finder = describing->finder;
    const struct place place = place_of(describing, json_get(description, "name"));
    if (path == NULL || !stays_inside(finder->folder, path)) {
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

static void describe_resource(struct describing *describing, const cJSON *description)
{
    struct package_finder *finder = describing->finder;
    const char *name = text_of(description, "name");
    const char *path = text_of(description, "path");
    if (name == NULL) {
        fault(describing, description, "bad_resource",
              "a resource has no member ('%s'); name and path, both text", "name");
        finder->package->unclear = true;
        return;
    }
    struct resource *resource = package_place_for(finder, name, path != NULL ? path : "");
    if (resource == NULL) {
        note_unknown(describing, description, name, path);
    } else if (resource->present) {
        fault(describing, json_get(description, "name"), "repeated_resource",
              "the resource is described twice ('%.80s'); describe it once", name);
    } else {
        resource->present = true;
        if (check_path(describing, description, resource, path)) {
            describe_file(describing, description, resource, path);
        }
    }
}

static blackout_status read_text(char **text, size_t *length, const char *path,
                                 blackout_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return error_at(error, BLACKOUT_ERROR_IO, data_package_name, 0, 0,
                        "the file cannot be opened ('%s'); give a readable file", strerror(errno));
    }
    *text = malloc(LARGEST_DESCRIPTION_BYTES);
    *length = *text != NULL ? fread(*text, 1, LARGEST_DESCRIPTION_BYTES, file) : 0;
    bool unread = ferror(file) != 0;
    fclose(file);
    if (*text == NULL) {
        return error_memory(error);
    }
    if (unread || *length == LARGEST_DESCRIPTION_BYTES) {
        free(*text);
        *text = NULL;
        return error_at(error, BLACKOUT_ERROR_IO, data_package_name, 0, 0, "%s",
                        unread ? "cannot be read" : "is longer than 8 MiB");
    }
    return BLACKOUT_OK;
}

/* A description that is not JSON is a fault of the package like any other. */
static void fault_syntax(const struct describing *describing, const blackout_error *syntax)
{
    enum { SHOWN_BYTES = 24 };
    struct place place = {data_package_name, syntax->line > 0 ? syntax->line : 1,
                          syntax->column > 0 ? syntax->column : 1, ""};
    const char *at = describing->text;
    const char *end = describing->text + describing->length;
    for (size_t line = 1; line < place.line && at < end; ++line) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed != NULL ? feed + 1 : end;
    }
    at = place.column - 1 < (size_t)(end - at) ? at + place.column - 1 : end;
    int shown = end - at < SHOWN_BYTES ? (int)(end - at) : SHOWN_BYTES;
    diagnostics_fault(describing->finder->diagnostics, &place, "bad_json",
                      "%s ('%.*s'); JSON as defined by RFC 8259", syntax->message, shown, at);
    describing->finder->package->unclear = true;
}

/* Two members of our own, which no standard has. A base that is not installed is a folder in the
 * package, for the reason that paths stay inside. */
static void read_extensions(struct describing *describing)
{
    struct package_finder *finder = describing->finder;
    const cJSON *base = json_get(describing->tree, "base");
    const cJSON *currency = json_get(describing->tree, "currency");
    const char *name = text_of(describing->tree, "base");
    const char *code = text_of(describing->tree, "currency");
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    enum { CODE_LENGTH = 3 };
    if (base != NULL && (name == NULL || !stays_inside(finder->folder, name))) {
        fault(describing, base, "bad_base",
              "base is no installed package and no folder in this one ('%.200s'); give a name "
              "like reference, or --base",
              name != NULL ? name : "");
        finder->package->unclear = true; /* which tables it has, the base decides */
    } else if (name != NULL) {
        finder->package->base = arena_copy(finder->arena, name, strlen(name));
    }
    if (currency != NULL &&
        (code == NULL || strlen(code) != CODE_LENGTH || strspn(code, capitals) != CODE_LENGTH)) {
        fault(describing, currency, "bad_value",
              "currency is not a currency ('%.80s'); ISO 4217, like USD", code != NULL ? code : "");
    } else if (code != NULL) {
        finder->package->currency = arena_copy(finder->arena, code, CODE_LENGTH);
    }
}

static void describe_package(struct describing *describing)
{
    struct package_finder *finder = describing->finder;
    const char *name = text_of(describing->tree, "name");
    if (name != NULL && name[0] != '\0') {
        finder->package->name = arena_copy(finder->arena, name, strlen(name));
    }
    read_extensions(describing);
    const cJSON *resources = json_get(describing->tree, "resources");
    if (!cJSON_IsArray(resources)) {
        struct place place = place_of(describing, resources != NULL ? resources : describing->tree);
        diagnostics_fault(finder->diagnostics, &place, "bad_resource",
                          "a member is not a list ('resources'); give a list of resources");
        finder->package->unclear = true;
        return;
    }
    const cJSON *resource;
    cJSON_ArrayForEach (resource, resources) {
        describe_resource(describing, resource);
    }
}

blackout_status data_package_read(struct package_finder *finder, const char *path,
                                  blackout_error *error)
{
    struct describing describing = {.finder = finder};
    char *text = NULL;
    cJSON *tree = NULL;
    blackout_error syntax = {0};
    blackout_status status = read_text(&text, &describing.length, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const size_t mark = json_mark_length(text, describing.length);
    describing.text = text + mark;
    describing.length -= mark;
    status = json_parse(&tree, data_package_name, describing.text, describing.length, &syntax);
    describing.tree = tree;
    if (status == BLACKOUT_OK) {
        describe_package(&describing);
    } else if (status == BLACKOUT_ERROR_INPUT) {
        fault_syntax(&describing, &syntax);
        status = BLACKOUT_OK;
    } else if (error != NULL) {
        *error = syntax;
    }
    json_places_free(&describing.places);
    cJSON_Delete(tree);
    free(text);
    return status;
}
