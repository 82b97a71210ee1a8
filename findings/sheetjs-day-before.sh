#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SheetJS, the package xlsx 0.18.5 (npm): west of Greenwich a date in CSV becomes a number of the day
# before.
#
# 2021-10-04 is taken as midnight UTC, then the serial is made of local time: in New York the cell is
# 44472.83, which shows as 3 October 2021, the Sunday before the outage and no trading day.
# Expected: 44473 in every zone. Seen: 44473 in UTC, 44472.833... in New York.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund xlsx@0.18.5 >installed.txt
cat >try.js <<'END'
const XLSX = require('xlsx');
const {A1} = Object.values(XLSX.read('2021-10-04\n', {type: 'string'}).Sheets)[0];
console.log(A1.v.toFixed(3), A1.w);
END
diff <(TZ=UTC node try.js) <(echo 44473.000 10/4/21)
diff <(TZ=America/New_York node try.js) <(echo 44472.833 10/3/21)
echo "2021-10-04 was 3 October for a reader in New York"
