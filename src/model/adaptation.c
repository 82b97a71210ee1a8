/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The integral of a level from l_a at a to l_b at b, times exp(-u / tau), with h = b - a and q =
 * (1 - exp(-h / tau)) tau / h, has the closed form
 *   exp(-a / tau) ( l_a h q + (l_b - l_a) tau (q - exp(-h / tau)) ),
 * so that a step has the mean 1 - (tau / D)(1 - exp(-D / tau)): an hour more saves more than the
 * one before. Weekly profile, onset and the fallback's own severity are left out of the mean. */
#include "model/adaptation.h"

#include <math.h>

#include "model/outage.h"

/* The integral of level exp(-u / tau) over a piece. q tends to 1 for h small beside tau, where its
 * parts cancel but for expm1. */
static double piece_integral(const struct severity_piece *piece, double tau)
{
    double h = piece->to_hours - piece->from_hours;
    double gone = exp(-h / tau);
    double q = -expm1(-h / tau) * tau / h;
    double held = piece->level_from * h * q;
    double ramp = (piece->level_to - piece->level_from) * tau * (q - gone);
    return exp(-piece->from_hours / tau) * (held + ramp);
}

/* [A_j] = 1 - the mean of exp(-u / tau) over what sigma loses. Nothing lost, or no time to take,
 * has it reached at once. */
double adaptation_reached(const struct stage *stage, parameter_id hours, uint32_t curve)
{
    double tau = stage_value(stage, hours, 0);
    struct outage_pieces pieces;
    double waiting = 0;
    if (!(tau > 0) || curve == INDEX_NONE) {
        return 1;
    }
    outage_pieces(&pieces, &stage->model->outage, curve, stage->parameters);
    double lost = outage_integral(&pieces, 0, INFINITY);
    for (size_t i = 0; i < pieces.count; ++i) {
        waiting += piece_integral(&pieces.pieces[i], tau);
    }
    return lost > 0 ? fmax(0, 1 - waiting / lost) : 1;
}
