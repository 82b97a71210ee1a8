/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs that each figure rests on, in one place: what `explain` lists and what the evidence
 * weighs. A figure's pieces are rows of the owner's side, cells of the dependants, regions of the
 * economy; every piece is a product, and its inputs are the factors. */
#ifndef BLACKOUT_ESTIMATE_INPUTS_H
#define BLACKOUT_ESTIMATE_INPUTS_H

#include "prepare/prepare.h"

/* Who wants to know. Inputs may come several times; defaults of empty cells and the scenario itself
 * are no inputs. */
struct input_visitor {
    const struct prepared *prepared;
    void *user;
    void (*parameter)(void *user, const struct parameter *parameter);
    void (*profile)(void *user, const struct profile_info *profile); /* NULL: not asked for */
};

/* A row of model.platform_regions: gross, or less what is recaptured. */
void inputs_owner_gross(const struct input_visitor *visitor, size_t row);
void inputs_owner_net(const struct input_visitor *visitor, size_t row);

/* The same: the part of the gross loss that advertisers would have paid. */
void inputs_advertising(const struct input_visitor *visitor, size_t row);

/* The profile of such a row, and its weight among the rows of its platform: its lost hours. */
void inputs_lost_hours(const struct input_visitor *visitor, size_t row);

/* The revenues that the platforms of an owner are scaled to its own by; none where they are not.
 * They enter as a sum: each weighs as much as it is large. */
void inputs_owner_scale(const struct input_visitor *visitor, uint32_t owner);

/* What makes lost profit of an owner's net loss. */
void inputs_fundamental(const struct input_visitor *visitor, uint32_t owner);

/* What a row of model.credits gives back for a row of platform_regions under a tier. */
void inputs_credits(const struct input_visitor *visitor, const struct model_credits *credits,
                    size_t row, const struct model_credit_tier *tier);

/* A cell: its net loss, what rivals gain from it, its value added. Its flow is the caller's. */
void inputs_cell_loss(const struct input_visitor *visitor, size_t cell);
void inputs_cell_rival_gain(const struct input_visitor *visitor, size_t cell);
void inputs_cell_value_added(const struct input_visitor *visitor, size_t cell);

/* What a cell's loss takes from the sectors that supply its own, but for the links between them. */
void inputs_cell_indirect(const struct input_visitor *visitor, size_t cell);

/* The links between all sectors. */
void inputs_supply(const struct input_visitor *visitor);

/* A region of model.economies. */
void inputs_economy(const struct input_visitor *visitor, size_t region);

#endif
