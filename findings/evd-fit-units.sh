#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# evd 2.3-6.1 (R 4.2.2, Debian 12): the tail that fpot() fits depends on the unit of the amounts, and says
# that it was successful.
#
# A thousand losses are the quantiles of a generalised Pareto distribution with scale 5,000,000 and shape
# 0.4. In millions the shape is found; in units of one it is 0.186 with a deviance that is 98 greater, and
# `convergence` is "successful" both times. One loss in 100,000 exceeds 1,238 million by the distribution,
# 1,221 million by the fit in millions and 335 million by the fit in units of one.
# Expected: a shape of 0.398 twice. Seen: 0.186 and 0.398.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download r-base-core=4.2.2.20221110-2 r-cran-evd=2.3-6.1-1 \
    libblas3 liblapack3 libgfortran5 libgomp1 libquadmath0 libicu72 libpcre2-8-0 libtirpc3 \
    libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libreadline8 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
root=$PWD/unpacked lib=$PWD/unpacked/usr/lib
export LD_LIBRARY_PATH=$lib/R/lib:$lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu:$lib/x86_64-linux-gnu/blas:$lib/x86_64-linux-gnu/lapack
export R_HOME=$lib/R R_LIBS=$lib/R/site-library R_SHARE_DIR=$root/usr/share/R
cp --remove-destination "$R_HOME/etc/Renviron.ucf" "$R_HOME/etc/Renviron"

cat >try.R <<'END'
library(evd)
u <- (1:1000 - 0.5) / 1000
losses <- 5e6 / 0.4 * ((1 - u)^-0.4 - 1)
for (unit in c(1, 1e6)) {
    fit <- fpot(losses / unit, 0, std.err = FALSE)
    tail <- fit$estimate["scale"] * unit / fit$estimate["shape"] * (1e5^fit$estimate["shape"] - 1)
    cat(sprintf("%.3f %s %.0f %.0f\n", fit$estimate["shape"], fit$convergence, deviance(fit) + 2000 * log(unit), tail / 1e6))
}
END
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R >seen.txt
diff seen.txt - <<'END'
0.186 successful 33747 335
0.398 successful 33649 1221
END
echo "the shape was 0.186 in units of one and 0.398 in millions"
