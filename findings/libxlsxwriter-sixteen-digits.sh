#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# libxlsxwriter 1.1.4 (Debian 12): numbers are written with 16 significant digits, which do not hold
# every double.
#
# A double needs 17 digits to come back as itself. 0.1 + 0.2 comes out as 0.3 and 1 + 2^-52 as 1, so a
# workbook cannot be compared with the figures that made it bit by bit, though spreadsheets themselves
# store 17.
# Expected: 0.30000000000000004 and 1.0000000000000002. Seen: 0.3 and 1.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download libxlsxwriter4=1.1.4-2+b1 libxlsxwriter-dev=1.1.4-2+b1 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
export LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu

cat >try.c <<'END'
#include <xlsxwriter.h>
int main(void)
{
    lxw_workbook *book = workbook_new("book.xlsx");
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    worksheet_write_number(sheet, 0, 0, 0.1 + 0.2, NULL);
    worksheet_write_number(sheet, 1, 0, 1 + 0x1p-52, NULL);
    return workbook_close(book);
}
END
gcc -Iunpacked/usr/include try.c -o try -Lunpacked/usr/lib/x86_64-linux-gnu -lxlsxwriter -Wl,--allow-shlib-undefined
./try
diff <(python3 -c 'import re, zipfile; print(*re.findall("<v>(.*?)</v>", zipfile.ZipFile("book.xlsx").read("xl/worksheets/sheet1.xml").decode()))') \
    <(echo 0.3 1)
echo "0.1 + 0.2 was written as 0.3, 1 + 2^-52 as 1"
