#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# xlsx2csv 0.7.8 (Debian 12): an amount whose format has its unit in it is written as the format.
#
# A number format may have text in quotes: #,##0.00 "USD" shows 1234.5 as "1,234.50 USD". Where the text has
# one of the letters d, m, y, h or s, the cell is taken for a date: the letters become parts of a date
# and the amount is lost, without an error and with exit status 0. EUR has none of the letters and is read.
# Expected: 1234.5 three times. Seen: a format with a day for USD, with a month for M$; 1234.5 for EUR.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download xlsx2csv=1:0.7.8-1 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
cat >write.py <<'END'
import zipfile

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORMATS = ['#,##0.00 &quot;USD&quot;', '0.0 &quot;M$&quot;', '#,##0.00 &quot;EUR&quot;']
styles = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{text}"/>' for i, text in enumerate(FORMATS))
cells = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" s="{i}"><v>1234.5</v></c></row>' for i in range(3))
relation = lambda number, kind, target: f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
with zipfile.ZipFile("losses.xlsx", "w") as book:
    book.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>')
    book.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{relation(1, "officeDocument", "xl/workbook.xml")}</Relationships>')
    book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{relation(1, "worksheet", "worksheets/sheet1.xml")}{relation(2, "styles", "styles.xml")}</Relationships>')
    book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="losses" sheetId="1" r:id="rId1"/></sheets></workbook>')
    book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>')
    book.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><numFmts count="3">{styles}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">' + "".join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(3)) + '</cellXfs></styleSheet>')
END
/usr/bin/python3 write.py
/usr/bin/python3 unpacked/usr/share/xlsx2csv/xlsx2csv.py losses.xlsx >seen.csv
diff seen.csv - <<'END'
"#,##0.00 ""us18"""
"0.0 ""05$"""
1234.5
END
echo "1234.5 USD was written as #,##0.00 \"us18\""
