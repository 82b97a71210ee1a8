#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SheetJS, the package xlsx 0.18.5 (npm): CSV amounts of a comma country are read 1,000 times too
# small.
#
# Reading CSV guesses types: in 1.234,50 the comma is dropped as a separator of groups, whatever its
# place, and the point stays the decimal mark. 500,25 becomes 50025. No option but raw, which makes
# texts of all, changes it.
# Expected: 1234.5 and 500.25, or texts. Seen: numbers 1.2345 and 50025.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund xlsx@0.18.5 >installed.txt
cat >try.js <<'END'
const XLSX = require('xlsx');
const {A1, B1} = Object.values(XLSX.read('"1.234,50";"500,25"\n', {type: 'string', FS: ';'}).Sheets)[0];
console.log(A1.t, A1.v, B1.t, B1.v);
END
diff <(node try.js) <(echo n 1.2345 n 50025)
echo "1.234,50 was read as 1.2345 and 500,25 as 50025"
