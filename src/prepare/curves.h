/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Severity curves: which platform in which region has which; measured ones as pieces from t0. */
#ifndef BLACKOUT_PREPARE_CURVES_H
#define BLACKOUT_PREPARE_CURVES_H

#include "ingest/curve_file.h"
#include "prepare/prepared.h"

/* `of` is [selected platforms * regions of the table], in their orders: the number of the curve, or
 * INDEX_NONE where the platform stays up. By selected platform and not by all: the table of a large
 * package times its regions would mostly be INDEX_NONE. */
struct curves {
    uint32_t *of;
    uint32_t *envelope; /* of each region: the highest of its platforms' curves at every time */
    size_t platform_count;
    size_t region_count;
    struct curve_file file; /* the measured curve, if there is one */
};

/* Reads the measured curve at scenario.curve_path, if there is one, and sets the scenario's start
 * and duration by it: they decide which rows of the tables are in force, so this goes before
 * everything that is looked up by date. */
blackout_status curves_read(struct curves *curves, struct prepared *prepared,
                            const blackout_run_options *options, blackout_error *error);

/* Sets start and duration by the series that the scenario takes, whose platforms and regions must
 * be there; they stay as they are where it takes none. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status curves_take_start(const struct curves *curves, struct prepared *prepared,
                                  blackout_error *error);

/* Fills model.outage and `curves`; for a measured curve also the scenario's severity. Platforms and
 * regions count by their place in prepared->scenario.selected and in the table `regions`. Needs
 * curves_read(). */
blackout_status curves_prepare(struct curves *curves, struct prepared *prepared,
                               blackout_error *error);

#endif
