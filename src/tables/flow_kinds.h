/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of flow: what is bought decides what becomes of a sale that could not be made. Their values
 * take the place of cells that a package leaves empty; each is a judgement with a range and a
 * source. */
#ifndef BLACKOUT_TABLES_FLOW_KINDS_H
#define BLACKOUT_TABLES_FLOW_KINDS_H

/* A value that is taken for an empty cell. Where low and high are the centre it is certain. */
struct judged {
    double centre;
    double low;  /* 5 % */
    double high; /* 95 % */
    const char *source;
};

struct flow_kind {
    const char *name;
    struct judged recapture;   /* [kappa_0] */
    struct judged decay_hours; /* [lambda] */
    struct judged usage_share;
};

/* Of revenue without a growth, whatever its kind. */
extern const struct judged flow_growth;

/* NULL-terminated, for messages and look-up. */
#define FLOW_KIND_LIST "advertising, consumer, orders, capacity or subscription"
extern const char *const flow_kind_names[];

/* The kind of that name; NULL: not known. An empty name is the kind of a row that has none. */
const struct flow_kind *flow_kind_find(const char *name);

#endif
