/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each value comes from is in its source, and in docs/methodology.md, stage 3. A new kind is
 * a row of `kinds` and a word in each of the two lists of names. The model's own error of the
 * installed package is fitted with these values (datasets/calibrate.py): whoever changes one fits
 * it again. */
#include "tables/flow_kinds.h"

#include <string.h>

/* Certain, and 0: no decay is then added to the model (prepare/recaptures.c). */
#define NOT_MADE_UP                                                                                \
    {                                                                                              \
        0, 0, 0, "assumption: nothing is made up later"                                            \
    }
/* Read only of a row with a recapture of its own and no decay beside it: of that the kind knows
 * nothing, and the ends are those of a kind that is not known. */
#define DECAY_UNKNOWN                                                                              \
    {                                                                                              \
        229.3, 24, 2190,                                                                           \
            "assumption: nothing of the kind is made up later, but the row has a recapture: "      \
            "between the decay of advertising and that of orders between firms, the middle of "    \
            "their logarithms"                                                                     \
    }

#define ALL_STOPS                                                                                  \
    {                                                                                              \
        1, 1, 1, "assumption: what is sold by the piece stops with the outage"                     \
    }

/* The ends are exp(-+1.644854 * 0.15), 5 and 95 % of that standard deviation. */
const struct judged flow_growth = {
    1, 0.7813, 1.2799,
    "assumption: the known year, no growth: sd of ln 0.15, as a plain year missed "
    "the next quarter of the reference owner by 14 % (rms of 20 quarters)"};

/* The first has no name. Of lambda it knows that it is one of the others': from the shortest to the
 * longest, half way between them in its logarithm, sqrt(24 * 2190). */
static const struct flow_kind kinds[] = {
    {"",
     {0.25, 0.02, 0.87,
      "assumption: the kind of flow is not known: the middle one of the kinds, from "
      "next to nothing to the most of consumers"},
     {229.3, 24, 2190,
      "assumption: the kind of flow is not known: between that of advertising and "
      "that of orders between firms, the middle of their logarithms"},
     {0.9, 0.5, 0.99,
      "assumption: the kind of flow is not known: most of it stops, unless some of it "
      "is paid by the month"}},
    {"advertising",
     {0.25, 0.05, 0.6,
      "assumption: daily budgets are paced and can be spent later, attention that "
      "was lost is lost; no owner has published a figure"},
     {24, 6, 168, "assumption: budgets are set by the day; a week at most"},
     ALL_STOPS},
    {"consumer",
     {0.3123, 0.02, 0.87,
      "derived: half of 0.6245, since rivals sell half of what one firm cannot "
      "(assumption, 0.2 to 0.9); household spending fell by 34 % on the day of an "
      "outage of all shops of 16 h, and by 15 % of a day after two more days: 1 - 15/34 "
      "= 0.56 (CaixaBank Research, April 2025), over (72/16)(1 - exp(-16/72)) = 0.8967; "
      "low: 0.2 of the tenth that waits; high: Hazus factor of retail"},
     {72, 24, 336,
      "assumption: an hour is made up, a fortnight is not; the loss then grows as the "
      "duration to the power of 1.14 between 24 and 48 h, where two published "
      "scenarios have 1.09 and 1.20"},
     ALL_STOPS},
    {"orders",
     {0.47, 0.02, 0.98,
      "derived: half of 0.94, since rivals sell half of what one firm cannot "
      "(assumption, 0.2 to 0.9); of 160 M USD of orders delayed by weeks, for "
      "which there was no rival, 120 M were delivered in the next quarter and 30 M in "
      "the one after (MKS Instruments, 2023); low: 0.2 of the tenth that waits; high: "
      "Hazus factor of light industry"},
     {2190, 744, 8766,
      "assumption: a quarter; what the same firm recovered came within one or two"},
     ALL_STOPS},
    {"capacity", NOT_MADE_UP, DECAY_UNKNOWN, ALL_STOPS},
    {"subscription",
     NOT_MADE_UP,
     DECAY_UNKNOWN,
     {0.05, 0.01, 0.2, "assumption: a subscription goes on while the service is down"}},
};

enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

const char *const flow_kind_names[] = {"advertising", "consumer",     "orders",
                                       "capacity",    "subscription", NULL};

/* The empty name is a kind too: a cell that is left out has it. */
const struct flow_kind *flow_kind_find(const char *name)
{
    for (size_t i = 0; i < KIND_COUNT; ++i) {
        if (strcmp(kinds[i].name, name) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}
