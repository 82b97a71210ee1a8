/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json_tree.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "blackout/version.h"
#include "core/error.h"
#include "core/number.h"
#include "core/writer.h"

void json_tree_init(struct json_tree *tree)
{
    tree->root = cJSON_CreateObject();
    tree->failed = tree->root == NULL;
}

void json_tree_free(struct json_tree *tree)
{
    cJSON_Delete(tree->root);
    tree->root = NULL;
}

static cJSON *add(struct json_tree *tree, cJSON *parent, const char *key, cJSON *item)
{
    bool added = false;
    if (item != NULL && parent != NULL) {
        added = key != NULL ? cJSON_AddItemToObject(parent, key, item)
                            : cJSON_AddItemToArray(parent, item);
    }
    if (!added) {
        cJSON_Delete(item);
        tree->failed = true;
        return NULL;
    }
    return item;
}

cJSON *json_object(struct json_tree *tree, cJSON *parent, const char *key)
{
    return add(tree, parent, key, cJSON_CreateObject());
}

cJSON *json_list(struct json_tree *tree, cJSON *parent, const char *key)
{
    return add(tree, parent, key, cJSON_CreateArray());
}

void json_text(struct json_tree *tree, cJSON *parent, const char *key, const char *text)
{
    add(tree, parent, key, cJSON_CreateString(text));
}

void json_flag(struct json_tree *tree, cJSON *parent, const char *key, bool flag)
{
    add(tree, parent, key, cJSON_CreateBool(flag));
}

void json_null(struct json_tree *tree, cJSON *parent, const char *key)
{
    add(tree, parent, key, cJSON_CreateNull());
}

void json_number(struct json_tree *tree, cJSON *parent, const char *key, double number)
{
    char text[NUMBER_TEXT_SIZE];
    if (!isfinite(number)) {
        json_null(tree, parent, key);
        return;
    }
    number_print(text, number);
    add(tree, parent, key, cJSON_CreateRaw(text));
}

void json_tree_init_report(struct json_tree *tree, const char *schema)
{
    json_tree_init(tree);
    json_text(tree, tree->root, "schema", schema);
    cJSON *tool = json_object(tree, tree->root, "tool");
    json_text(tree, tool, "name", "blackout");
    json_text(tree, tool, "version", blackout_version());
    json_text(tree, tool, "model", blackout_model_version());
}

void json_warnings(struct json_tree *tree, const struct warning_list *warnings)
{
    cJSON *list = json_list(tree, tree->root, "warnings");
    for (size_t i = 0; i < warnings->count; ++i) {
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "code", warnings->items[i].code);
        json_text(tree, object, "message", warnings->items[i].message);
        json_text(tree, object, "where", warnings->items[i].where);
    }
}

/* Writes what cJSON printed of the tree, NULL where memory is out, and a line end. Frees both. */
static blackout_status write_printed(struct json_tree *tree, char *text, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    struct writer writer;
    json_tree_free(tree);
    if (text == NULL) {
        return error_memory(error);
    }
    writer_init(&writer, sink, user);
    writer_put(&writer, text);
    writer_put(&writer, "\n");
    cJSON_free(text);
    return writer_finish(&writer, error);
}

blackout_status json_tree_write(struct json_tree *tree, blackout_sink *sink, void *user,
                                blackout_error *error)
{
    return write_printed(tree, tree->failed ? NULL : cJSON_Print(tree->root), sink, user, error);
}

blackout_status json_tree_write_line(struct json_tree *tree, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    return write_printed(tree, tree->failed ? NULL : cJSON_PrintUnformatted(tree->root), sink, user,
                         error);
}

/* Copies one token of a pointer, ~1 being '/' and ~0 being '~'. */
static bool copy_token(char *token, size_t size, const char *from, size_t length)
{
    size_t used = 0;
    for (size_t i = 0; i < length && used + 1 < size; ++i) {
        bool escaped =
            from[i] == '~' && i + 1 < length && (from[i + 1] == '0' || from[i + 1] == '1');
        token[used++] = escaped ? (from[i + 1] == '1' ? '/' : '~') : from[i];
        i += escaped ? 1 : 0;
    }
    token[used] = '\0';
    return used + 1 < size;
}

static const cJSON *step(const cJSON *item, const char *token)
{
    if (!cJSON_IsArray(item)) {
        return cJSON_GetObjectItemCaseSensitive(item, token);
    }
    char *end;
    long index = strtol(token, &end, 10);
    bool whole = token[0] >= '0' && token[0] <= '9' && *end == '\0' && index < INT32_MAX &&
                 (token[0] != '0' || token[1] == '\0');
    return whole ? cJSON_GetArrayItem(item, (int)index) : NULL;
}

bool json_tree_number(const struct json_tree *tree, const char *pointer, double *number)
{
    static const struct number_format format = {.decimal = '.'};
    const cJSON *item = tree->root;
    while (*pointer == '/' && item != NULL) {
        char token[256];
        size_t length = strcspn(++pointer, "/");
        if (!copy_token(token, sizeof token, pointer, length)) {
            return false;
        }
        item = step(item, token);
        pointer += length;
    }
    return item != NULL && *pointer == '\0' && cJSON_IsRaw(item) &&
           number_parse(number, item->valuestring, strlen(item->valuestring), &format) == NUMBER_OK;
}

blackout_status json_tree_take_number(struct json_tree *tree, const char *pointer, double *number,
                                      blackout_error *error)
{
    bool found = json_tree_number(tree, pointer, number);
    bool failed = tree->failed;
    json_tree_free(tree);
    if (failed) {
        return error_memory(error);
    }
    return found ? BLACKOUT_OK
                 : error_set(error, BLACKOUT_ERROR_USAGE, "the report has no number at '%.200s'",
                             pointer);
}
