/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells sorted into classes: those that lose the same hours for a unit of flow (sectors with one
 * profile, platforms that are down together), and those whose flows move alike. What a class has in
 * common is computed once a sample, and not once a cell. Classes are for speed alone. Leaders are
 * cells, the first of each class. */
#ifndef BLACKOUT_PREPARE_CLASSES_H
#define BLACKOUT_PREPARE_CLASSES_H

#include "core/arena.h"
#include "model/model.h"

/* Numbers the classes of `cells` ([model->cell_count]), those of the model, and fills the model's
 * leaders. Whether there was memory. */
bool classes_make(struct model *model, struct model_cell *cells, struct arena *arena);

#endif
