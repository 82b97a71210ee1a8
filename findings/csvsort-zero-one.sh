#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# csvkit 1.0.7 with agate 1.6.3 (Debian 12): a severity curve that goes from 0 to 1 and back becomes
# words, and durations become clock times.
#
# agate tries Boolean before Number, so a column that happens to have only 0 and 1 is written as False
# and True. Durations such as 90m are TimeDelta, written as 1:30:00, a day as "1 day, 0:00:00". The
# same column with one value of 0.5 stays as numbers: the type depends on the data of the day.
# Expected: fields as they were. Seen: False and True; 1:30:00.
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

printf 'minute,unavailable\n20,1\n0,0\n390,0\n' >curve.csv
printf 'event,duration\nb,1d\na,90m\n' >durations.csv
diff <(/usr/bin/python3 unpacked/usr/bin/csvsort -c minute curve.csv) <(printf 'minute,unavailable\n0,False\n20,True\n390,False\n')
diff <(/usr/bin/python3 unpacked/usr/bin/csvsort -c event durations.csv) <(printf 'event,duration\na,1:30:00\nb,"1 day, 0:00:00"\n')
printf '30,0.5\n' >>curve.csv
diff <(/usr/bin/python3 unpacked/usr/bin/csvsort -c minute curve.csv) <(printf 'minute,unavailable\n0,0\n20,1\n30,0.5\n390,0\n')
echo "0 and 1 alone came out as False and True, 90m as 1:30:00"
