/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for identifiers: a short table, and for all others the identifier with blanks for its
 * marks. Words are for pages alone: JSON and records keep identifiers, which do not change. */
#include "report/names.h"

#include <string.h>

/* Paths of the catalogue of figures, measures of the table `published`, and the losses of a year at
 * risk. What has no row here is shown by its identifier. */
static const struct {
    const char *identifier;
    const char *name;
} totals[] = {
    {"owner_revenue_loss", "Owner's revenue loss"},
    {"owner_revenue_loss/gross", "Owner's loss, gross"},
    {"owner_revenue_loss/net", "Owner's loss, net"},
    {"owner_profit_loss", "Owner's profit loss"},
    {"owner_credits", "Owner's credits"},
    {"owner_cost", "Owner's cost"},
    {"dependent_revenue_loss", "Dependants' loss"},
    {"dependent_value_added_loss", "Dependants' value added"},
    {"advertising_not_spent", "Advertising not spent"},
    {"indirect_loss", "Indirect loss"},
    {"rival_gain", "Rivals' gain"},
    {"credits", "Service credits"},
    {"economy_baseline", "Economy baseline"},
    {"economy_loss", "Economy's loss"},
    {"market_value_loss", "Market value lost"},
    {"gross_loss", "Loss before insurance"},
    {"insured_loss", "Insured loss"},
    {"retained_loss", "Retained loss"},
};

/* NULL: the identifier is shown as it is. */
const char *total_name(const char *total)
{
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; ++i) {
        if (strcmp(totals[i].identifier, total) == 0) {
            return totals[i].name;
        }
    }
    return NULL;
}

struct value total_value(const char *total)
{
    return value_called(total, total_name(total));
}

struct value platforms_value(struct document *document, const struct result_scenario *scenario)
{
    const char *list = scenario->platform_count > 0 ? scenario->platforms[0] : "";
    const char *words = list;
    for (size_t i = 1; i < scenario->platform_count; ++i) {
        list = document_format(document, "%s;%s", list, scenario->platforms[i]);
        words = document_format(document, "%s, %s", words, scenario->platforms[i]);
    }
    struct value value = value_called(list, words);
    /* Keys are separated by a semicolon, as in tables; words by a comma. */
    value.is_list = true;
    return value;
}

/* Marks inside of identifiers become blanks too: words stand beside the path, and not in its place.
 */
const char *path_words(struct document *document, const char *path)
{
    const char *words = "";
    while (*path != '\0') {
        const size_t length = strcspn(path, "/_");
        const char *gap = path[length] == '/' ? ", " : path[length] == '_' ? " " : "";
        words = document_format(document, "%s%.*s%s", words, (int)length, path, gap);
        path += length + (path[length] != '\0' ? 1 : 0);
    }
    return words;
}
