#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ExcelJS 4.4.0 (npm): a number whose format has an escaped letter is read as a date.
#
# In a number format a backslash makes the next character text: 0.0\ \h shows 2.5 as "2.5 h". So do an
# underscore (a blank as wide as the letter) and an asterisk (the letter repeated). ExcelJS passes over
# letters in quotes and in brackets, but looks at these for d, m, y, h and s. 2.5 hours of an outage become
# noon of 1 January 1900; the same in quotes, 0.0\ "h", stays a number. SheetJS 0.18.5 reads the first two right.
# Expected: 2.5 in all rows. Seen: three dates.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5 >installed.txt
cat >try.js <<'END'
const ExcelJS = require('exceljs'), XLSX = require('xlsx');
const formats = ['0.0\\ \\h', '0.0_h', '0*d', '0.0\\ "h"'];
const book = new ExcelJS.Workbook(), sheet = book.addWorksheet('hours');
formats.forEach((format, i) => { sheet.getCell(i + 1, 1).value = 2.5; sheet.getCell(i + 1, 1).numFmt = format; });
book.xlsx.writeFile('hours.xlsx').then(async () => {
    const again = new ExcelJS.Workbook();
    await again.xlsx.readFile('hours.xlsx');
    const other = XLSX.readFile('hours.xlsx', {cellDates: true}).Sheets.hours;
    formats.forEach((format, i) => console.log(format, JSON.stringify(again.worksheets[0].getCell(i + 1, 1).value),
        i < 2 ? JSON.stringify(other['A' + (i + 1)].v) : '-'));
});
END
diff <(TZ=UTC node try.js) - <<'END'
0.0\ \h "1900-01-01T12:00:00.000Z" 2.5
0.0_h "1900-01-01T12:00:00.000Z" 2.5
0*d "1900-01-01T12:00:00.000Z" -
0.0\ "h" 2.5 -
END
echo "2.5 hours were read as noon of 1 January 1900"
