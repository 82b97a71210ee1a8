/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as JSON: what is taken has a tree, what is refused has a place inside the text, and
 * places are found in every valid text. */
#include "fuzz.h"

#include "json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const struct json_step steps[] = {{"a", 0}, {NULL, 1}, {"b", 0}};
    blackout_error error = {0};
    cJSON *tree;
    blackout_status checked = json_check(text, size, &error);
    if (checked == BLACKOUT_OK) {
        size_t line;
        size_t column;
        json_locate(&line, &column, text, size, steps, 3);
        json_locate(&line, &column, text, size, steps + 1, 2);
        fuzz_require(line >= 1 && line <= size + 1 && column >= 1 && column <= size + 1);
    } else {
        fuzz_require(error.line >= 1 && error.column >= 1 && error.message[0] != '\0');
    }
    blackout_status parsed = json_parse(&tree, "input.json", text, size, &error);
    fuzz_require((parsed == BLACKOUT_OK) == (tree != NULL));
    fuzz_require(parsed != BLACKOUT_OK || checked == BLACKOUT_OK);
    fuzz_require(parsed == BLACKOUT_OK || error.line >= 1);
    cJSON_Delete(tree);
    return 0;
}
