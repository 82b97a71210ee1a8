/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as JSON: what is taken has a tree, what is refused has a place inside the text, and
 * places are found in every valid text. */
#include "fuzz.h"

#include "json/json.h"
#include "json/places.h"

/* Every value has a place, the last one of the text included, and the first byte there begins it.
 */
static void require_places(const cJSON *tree, const char *text, size_t size)
{
    struct json_places places;
    if (json_places_make(&places, tree, text, size) == 0) {
        for (const cJSON *value = tree; value != NULL; value = value->child) {
            while (value->next != NULL) {
                value = value->next;
            }
            const struct json_place at = json_place_of(&places, value);
            size_t byte = 0;
            for (size_t line = 1; line < at.line; ++byte) {
                line += text[byte] == '\n' ? 1 : 0;
            }
            byte += at.column - 1;
            fuzz_require(byte < size);
            fuzz_require(cJSON_IsString(value)   ? text[byte] == '"'
                         : cJSON_IsArray(value)  ? text[byte] == '['
                         : cJSON_IsObject(value) ? text[byte] == '{'
                                                 : text[byte] != ' ' && text[byte] != ',');
        }
    }
    json_places_free(&places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    blackout_error error = {0};
    cJSON *tree;
    blackout_status checked = json_check(text, size, &error);
    fuzz_require(checked == BLACKOUT_OK ||
                 (error.line >= 1 && error.column >= 1 && error.message[0] != '\0'));
    blackout_status parsed = json_parse(&tree, "input.json", text, size, &error);
    fuzz_require((parsed == BLACKOUT_OK) == (tree != NULL));
    fuzz_require(parsed != BLACKOUT_OK || checked == BLACKOUT_OK);
    fuzz_require(parsed == BLACKOUT_OK || error.line >= 1);
    if (tree != NULL) {
        require_places(tree, text, size);
    }
    cJSON_Delete(tree);
    return 0;
}
