#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# robustbase 0.95-0 (R 4.2.2, Debian 12): the median of two large integers is negative.
#
# rowMedians() and colMedians() add the two middle values of an even number as integers, which ends at
# 2,147,483,647: cents of 21 million. Neither a warning nor NA comes of it, as of R's own sums of
# integers; with the same numbers as doubles, and with R's median(), it is right.
# Expected: 2000000001 three times. Seen: -147483647, then 2000000001 twice.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download r-base-core=4.2.2.20221110-2 r-cran-robustbase=0.95-0-1 r-cran-deoptimr=1.0-11-1 \
    libblas3 liblapack3 libgfortran5 libgomp1 libquadmath0 libicu72 libpcre2-8-0 libtirpc3 \
    libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libreadline8 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
root=$PWD/unpacked lib=$PWD/unpacked/usr/lib
export LD_LIBRARY_PATH=$lib/R/lib:$lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu:$lib/x86_64-linux-gnu/blas:$lib/x86_64-linux-gnu/lapack
export R_HOME=$lib/R R_LIBS=$lib/R/site-library R_SHARE_DIR=$root/usr/share/R
cp --remove-destination "$R_HOME/etc/Renviron.ucf" "$R_HOME/etc/Renviron"

cat >try.R <<'END'
library(robustbase)
cents <- c(2000000000L, 2000000002L)
cat(format(c(rowMedians(matrix(cents, 1)), rowMedians(matrix(as.numeric(cents), 1)), median(cents)), scientific = FALSE), "\n")
END
diff <("$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R) <(echo "-147483647 2000000001 2000000001 ")
echo "the median of 2000000000 and 2000000002 was -147483647"
