#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Miller 6.6.0 (Debian 12): an amount that begins with zeros is left out of a sum.
#
# An integer with leading zeros is a text for Miller unless -O (octal) is given; with a fraction it is
# a number. The verb stats1 passes over it in sum and mean, counts it in count, and ends with status
# 0; an expression on it gives (error), with status 0 as well. Ledgers that pad amounts or quantities
# to a width have such fields.
# Expected: 10 + 5 is 15, or a failure. Seen: sum 5, mean 5, count 2; 010.5 + 5 is 15.5.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download miller=6.6.0-2+b3 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
printf 'account,amount\na,010\nb,5\n' >amounts.csv
diff <(unpacked/usr/bin/mlr --icsv --ocsv stats1 -a sum,mean,count -f amount amounts.csv) \
    <(printf 'amount_sum,amount_mean,amount_count\n5,5,2\n')
diff <(sed 's/010/010.5/' amounts.csv | unpacked/usr/bin/mlr --icsv --ocsv stats1 -a sum -f amount) <(printf 'amount_sum\n15.5\n')
diff <(unpacked/usr/bin/mlr --icsv --ocsv put '$next = $amount + 1' amounts.csv) \
    <(printf 'account,amount,next\na,010,(error)\nb,5,6\n')
diff <(unpacked/usr/bin/mlr -O --icsv --ocsv put '$next = $amount + 1' amounts.csv) \
    <(printf 'account,amount,next\na,010,9\nb,5,6\n')
echo "010 + 5 was summed to 5 with status 0; 010.5 + 5 to 15.5"
