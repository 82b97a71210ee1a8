/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as a picture in SVG: inside a page, or a file of its own. */
#ifndef BLACKOUT_DOCUMENT_CHART_SVG_H
#define BLACKOUT_DOCUMENT_CHART_SVG_H

#include "core/writer.h"
#include "document/chart.h"

/* Inside a page, in two sizes of which the page shows the one that fits; colours are the page's. */
void chart_svg_inside(struct writer *writer, const struct chart *chart);

/* A whole file, with its title, its colours, and below it what it is about and what it was made
 * from; NULL: unsaid. Failures are the writer's, here as above. */
void chart_svg_alone(struct writer *writer, const struct chart *chart, const char *subject,
                     const char *source);

#endif
