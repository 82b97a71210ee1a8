/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cells of one class have in common, of several evaluations side by side. */
#ifndef BLACKOUT_MODEL_DEPENDANTS_CLASSES_H
#define BLACKOUT_MODEL_DEPENDANTS_CLASSES_H

#include "model/stages.h"

/* The inputs of all evaluations; lanes without one have those of another. */
struct class_inputs {
    const struct model *model;
    const struct stage *stage;      /* any of them: for what all have alike */
    const struct lanes *parameters; /* [parameter_count] */
    const struct lanes *exposures;  /* [exposure_count] */
};

/* dependants_fallback_share() of each fallback of `cell`, by what the class of its hours has in
 * common. */
void dependants_class_shares(struct lanes *shares, const struct class_inputs *inputs,
                             const struct model_cell *cell);

/* Hours of the class of `cell`, for a unit of flow. */
void dependants_class_hours(struct lanes hours[CLASS_HOURS_COUNT],
                            const struct class_inputs *inputs, const struct model_cell *cell,
                            const struct lanes *shares);

/* Hours of the class of `cell` whose loss stays, for a unit of flow: of those left, `left`, less
 * what is made up later, times [1 - kappa_s + attrition]. */
void dependants_class_net(struct lanes *net, const struct class_inputs *inputs,
                          const struct model_cell *cell, const struct lanes *shares,
                          const struct lanes *left);

#endif
