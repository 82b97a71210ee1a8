/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The severity of an outage over time, as straight pieces: constant while it lasts, then falling
 * to 0 over the recovery; a measured curve brings its own pieces. The trapezoid rule is exact on
 * straight pieces, so that a longer or finer outage costs no accuracy and no step length has to
 * be chosen. */
#include "model/outage.h"

#include <math.h>

/* `pieces` holds the step itself where there is no measured curve: it must outlive what points
 * into it. */
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

double outage_window_hours(const struct model_outage *outage, const double *parameters)
{
    return outage->measured ? outage->window_hours : parameters[outage->duration_hours];
}

/* Linear inside its piece; callers ask for no place outside. */
static double level_at(const struct severity_piece *piece, double hours)
{
    double part = (hours - piece->from_hours) / (piece->to_hours - piece->from_hours);
    return piece->level_from + part * (piece->level_to - piece->level_from);
}

/* Hours of full unavailability between two times, which may be infinite: fmin() and fmax() bring
 * them to the piece's own. */
double outage_integral(const struct outage_pieces *pieces, double from_hours, double to_hours)
{
    double sum = 0;
    for (size_t i = 0; i < pieces->count; ++i) {
        const struct severity_piece *piece = &pieces->pieces[i];
        double from = fmax(piece->from_hours, from_hours);
        double to = fmin(piece->to_hours, to_hours);
        if (to > from) {
            sum += (to - from) * (level_at(piece, from) + level_at(piece, to)) / 2;
        }
    }
    return sum;
}
