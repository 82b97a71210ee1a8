/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an estimate, a row each: where the report has it and what it is the sum of there,
 * what it is called, when it is known, what it rests on and how it is worked out. Whoever fills,
 * addresses, explains, weighs or writes figures goes through these rows, and none has a list of its
 * own: a new figure is a row here, and the formula it stands for.
 *
 * What is not a quantity with one central value (predictions, waterfalls, baselines) is not here.
 */
#ifndef BLACKOUT_ESTIMATE_FIGURE_CATALOGUE_H
#define BLACKOUT_ESTIMATE_FIGURE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/figure_id.h"

struct explaining;
struct input_visitor;
struct model_selection;
struct prepared;
struct run;

/* The places of a report that have figures. */
enum figure_place {
    AT_TOTALS,
    AT_PLATFORM,
    AT_CHANNEL, /* of a platform, as the next two */
    AT_SECTOR,
    AT_REGION,
    AT_OWNER,
    FIGURE_PLACE_COUNT
};

enum figure_filling { NOT_THERE, SUMMED, FILLED_APART };

/* What a figure is at a place: the sum, over the elements of an output that are of this place, of
 * one of their numbers, less another. */
struct figure_source {
    enum figure_filling filling;
    int output; /* enum model_output: who writes figures does not see the model */
    int number; /* 0 where the elements have one alone */
    int less;   /* 0: nothing */
};

enum figure_unit { UNIT_MONEY, UNIT_HOURS };

/* Whose money it is: each side has its own unit in a text. */
enum figure_side { MONEY_OF_OWNERS, MONEY_OF_DEPENDANTS, MONEY_OF_INSURED, MONEY_OF_ECONOMY };

/* How a text names a figure: as a column of the table of losses, or as a line below it. */
struct figure_words {
    const char *column;
    const char *line;
    int rank;      /* of the line: the first is 1, and none is left out; 0: it has no line */
    bool interval; /* a text shows it */
};

/* The pieces whose sum a figure is; each is a product, which has inputs and a basis. */
enum figure_pieces {
    PIECES_NONE,
    PIECES_ROWS,    /* of model.platform_regions */
    PIECES_CELLS,   /* of model.cells */
    PIECES_REGIONS, /* of model.economies */
    PIECES_CREDITS  /* of model.credits */
};

struct figure_info {
    const char *path; /* below its place: "owner_revenue_loss/net" */
    struct figure_words words;
    enum figure_side side;
    enum figure_unit unit;
    struct figure_source at[FIGURE_PLACE_COUNT];
    bool (*is_known)(const struct prepared *prepared, const struct model_selection *of);
    bool is_target; /* scenarios are compared by it, and inputs ranked; samples of it are kept */
    bool in_sweep;  /* its total is in each record of a sweep; a target's always is */
    enum figure_pieces pieces;
    void (*inputs)(const struct input_visitor *visitor, size_t piece);
    void (*shared_inputs)(const struct input_visitor *visitor); /* of all pieces; or NULL */
    bool in_evidence;
    double (*weight)(const struct run *run, size_t piece); /* NULL: a row's number, a credit */
    void (*explain)(struct explaining *explaining);        /* NULL: */
    const char *unexplained;                               /* why not; %s is its group */
    const char *step; /* how the names of the steps end whose sum it is */
};

const struct figure_info *figure_info(enum figure_id id);

/* The length of the first part of a path, "owner_revenue_loss", and the part below it; NULL where
 * the first is all. */
size_t figure_group(const char *path);
const char *figure_member(const char *path);

#endif
