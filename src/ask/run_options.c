/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask/run_options.h"

#include "core/options.h"

blackout_status run_options_take(blackout_run_options *taken, const blackout_run_options *given,
                                 blackout_error *error)
{
    static const struct options_kind kind = {sizeof *taken, "blackout_run_options",
                                             "BLACKOUT_RUN_OPTIONS_INIT"};
    return options_take(taken, given, &kind, error);
}
