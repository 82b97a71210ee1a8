#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# evd 2.3-6.1 (R 4.2.2, Debian 12): the upper tail of the extreme value distributions is one less the
# lower, also where it is asked for by lower.tail = FALSE, so that what is rare never happens.
#
# For the generalised Pareto distribution with shape 0.2 the tail is (1 + 0.2 q)^-5: 3.1e-27 at a
# million. What 1e-20 exceeds is 49,995 with both distributions; qgpd() has it.
# Expected: 3.125e-27, then 49995 twice. Seen: 0, infinity, 49995.
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
cat(pgpd(1e6, 0, 1, 0.2, lower.tail = FALSE), qgev(1e-20, 0, 1, 0.2, lower.tail = FALSE),
    qgpd(1e-20, 0, 1, 0.2, lower.tail = FALSE), "\n")
END
diff <("$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R) <(echo "0 Inf 49995 ")
echo "the chance of 3.1e-27 was 0, what 1e-20 exceeds was infinite"
