#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Miller 6.6.0 (Debian 12): a regression on Unix time has a wrong slope, and the seconds of a minute a
# wrong deviation.
#
# 60 rows, one a second, from 2021-10-04 15:40 UTC, and a value that rises by 2 a second. stats2
# linreg-ols and stats1 stddev are made of sums of squares, of which a double keeps nothing where the
# numbers are 1.6e9 and their differences seconds; both end with status 0. With seconds from the
# beginning of the minute they are right.
# Expected: a slope of 2.00 and a deviation of 17.46 twice. Seen: 0.52 and 33.33, then 2.00 and 17.46.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download miller=6.6.0-2+b3 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
for begin in 1633362000 0; do
    { echo x,y; for i in $(seq 0 59); do echo "$((begin + i)),$((2 * i + i % 3))"; done; } >rows.csv
    unpacked/usr/bin/mlr --icsv --onidx --ofmt %.2lf stats2 -a linreg-ols -f x,y 'then' cut -f x_y_ols_m rows.csv
    unpacked/usr/bin/mlr --icsv --onidx --ofmt %.2lf stats1 -a stddev -f x rows.csv
done >seen.txt
diff seen.txt <(printf '0.52\n33.33\n2.00\n17.46\n')
echo "the slope of 2 a second was 0.52"
