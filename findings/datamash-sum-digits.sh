#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU datamash 1.7 (Debian 12): a sum is printed with 14 significant digits, so cents of a large sum
# are lost.
#
# The sum itself is made in long double; the default output format is %.14Lg. From a million million
# on, the fraction is gone without a word; -R 2 prints it.
# Expected: 12345678901234.67. Seen: 12345678901235.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download datamash=1.7-2 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
printf '12345678901234.56\n0.11\n' >amounts.txt
diff <(unpacked/usr/bin/datamash sum 1 <amounts.txt) <(echo 12345678901235)
diff <(unpacked/usr/bin/datamash -R 2 sum 1 <amounts.txt) <(echo 12345678901234.67)
echo "the sum of 12345678901234.56 and 0.11 was printed as 12345678901235; with -R 2 as it is"
