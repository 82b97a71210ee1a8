#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# csvkit 1.0.7 with agate 1.6.3 (Debian 12): sorting a file changes its shares by a factor of 100.
#
# csvsort infers types unless -I is given, and agate takes a percent sign for decoration of a number:
# it is cut off and the number is not divided by 100. What was 10 % comes out as 10, in a command that
# one uses to bring rows into order.
# Expected: the same fields in another order. Seen: 10% > 10, 2.5% > 2.5, and $5 > 5.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download csvkit=1.0.7-1 python3-csvkit=1.0.7-1 python3-agate=1.6.3-2 python3-agatedbf=0.2.2-2 \
    python3-agateexcel=0.2.5-2 python3-agatesql=0.5.8-2 python3-babel=2.10.3-1 \
    python-babel-localedata=2.10.3-1 python3-isodate=0.6.1-1 python3-leather=0.3.4-2 \
    python3-parsedatetime=2.6-3 python3-pytimeparse=1.1.5-3 python3-six=1.16.0-4 \
    python3-slugify=4.0.0-2 python3-text-unidecode=1.3-1 python3-future=0.18.2-6 \
    python3-tz=2022.7.1-4 python3-openpyxl=3.0.9-1 python3-et-xmlfile=1.0.1-2.1 \
    python3-xlrd=1.2.0-3 python3-olefile=0.46-3 python3-sqlalchemy=1.4.46+ds1-1 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
export PYTHONPATH=$PWD/unpacked/usr/lib/python3/dist-packages

printf 'business,share,fee\nb,10%%,$5\na,2.5%%,$7\n' >shares.csv
/usr/bin/python3 unpacked/usr/bin/csvsort -c business shares.csv >sorted.csv
diff sorted.csv - <<'END'
business,share,fee
a,2.5,7
b,10,5
END
/usr/bin/python3 unpacked/usr/bin/csvsort -I -c business shares.csv >as_text.csv
diff as_text.csv <(printf 'business,share,fee\na,2.5%%,$7\nb,10%%,$5\n')
echo "csvsort dropped the percent sign without dividing; with -I the fields stayed"
