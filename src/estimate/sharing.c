/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs are known by table and checksum, not by path: parts may be made where paths differ. A part
 * that was made from other data would join without an error and be wrong. Every table counts,
 * whether the scenario needs it or not. */
#include "estimate/sharing.h"

#include <string.h>

#include "core/error.h"

bool sharing_gives(const blackout_run_options *options)
{
    return options != NULL && shared_run_gives(options->shard);
}

blackout_status sharing_make(struct shared_run *run, const struct result *result,
                             const char *command, const blackout_shard *asked,
                             blackout_error *error)
{
    struct part_input *inputs = arena_alloc(result->arena, result->input_count, sizeof *inputs);
    if (inputs == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < result->input_count; ++i) {
        const struct result_input *from = &result->inputs[i];
        /* A table that was filled by calls has none: nothing would tell it from another one. */
        if (from->sha256 == NULL || strlen(from->sha256) != SHA256_TEXT_SIZE - 1) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "shard",
                               "the table has no checksum by which shards could know it ('%.40s'); "
                               "give it as a file",
                               from->resource);
        }
        inputs[i].name = from->resource;
        memcpy(inputs[i].sha256, from->sha256, SHA256_TEXT_SIZE);
    }
    return shared_run_make(run, result->arena, asked, command, inputs, result->input_count, error);
}
