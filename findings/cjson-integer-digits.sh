#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cJSON 1.7.15 (Debian 12): an integer of 16 digits is printed with 15, and is another number when
# read back.
#
# A number is printed with 15 digits, read back, and with 17 if that differs; but the comparison
# allows a relative difference of one epsilon, so the shorter text is kept where it is not the same
# double. 2^53 - 1, the largest integer that JSON's readers agree on, is among those that change.
# Expected: 9007199254740991 and 0.30000000000000004. Seen: 9.00719925474099e+15 and 0.3.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download libcjson1=1.7.15-1+deb12u4 libcjson-dev=1.7.15-1+deb12u4 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
export LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu

cat >try.c <<'END'
#include <cjson/cJSON.h>
#include <stdio.h>
int main(void)
{
    puts(cJSON_PrintUnformatted(cJSON_Parse("[9007199254740991, 0.30000000000000004]")));
}
END
gcc -Iunpacked/usr/include try.c -o try -Lunpacked/usr/lib/x86_64-linux-gnu -lcjson
diff <(./try) <(echo '[9.00719925474099e+15,0.3]')
echo "9007199254740991 was printed as 9.00719925474099e+15, 0.30000000000000004 as 0.3"
