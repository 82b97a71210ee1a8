/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One incident of a status page, from its JSON to the changes of its components. */
#ifndef BLACKOUT_IMPORT_STATUSPAGE_INCIDENT_H
#define BLACKOUT_IMPORT_STATUSPAGE_INCIDENT_H

#include "import/statuspage.h"
#include "json/json.h"

/* The member that is a text; NULL where it is none. */
const char *statuspage_text(const cJSON *object, const char *key);

/* The identifier of a component of an update, of an incident or of a page; NULL: it has none. */
const char *statuspage_component_id(const cJSON *component);

/* The number of a component, by its id; SIZE_MAX when memory is out. */
size_t statuspage_component(struct page_reader *reader, const char *id);

/* Lists an incident with the member that is the reason. */
blackout_status statuspage_leave_out(struct page_reader *reader, const cJSON *incident,
                                     const char *member, const char *value, const char *reason,
                                     blackout_error *error);

/* Reads an incident, which is an object: it is added, or listed with its reason. */
blackout_status statuspage_read_incident(struct page_reader *reader, const cJSON *incident,
                                         blackout_error *error);

#endif
