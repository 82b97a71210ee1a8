/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios of the small world prepared into a model, for the tests of prepare. */
#ifndef BLACKOUT_TESTS_PREPARED_H
#define BLACKOUT_TESTS_PREPARED_H

#include "prepare/prepare.h"
#include "world.h"

struct preparation {
    struct arena arena;
    struct prepared prepared;
};

static inline blackout_status preparation_try(struct preparation *preparation,
                                              const blackout_dataset *dataset, const char *words,
                                              blackout_error *error)
{
    blackout_scenario *scenario = scenario_of(words);
    const struct prepare_request request = {.dataset = dataset, .scenario = scenario};
    *preparation = (struct preparation){0};
    memset(error, 0, sizeof *error);
    blackout_status status =
        prepare_model(&preparation->prepared, &preparation->arena, &request, error);
    blackout_scenario_free(scenario);
    return status;
}

static inline void preparation_make(struct preparation *preparation,
                                    const blackout_dataset *dataset, const char *words)
{
    blackout_error error;
    check_ok(preparation_try(preparation, dataset, words, &error), &error);
}

static inline void preparation_free(struct preparation *preparation)
{
    arena_free(&preparation->arena);
}

static inline bool preparation_warned(const struct preparation *preparation, const char *code,
                                      const char *where)
{
    for (size_t i = 0; i < preparation->prepared.warnings.count; ++i) {
        const struct warning *warning = &preparation->prepared.warnings.items[i];
        if (strcmp(warning->code, code) == 0 && strcmp(warning->where, where) == 0) {
            return true;
        }
    }
    return false;
}

#endif
