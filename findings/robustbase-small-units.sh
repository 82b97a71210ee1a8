#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# robustbase 0.95-0 (R 4.2.2, Debian 12): a robust regression depends on the unit, since what is below
# a fixed number counts as zero.
#
# The response 1 + 2 x with noise and outliers, once in its own unit and once in units 1e10 times as
# large (shares of a yearly total an hour come near that). lmrob() gives the slope 2.0 at first, and
# then warns of an exact fit with a scale of 0; MASS's rlm() with the same estimator gives the same
# slope for both.
# Expected: the same slope twice. Seen: a scale of 0 and a warning where the numbers are small.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download r-base-core=4.2.2.20221110-2 r-cran-robustbase=0.95-0-1 r-cran-deoptimr=1.0-11-1 r-cran-mass=7.3-58.2-1 \
    libblas3 liblapack3 libgfortran5 libgomp1 libquadmath0 libicu72 libpcre2-8-0 libtirpc3 \
    libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libreadline8 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
root=$PWD/unpacked lib=$PWD/unpacked/usr/lib
export LD_LIBRARY_PATH=$lib/R/lib:$lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu:$lib/x86_64-linux-gnu/blas:$lib/x86_64-linux-gnu/lapack
export R_HOME=$lib/R R_LIBS=$lib/R/site-library R_SHARE_DIR=$root/usr/share/R
cp --remove-destination "$R_HOME/etc/Renviron.ucf" "$R_HOME/etc/Renviron"

cat >try.R <<'END'
library(robustbase)
x <- (1:60) / 10
noise <- rep(c(-0.31, 0.17, 0.42, -0.11, -0.23, 0.06), 10)
y <- 1 + 2 * x + noise
y[c(5, 20, 41, 52)] <- 60
slope <- function(unit) { set.seed(1); lmrob(I(y * unit) ~ x) }
plain <- slope(1); small <- suppressWarnings(slope(1e-10))
cat(round(coef(plain)[2], 1), plain$scale > 0.1, small$scale == 0, round(coef(MASS::rlm(I(y * 1e-10) ~ x, method = "MM"))[2] * 1e10, 1), "\n")
END
diff <("$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R) <(echo "2 TRUE TRUE 2 ")
echo "a scale of 0 where the unit was 1e10 times as large"
