#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# nyse-holidays 1.2.0 (npm) and QuantLib 1.29 (Debian 12): two calendars of one exchange, both lacking
# closings.
#
# The New York Stock Exchange was closed on 2012-10-29 and 30 (hurricane Sandy), 2018-12-05 (mourning
# for G. H. W. Bush) and 2025-01-09 (mourning for J. Carter). The first library knows holidays by rule
# only and lists none of them; the second knows those before its release. An event window counted in
# such sessions is shifted by one.
# Expected: closed on all. Seen: npm open on all four, QuantLib 1.29 open on 2025-01-09.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund nyse-holidays@1.2.0 >installed.txt
apt-get -q download quantlib-python=1.29-1+b1 libquantlib0v5=1.29-1 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
cat >try.mjs <<'END'
import calendar from 'nyse-holidays';
for (const day of ['2012-10-29', '2012-10-30', '2018-12-05', '2025-01-09', '2021-11-25'])
    console.log(day, calendar.isHoliday(new Date(day + 'T12:00:00')) ? 'closed' : 'open');
END
cat >try.py <<'END'
import QuantLib
calendar = QuantLib.UnitedStates(QuantLib.UnitedStates.NYSE)
for day in ["2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09", "2021-11-25"]:
    year, month, number = map(int, day.split("-"))
    print(day, "open" if calendar.isBusinessDay(QuantLib.Date(number, month, year)) else "closed")
END
diff <(TZ=UTC node try.mjs) <(printf '2012-10-29 open\n2012-10-30 open\n2018-12-05 open\n2025-01-09 open\n2021-11-25 closed\n')
diff <(LD_LIBRARY_PATH=unpacked/usr/lib PYTHONPATH=unpacked/usr/lib/python3/dist-packages /usr/bin/python3 try.py) \
    <(printf '2012-10-29 closed\n2012-10-30 closed\n2018-12-05 closed\n2025-01-09 open\n2021-11-25 closed\n')
echo "nyse-holidays had four days open on which the exchange was closed, QuantLib 1.29 one"
