#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# GSL 2.7.1 (Debian 12): quantiles of the gamma and F distributions are not found where they are easy
# to name.
#
# gsl_cdf_gamma_Pinv(0.05, 0.1, 1) and gsl_cdf_fdist_Pinv(0.5, 0.5, 3) raise an error and return NaN,
# and so does the 99 % quantile of chi-squared with 100,000 degrees of freedom. The first is a prior
# on a rate that knows little: for small x the distribution is x^a / Gamma(a + 1), so the quantile is
# (0.05 Gamma(1.1))^10 = 5.9e-14.
# Expected: 5.9e-14, 0.2307 and 101043 (SciPy). Seen: NaN three times, an error raised each time.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download libgsl27=2.7.1+dfsg-5+deb12u1 libgslcblas0=2.7.1+dfsg-5+deb12u1 libgsl-dev=2.7.1+dfsg-5+deb12u1 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
export LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu

cat >try.c <<'END'
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
static int raised;
static void count(const char *reason, const char *file, int line, int number)
{
    (void)reason, (void)file, (void)line, (void)number;
    ++raised;
}
int main(void)
{
    gsl_set_error_handler(count);
    const double x[] = {gsl_cdf_gamma_Pinv(0.05, 0.1, 1), gsl_cdf_fdist_Pinv(0.5, 0.5, 3), gsl_cdf_chisq_Pinv(0.99, 1e5), gsl_cdf_gamma_Pinv(0.05, 0.5, 1)};
    printf("%d %d %d %.6f raised %d\n", isnan(x[0]), isnan(x[1]), isnan(x[2]), x[3], raised);
}
END
gcc -Iunpacked/usr/include try.c -o try -Lunpacked/usr/lib/x86_64-linux-gnu -lgsl -lgslcblas -lm
diff <(./try) <(echo 1 1 1 0.001966 raised 3)
echo "three quantiles were NaN; a shape of 0.5 gave 0.001966"
