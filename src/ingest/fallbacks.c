/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fallback is a platform of the package or one of the few words for channels outside of all
 * platforms. One rule for both tables that name them. */
#include "ingest/fallbacks.h"

#include "core/text.h"
#include "tables/words.h"

/* Of a table of platforms that has lost rows nobody can say what it lacks: any name is known then.
 */
bool fallback_is_known(const struct table_context *context, string_id fallback)
{
    const struct table *platforms = &context->tables[PLATFORMS];
    return word_is_outside_channel(strings_text(context->strings, fallback)) ||
           !table_lacks_key(platforms, fallback);
}

/* The nearest of the two lists, then the nearer of both: a slip may be in either. */
static const char *nearest_fallback(const struct table_context *context, const char *name)
{
    const char *near[] = {text_nearest(name, outside_channels, OUTSIDE_COUNT),
                          table_nearest_key(context, &context->tables[PLATFORMS], name)};
    return text_nearest(name, near, 2);
}

void fallback_fault(const struct table_context *context, const struct place *place,
                    const char *name)
{
    const char *near = nearest_fallback(context, name);
    if (near != NULL) {
        diagnostics_fault(context->diagnostics, place, "missing_key",
                          "fallback is not known ('%.80s'); perhaps '%s'", name, near);
    } else {
        diagnostics_fault(
            context->diagnostics, place, "missing_key",
            "fallback is not known ('%.80s'); a platform of the package, or " OUTSIDE_LIST, name);
    }
}
