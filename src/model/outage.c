/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/outage.h"

void outage_pieces(struct outage_pieces *pieces, const struct model_outage *outage, uint32_t curve,
                   const double *parameters)
{
    if (outage->measured) {
        pieces->pieces = outage->curves[curve].pieces;
        pieces->count = outage->curves[curve].piece_count;
        return;
    }
    double duration = parameters[outage->duration_hours];
    double severity = parameters[outage->severity];
    double recovery = parameters[outage->recovery_hours];
    pieces->step[0] = (struct severity_piece){0, duration, severity, severity};
    pieces->step[1] = (struct severity_piece){duration, duration + recovery, severity, 0};
    pieces->pieces = pieces->step;
    /* an outage of no length is none: there is nothing to recover from */
    pieces->count = !(duration > 0) ? 0 : recovery > 0 ? 2 : 1;
}
