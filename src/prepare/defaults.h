/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was taken for the user, where a package leaves a cell empty. */
#ifndef BLACKOUT_PREPARE_DEFAULTS_H
#define BLACKOUT_PREPARE_DEFAULTS_H

#include "prepare/prepared.h"

/* One warning that names each column with its value, its range and the rows that took it, as far as
 * they have part in this scenario. After all parts of the model. */
void defaults_note(struct prepared *prepared);

#endif
