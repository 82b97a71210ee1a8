/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A description is trusted for what it says of dialects and hashes, never for where files are: a
 * path that leaves the folder, by `..`, by a slash in front or by a link, is refused. */
#define _GNU_SOURCE /* realpath */
#include "ingest/package.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "ingest/csv.h"
#include "json/json.h"

static const char description_name[] = "datapackage.json";

/* Descriptions are a page long; a limit keeps a wrong file from being read whole. */
enum { LARGEST_DESCRIPTION_BYTES = 8 * 1024 * 1024 };

struct finder {
    struct package *package;
    struct arena *arena;
    const char *folder;
    struct diagnostics *diagnostics;
    const char *text; /* of the description, for the places of faults */
    size_t length;
    size_t number; /* of the resource being described */
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

/* Where `steps` lead in the resource being described. */
static struct place place_of(const struct finder *finder, const struct json_step *steps,
                             size_t step_count)
{
    enum { MOST_STEPS = 6 };
    struct json_step path[MOST_STEPS] = {{"resources", 0}, {NULL, finder->number}};
    size_t count = 2;
    struct place place = {.source = description_name, .field = ""};
    for (size_t i = 0; i < step_count && count < MOST_STEPS; ++i) {
        path[count++] = steps[i];
    }
    json_locate(&place.line, &place.column, finder->text, finder->length, path, count);
    return place;
}

/* Tells what is wrong with the member `key` of the resource being described. */
static void fault(const struct finder *finder, const char *key, const char *code,
                  const char *message, const char *value)
{
    struct json_step step = {key, 0};
    struct place place = place_of(finder, &step, key != NULL ? 1 : 0);
    diagnostics_fault(finder->diagnostics, &place, code, message, value);
}

/* The last component of a path, without a trailing slash. */
static const char *last_component(struct arena *arena, const char *folder)
{
    char resolved[PATH_MAX];
    const char *path = realpath(folder, resolved) != NULL ? resolved : folder;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    return arena_copy(arena, name, strlen(name));
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
static char mark_of(const struct finder *finder, const cJSON *object, const char *key,
                    const struct json_step *steps, size_t step_count)
{
    const char *text = text_of(object, key);
    if (text == NULL || text[0] == '\0') {
        return '\0';
    }
    const bool letter =
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                     "+-") > 0;
    if (text[1] != '\0' || letter || (text[0] != '\t' && (text[0] < ' ' || text[0] > '~'))) {
        struct place place = place_of(finder, steps, step_count);
        diagnostics_fault(finder->diagnostics, &place, "bad_dialect",
                          "%s is not a mark ('%.40s'); one ASCII character that is no letter or "
                          "digit",
                          key, text);
        return '\0';
    }
    return text[0];
}

static void read_dialect(const struct finder *finder, const cJSON *description,
                         struct resource *resource)
{
    const cJSON *dialect = json_get(description, "dialect");
    const struct json_step delimiter[] = {{"dialect", 0}, {"delimiter", 0}};
    const struct json_step quote[] = {{"dialect", 0}, {"quoteChar", 0}};
    if (dialect == NULL) {
        return;
    }
    const size_t faults = finder->diagnostics->fault_count;
    resource->delimiter = mark_of(finder, dialect, "delimiter", delimiter, 2);
    resource->quote = mark_of(finder, dialect, "quoteChar", quote, 2);
    if (resource->delimiter != '\0' && resource->delimiter == resource->quote) {
        struct place place = place_of(finder, quote, 2);
        diagnostics_fault(finder->diagnostics, &place, "bad_dialect",
                          "quoteChar is the delimiter too ('%c'); two marks", resource->quote);
    }
    resource->refused = resource->refused || finder->diagnostics->fault_count > faults;
}

static void read_formats(const struct finder *finder, const cJSON *description,
                         struct resource *resource)
{
    const cJSON *schema = json_get(description, "schema");
    const cJSON *fields = schema != NULL ? json_get(schema, "fields") : NULL;
    int count = cJSON_IsArray(fields) ? cJSON_GetArraySize(fields) : 0;
    struct declared_format *formats = arena_alloc(finder->arena, (size_t)count, sizeof *formats);
    const cJSON *field;
    size_t used = 0;
    size_t number = 0;
    const size_t faults = finder->diagnostics->fault_count;
    if (formats == NULL || count == 0) {
        return;
    }
    cJSON_ArrayForEach (field, fields) {
        const struct json_step in_decimal[] = {
            {"schema", 0}, {"fields", 0}, {NULL, number}, {"decimalChar", 0}};
        const struct json_step in_group[] = {
            {"schema", 0}, {"fields", 0}, {NULL, number}, {"groupChar", 0}};
        const char *name = text_of(field, "name");
        char decimal = mark_of(finder, field, "decimalChar", in_decimal, 4);
        char group = mark_of(finder, field, "groupChar", in_group, 4);
        ++number;
        if (name != NULL && (decimal != '\0' || group != '\0')) {
            formats[used++] =
                (struct declared_format){.field = arena_copy(finder->arena, name, strlen(name)),
                                         .decimal = decimal != '\0' ? decimal : '.',
                                         .group = group};
        }
    }
    resource->formats = formats;
    resource->format_count = used;
    resource->refused = resource->refused || finder->diagnostics->fault_count > faults;
}

static void read_hash(const struct finder *finder, const cJSON *description,
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
        fault(finder, "hash", "bad_hash",
              "hash is not understood ('%.100s'); sha256: and 64 hexadecimal digits", hash);
        return;
    }
    char *lower = arena_copy(finder->arena, digits, SHA256_DIGITS);
    for (size_t i = 0; lower != NULL && i < SHA256_DIGITS; ++i) {
        lower[i] = lower[i] >= 'A' && lower[i] <= 'F' ? (char)(lower[i] - 'A' + 'a') : lower[i];
    }
    resource->sha256 = lower;
}

/* The symbol in a path whose file is called prices_SYMBOL.csv; NULL for other files. */
static const char *price_symbol(struct arena *arena, const char *path)
{
    static const char prefix[] = "prices_";
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t length = strlen(name);
    size_t fixed = strlen(prefix) + strlen(".csv");
    if (length <= fixed || strncmp(name, prefix, strlen(prefix)) != 0 ||
        strcmp(name + length - 4, ".csv") != 0) {
        return NULL;
    }
    return arena_copy(arena, name + strlen(prefix), length - fixed);
}

/* Where the resource of a table, or of one share's prices, is kept; NULL if it is neither, or when
 * memory is out. */
static struct resource *place_for(struct finder *finder, const char *name, const char *path)
{
    struct package *package = finder->package;
    enum table_id table = schema_find(name);
    if (table != NO_TABLE) {
        return &package->resources[table];
    }
    const char *symbol = price_symbol(finder->arena, path);
    if (symbol == NULL ||
        arena_grow(finder->arena, (void **)&package->prices, &package->price_capacity,
                   package->price_count, sizeof *package->prices) != 0) {
        return NULL;
    }
    package->prices[package->price_count] = (struct price_resource){.symbol = symbol};
    return &package->prices[package->price_count++].resource;
}

/* Refuses a resource whose path is not to be followed. The table counts as there, so that it is not
 * missed too. */
static bool check_path(struct finder *finder, struct resource *resource, const char *path)
{
    if (path == NULL) {
        fault(finder, NULL, "bad_resource",
              "a resource lacks a member ('%s'); name and path, both text", "path");
    } else if (!stays_inside(finder->folder, path)) {
        fault(finder, "path", "path_outside",
              "a path leaves the package ('%.200s'); a path inside it", path);
    } else {
        return true;
    }
    resource->refused = true;
    resource->source = description_name;
    return false;
}

static void describe_file(struct finder *finder, const cJSON *description,
                          struct resource *resource, const char *path)
{
    const char *encoding = text_of(description, "encoding");
    resource->path = arena_format(finder->arena, "%s/%s", finder->folder, path);
    resource->source = arena_copy(finder->arena, path, strlen(path));
    if (encoding != NULL && !csv_knows_encoding(encoding)) {
        fault(finder, "encoding", "bad_encoding", "the encoding is not known ('%.80s'); utf-8",
              encoding);
        resource->refused = true;
    } else if (encoding != NULL) {
        resource->encoding = arena_copy(finder->arena, encoding, strlen(encoding));
    }
    read_dialect(finder, description, resource);
    read_formats(finder, description, resource);
    read_hash(finder, description, resource);
}

static void describe_resource(struct finder *finder, const cJSON *description)
{
    const char *name = text_of(description, "name");
    const char *path = text_of(description, "path");
    if (name == NULL) {
        fault(finder, NULL, "bad_resource",
              "a resource lacks a member ('%s'); name and path, both text", "name");
        finder->package->unclear = true;
        return;
    }
    struct resource *resource = place_for(finder, name, path != NULL ? path : "");
    if (resource == NULL) {
        const struct json_step step = {"name", 0};
        struct place place = place_of(finder, &step, 1);
        diagnostics_warn(finder->diagnostics, &place, "unknown_resource",
                         "the resource '%s' is not a table of this program: it is ignored", name);
    } else if (resource->present) {
        fault(finder, "name", "repeated_resource",
              "the resource is described twice ('%.80s'); once", name);
    } else {
        resource->present = true;
        if (check_path(finder, resource, path)) {
            describe_file(finder, description, resource, path);
        }
    }
}

static blackout_status read_text(char **text, size_t *length, const char *path,
                                 blackout_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return error_at(error, BLACKOUT_ERROR_IO, description_name, 0, 0,
                        "the file cannot be opened ('%s'); a file that can be read",
                        strerror(errno));
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
        return error_at(error, BLACKOUT_ERROR_IO, description_name, 0, 0, "%s",
                        unread ? "cannot be read" : "is longer than 8 MiB");
    }
    return BLACKOUT_OK;
}

/* A description that is not JSON is a fault of the package like any other. */
static void fault_syntax(struct finder *finder, const blackout_error *syntax)
{
    enum { SHOWN_BYTES = 24 };
    struct place place = {description_name, syntax->line > 0 ? syntax->line : 1,
                          syntax->column > 0 ? syntax->column : 1, ""};
    const char *at = finder->text;
    const char *end = finder->text + finder->length;
    for (size_t line = 1; line < place.line && at < end; ++line) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed != NULL ? feed + 1 : end;
    }
    at = place.column - 1 < (size_t)(end - at) ? at + place.column - 1 : end;
    int shown = end - at < SHOWN_BYTES ? (int)(end - at) : SHOWN_BYTES;
    diagnostics_fault(finder->diagnostics, &place, "bad_json",
                      "%s ('%.*s'); JSON as RFC 8259 has it", syntax->message, shown, at);
    finder->package->unclear = true;
}

static void describe_package(struct finder *finder, const cJSON *tree)
{
    const char *name = text_of(tree, "name");
    if (name != NULL && name[0] != '\0') {
        finder->package->name = arena_copy(finder->arena, name, strlen(name));
    }
    const cJSON *resources = json_get(tree, "resources");
    if (!cJSON_IsArray(resources)) {
        const struct json_step step = {"resources", 0};
        struct place place = {.source = description_name, .field = ""};
        json_locate(&place.line, &place.column, finder->text, finder->length, &step, 1);
        diagnostics_fault(finder->diagnostics, &place, "bad_resource",
                          "a member is no list ('resources'); a list of resources");
        finder->package->unclear = true;
        return;
    }
    const cJSON *resource;
    cJSON_ArrayForEach (resource, resources) {
        describe_resource(finder, resource);
        ++finder->number;
    }
}

static blackout_status read_description(struct finder *finder, const char *path,
                                        blackout_error *error)
{
    char *text = NULL;
    cJSON *tree = NULL;
    blackout_error syntax = {0};
    blackout_status status = read_text(&text, &finder->length, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    finder->text = text;
    status = json_parse(&tree, description_name, text, finder->length, &syntax);
    if (status == BLACKOUT_OK) {
        describe_package(finder, tree);
    } else if (status == BLACKOUT_ERROR_INPUT) {
        fault_syntax(finder, &syntax);
        status = BLACKOUT_OK;
    } else if (error != NULL) {
        *error = syntax;
    }
    cJSON_Delete(tree);
    free(text);
    finder->text = NULL;
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the folder's CSV files, ascending, so that messages do not depend on the file system. */
static size_t list_csv_files(struct finder *finder, const char ***names)
{
    DIR *folder = opendir(finder->folder);
    size_t count = 0;
    size_t capacity = 0;
    const struct dirent *entry;
    *names = NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0 &&
            entry->d_name[0] != '.' &&
            arena_grow(finder->arena, (void **)names, &capacity, count, sizeof **names) == 0) {
            (*names)[count++] = arena_copy(finder->arena, entry->d_name, length);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (count > 0) {
        qsort(*names, count, sizeof **names, by_name);
    }
    return count;
}

static void find_files(struct finder *finder)
{
    const char **names;
    size_t count = list_csv_files(finder, &names);
    for (size_t i = 0; i < count; ++i) {
        char *stem = arena_copy(finder->arena, names[i], strlen(names[i]) - 4);
        struct resource *resource = stem != NULL ? place_for(finder, stem, names[i]) : NULL;
        struct place place = {.source = names[i], .line = 1, .column = 1, .field = ""};
        if (resource == NULL) {
            diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                             "'%s' is not a table of this program: it is ignored", names[i]);
            continue;
        }
        *resource = (struct resource){
            .present = true,
            .path = arena_format(finder->arena, "%s/%s", finder->folder, names[i]),
            .source = names[i]};
    }
}

blackout_status package_find(struct package *package, struct arena *arena, const char *path,
                             struct diagnostics *diagnostics, blackout_error *error)
{
    struct finder finder = {.package = package, .arena = arena, .diagnostics = diagnostics};
    const char *description = NULL;
    *package = (struct package){0};
    if (is_folder(path)) {
        finder.folder = arena_copy(arena, path, strlen(path));
        description = arena_format(arena, "%s/%s", path, description_name);
    } else if (is_file(path)) {
        const char *slash = strrchr(path, '/');
        description = path;
        finder.folder = slash == NULL ? "." : arena_copy(arena, path, (size_t)(slash - path));
        if (strcmp(slash != NULL ? slash + 1 : path, description_name) != 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                               "'%s' is not a package; a folder or its %s", path, description_name);
        }
    } else {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "there is no package '%s'; a folder or its %s", path, description_name);
    }
    if (finder.folder == NULL || description == NULL) {
        return error_memory(error);
    }
    package->name = last_component(arena, finder.folder);
    blackout_status status = BLACKOUT_OK;
    if (is_file(description)) {
        package->description = description;
        status = read_description(&finder, description, error);
    } else {
        find_files(&finder);
    }
    diagnostics_flush(diagnostics);
    for (int i = 0; i < TABLE_COUNT; ++i) {
        package->resources[i].package = package->name;
    }
    for (size_t i = 0; i < package->price_count; ++i) {
        package->prices[i].resource.package = package->name;
    }
    return status;
}

/* The table whose rows those of a table are about, and nothing else; NO_TABLE: several, or none. */
static enum table_id subject_of(enum table_id table)
{
    return table == SUPPLY ? SECTORS : table == CREDITS ? PLATFORMS : NO_TABLE;
}

void package_complete(struct package *package, const struct package *base,
                      struct diagnostics *diagnostics)
{
    bool own[TABLE_COUNT];
    for (int i = 0; i < TABLE_COUNT; ++i) {
        own[i] = package->resources[i].present;
    }
    for (int i = 0; i < TABLE_COUNT; ++i) {
        const struct resource *resource = &base->resources[i];
        enum table_id subject = subject_of((enum table_id)i);
        if (own[i] || !resource->present) {
            continue;
        }
        if (subject != NO_TABLE && own[subject]) {
            const struct place place = {
                .source = resource->source, .line = 1, .column = 1, .field = ""};
            diagnostics_warn(diagnostics, &place, "base_table_left_out",
                             "the base's table is about its own %s, and the package has others: it "
                             "is left out",
                             schema_table(subject)->name);
        } else {
            package->resources[i] = *resource;
        }
    }
    if (package->price_count == 0 && !package->resources[PRICES].present) {
        package->prices = base->prices;
        package->price_count = base->price_count;
    }
}
