/* SPDX-License-Identifier: GPL-3.0-or-later */
/* (1 + 2x) erfcx(x) goes from 1 at 0 to 2 / sqrt(pi) at infinity without a steep part, and is a
 * polynomial in u = (x - k) / (x + k), which lies in [-1, 1] (Shepherd & Laframboise 1981; k is
 * theirs). Their Chebyshev series, cut where a term is below 1e-16, and written in powers of u, in
 * the extended arithmetic of mpmath. The even and the odd terms are summed apart, as in
 * core/exponential. */
#include "stats/scaled_erfc.h"

static const double middle = 3.75;
enum { DEGREE = 24 };
static const double series[DEGREE + 1] = {
    1.2375126308378275,      -0.14024059858554697,    0.0035854154854644293,
    0.082276738490145204,    -0.10880393014174886,    0.09230432116037747,
    -0.058693398589636778,   0.028362277418956416,    -0.0097465795580292339,
    0.0017556258528951968,   0.00029371366559108639,  -0.00029015408054040723,
    5.1649098893694326e-05,  2.2384239153858149e-05,  -1.1444146240298094e-05,
    -9.735598944849832e-07,  1.7516376532802203e-06,  -5.7218233294380347e-08,
    -2.5866851213680289e-07, 2.3263510721716999e-08,  3.8675337773191757e-08,
    -3.7442109365018953e-09, -5.1739916492018968e-09, 3.1114349574955067e-10,
    4.2514739896414108e-10};

void scaled_erfcs(struct lanes *values, const struct lanes *x)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part one = x->part[p];
        const lane_part u = (one - middle) / (one + middle);
        const lane_part square = u * u;
        lane_part even = series[DEGREE] + 0 * u;
        lane_part odd = series[DEGREE - 1] + 0 * u;
        for (int i = DEGREE - 2; i >= 2; i -= 2) {
            even = even * square + series[i];
            odd = odd * square + series[i - 1];
        }
        values->part[p] = (even * square + series[0] + u * odd) / (1 + 2 * one);
    }
}
