/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that list names where they are given none: what they have no use for then is refused,
 * since the list would be no answer to it. */
#include <strings.h>

#include "cli/cli.h"

/* A list of names has one form, of a line each: that is what completion of shells reads. */
int listing_check(const struct arguments *arguments, const char *what)
{
    /* what is of the process, or says where the names go */
    static const enum option_id allowed[] = {OPTION_COLOR, OPTION_PROGRESS, OPTION_QUIET,
                                             OPTION_VERBOSE, OPTION_OUTPUT};
    for (int i = 0; i < OPTION_COUNT; ++i) {
        bool may_be = arguments->values[i] == NULL;
        for (size_t k = 0; k < sizeof allowed / sizeof allowed[0]; ++k) {
            may_be = may_be || (int)allowed[k] == i;
        }
        if (!may_be) {
            return message_usage("--%s needs the name of %s; `blackout %s` lists them",
                                 option_at((enum option_id)i).name, what, arguments->command->name);
        }
    }
    const char *ending = output_ending(arguments);
    return ending == NULL || strcasecmp(ending, "text") == 0
               ? EXIT_DONE
               : message_usage("a list of names is text, and the ending of the output is that of "
                               "%s ('%s'); end it in .txt, or give the name of %s",
                               ending, arguments->values[OPTION_OUTPUT], what);
}
