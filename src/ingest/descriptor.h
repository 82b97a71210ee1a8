/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One JSON file of a package's description (datapackage.json, or a schema or dialect that it refers
 * to), and what its members are to this program. Reads no meaning into values: data_package.c and
 * the files beside it do. */
#ifndef BLACKOUT_INGEST_DESCRIPTOR_H
#define BLACKOUT_INGEST_DESCRIPTOR_H

#include "ingest/package_finder.h"
#include "json/json.h"
#include "json/places.h"

/* A file while it is read. Places are found when the first fault needs one. */
struct descriptor {
    struct package_finder *finder;
    const char *source; /* relative to the package: what messages show */
    cJSON *tree;        /* NULL: no JSON, which has been reported */
    char *bytes;        /* of the whole file */
    const char *text;   /* without its byte order mark */
    size_t length;
    bool has_places;
    struct json_places places;
};

/* Reads the file at `path`. A file that is not JSON is a fault; the call fails where it cannot be
 * read. To be closed in either case. */
blackout_status descriptor_open(struct descriptor *descriptor, struct package_finder *finder,
                                const char *path, const char *source, blackout_error *error);
void descriptor_close(struct descriptor *descriptor);

/* Where a value is in the file. */
struct place descriptor_place(struct descriptor *descriptor, const cJSON *value);

/* Reports a fault at a value; `message` has one %s, for what was found there. */
void descriptor_fault(struct descriptor *descriptor, const cJSON *value, const char *code,
                      const char *message, const char *found);

/* The text of a member, which lives as long as the tree; NULL where it is missing, or no text. */
const char *descriptor_text(const cJSON *object, const char *key);

/* Any value as a message may show it: a text as it is, a number or a word as JSON has it. Lives as
 * long as the tree or, a number, as the finder's arena. */
const char *descriptor_shown(struct descriptor *descriptor, const cJSON *value);

/* Whether a relative path stays in the folder, also through links. An address is no such path, nor
 * is an empty text; a file that is not there is, if its text stays inside. */
bool descriptor_stays_inside(const char *folder, const char *relative);

/* ---- Members --------------------------------------------------------------------------------- */

enum descriptor_kind {
    MEMBERS_OF_PACKAGE,
    MEMBERS_OF_RESOURCE,
    MEMBERS_OF_DIALECT,
    MEMBERS_OF_SCHEMA,
    MEMBERS_OF_FIELD,
    MEMBERS_OF_CONSTRAINTS
};

/* Warns of members that this program knows and does not use although they bear on the data, and of
 * those that no version of the standard has. */
void descriptor_warn_members(struct descriptor *descriptor, const cJSON *object,
                             enum descriptor_kind kind);

#endif
