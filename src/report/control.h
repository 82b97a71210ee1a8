/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report says of the rows that it rests on. */
#ifndef BLACKOUT_REPORT_CONTROL_H
#define BLACKOUT_REPORT_CONTROL_H

#include "core/control.h"
#include "document/document.h"
#include "json/json_writer.h"

/* Adds whose `dependencies` were read, and their control totals, after what the document has; that
 * rows were rejected, before it. Nothing where the document has no control totals. */
void report_control(struct document *document);

/* The member "control_totals" of a report; nothing where there is no table. */
void report_control_json(struct json_writer *json, const struct control_totals *control);

#endif
