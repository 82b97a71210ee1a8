/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions and packages, and no time of day: the same report has the same bytes. */
#include "report/source.h"

#include <stdbool.h>
#include <string.h>

#include "blackout/version.h"

/* Whether an input before it is of the same package. */
static bool is_repeated(const struct result_input *inputs, size_t index)
{
    for (size_t i = 0; i < index; ++i) {
        if (inputs[i].package != NULL && strcmp(inputs[i].package, inputs[index].package) == 0) {
            return true;
        }
    }
    return false;
}

void report_source(struct document *document, const struct result_input *inputs, size_t count)
{
    const char *gap = "; package ";
    const char *source = document_format(document, "Source: blackout %s (model %s)",
                                         blackout_version(), blackout_model_version());
    /* A builder that knows the inputs comes first; whoever renders adds a source to the others. */
    if (document->source != NULL) {
        return;
    }
    for (size_t i = 0; i < count; ++i) {
        if (inputs[i].package != NULL && !is_repeated(inputs, i)) {
            source = document_format(document, "%s%s%s", source, gap, inputs[i].package);
            gap = ", ";
        }
    }
    document->source = source;
}
