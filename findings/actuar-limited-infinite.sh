#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# actuar 3.3-2 (R 4.2.2, Debian 12): the limited expected value of a heavy tail is infinite.
#
# E[min(X, d)] is at most d, whatever the distribution; its manual says that the limited moments of
# the inverse gamma distribution exist for all orders. With a shape of 1, and below, levinvgamma()
# gives infinity: the price of a layer of insurance. The integral of the tail from 0 to 10 is
# 2.774550; from a shape of 1.5 on both agree. The same happens to the loggamma and the inverse
# Weibull distribution.
# Expected: 2.77455, 5.953534 and 2.77455, 1.533549 last. Seen: infinity three times, then 1.533549.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download r-base-core=4.2.2.20221110-2 r-cran-actuar=3.3-2-1 r-cran-expint=0.1-8-1 \
    libblas3 liblapack3 libgfortran5 libgomp1 libquadmath0 libicu72 libpcre2-8-0 libtirpc3 \
    libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libreadline8 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
root=$PWD/unpacked lib=$PWD/unpacked/usr/lib
export LD_LIBRARY_PATH=$lib/R/lib:$lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu:$lib/x86_64-linux-gnu/blas:$lib/x86_64-linux-gnu/lapack
export R_HOME=$lib/R R_LIBS=$lib/R/site-library R_SHARE_DIR=$root/usr/share/R
cp --remove-destination "$R_HOME/etc/Renviron.ucf" "$R_HOME/etc/Renviron"

cat >try.R <<'END'
library(actuar)
tail <- function(x) pinvgamma(x, 1, scale = 1, lower.tail = FALSE)
cat(levinvgamma(10, 1, scale = 1), levlgamma(10, 2, 1), levinvweibull(10, 1, scale = 1), levinvgamma(10, 1.5, scale = 1),
    integrate(tail, 0, 10)$value, "\n")
END
diff <("$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R 2>messages.txt) <(echo "Inf Inf Inf 1.533549 2.77455 ")
echo "at most 10 was infinite on average"
