#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# actuar 3.3-2 (R 4.2.2, Debian 12): quantiles of zero-modified counts are no numbers where they are 0.
#
# A year is without a loss with the probability 0.2, else zero-truncated Poisson with mean parameter 2:
# every quantile below 0.2 is 0. qzmpois() gives NaN for small probabilities and 0 for others;
# qzmgeom() gives 0. A confidence band's lower end is lost in that way.
# Expected: 0 four times. Seen: NaN at 0.05 and 0.01, 0 at 0.1; of the geometric counts 0.
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
cat(pzmpois(0, 2, p0 = 0.2), qzmpois(c(0.01, 0.05, 0.1), 2, p0 = 0.2), qzmgeom(0.01, 0.3, p0 = 0.2), "\n")
END
diff <("$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R 2>messages.txt) <(echo "0.2 NaN NaN 0 0 ")
echo "the quantiles at 0.01 and 0.05 of what is 0 with a chance of 0.2 were NaN"
