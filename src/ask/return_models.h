/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How returns are computed and what is expected of them, by the names of the command line. */
#ifndef BLACKOUT_ASK_RETURN_MODELS_H
#define BLACKOUT_ASK_RETURN_MODELS_H

enum return_model {
    MODEL_MARKET,          /* R = a + b R_m */
    MODEL_MARKET_ADJUSTED, /* R = R_m */
    MODEL_MEAN_ADJUSTED,   /* R = a */
    MODEL_PEER,            /* R = a + b R_m + c R_peer */
    MODEL_COUNT
};

/* "market", "market-adjusted", "mean-adjusted", "peer"; NULL after the last. */
extern const char *const return_model_names[MODEL_COUNT + 1];
const char *return_model_name(enum return_model model);

enum return_kind { RETURN_SIMPLE, RETURN_LOG };

/* Days counted from day 0, both ends in it. */
struct day_range {
    int first;
    int last;
};

#endif
