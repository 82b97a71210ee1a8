/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the models of normal returns. Options, file and library number them in the same
 * order; market/abnormal_returns.c has the models. NULL at the end: asked_word() reads them. */
#include "ask/return_models.h"

#include <stddef.h>

const char *const return_model_names[MODEL_COUNT + 1] = {"market", "market-adjusted",
                                                         "mean-adjusted", "peer", NULL};

const char *return_model_name(enum return_model model)
{
    return return_model_names[model];
}
