#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ExcelJS 4.4.0 (npm): identifiers in CSV become numbers, also those that look hexadecimal.
#
# The reader of CSV takes whatever the language's Number takes: 00123 is 123, 0x1F is 31, 1E5 is
# 100000. Amounts with separators, percentages and negative numbers in parentheses stay texts, so a
# column has both.
# Expected: identifiers as texts. Seen: 123, 31, 100000, and the text 1,234.50.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund exceljs@4.4.0 >installed.txt 2>&1
printf '00123,0x1F,1E5,"1,234.50"\n' >cells.csv
cat >try.js <<'END'
const {Workbook} = require('exceljs');
new Workbook().csv.readFile('cells.csv').then((sheet) => console.log(JSON.stringify(sheet.getRow(1).values.slice(1))));
END
diff <(node try.js) <(echo '[123,31,100000,"1,234.50"]')
echo "00123, 0x1F and 1E5 were read as 123, 31 and 100000"
