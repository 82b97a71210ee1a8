#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# libxlsxwriter 1.1.4 (Debian 12): what is not a number is written as a number, with status 0.
#
# worksheet_write_number takes NaN and infinity and writes cells with the contents NAN and INF, which
# the number type of the format does not have. Dates are not judged either: 30 February at 25:61 is
# written as 3 March, 02:01.
# Expected: LXW_ERROR_PARAMETER_VALIDATION. Seen: 0 and <v>NAN</v>, <v>INF</v>; 0 and 44258.084 for
# the date.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
apt-get -q download libxlsxwriter4=1.1.4-2+b1 libxlsxwriter-dev=1.1.4-2+b1 >downloads.txt 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
export LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu

cat >try.c <<'END'
#include <math.h>
#include <stdio.h>
#include <xlsxwriter.h>
int main(void)
{
    lxw_workbook *book = workbook_new("book.xlsx");
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    lxw_datetime date = {2021, 2, 30, 25, 61, 0};
    printf("%d", worksheet_write_number(sheet, 0, 0, NAN, NULL));
    printf(" %d", worksheet_write_number(sheet, 1, 0, INFINITY, NULL));
    printf(" %d", worksheet_write_datetime(sheet, 2, 0, &date, NULL));
    printf(" %d\n", workbook_close(book));
}
END
gcc -Iunpacked/usr/include try.c -o try -Lunpacked/usr/lib/x86_64-linux-gnu -lxlsxwriter -lm -Wl,--allow-shlib-undefined
diff <(./try) <(echo 0 0 0 0)
diff <(python3 -c 'import re, zipfile; print(*re.findall("<v>(.*?)</v>", zipfile.ZipFile("book.xlsx").read("xl/worksheets/sheet1.xml").decode()))') \
    <(echo NAN INF 44258.08402777778)
echo "NaN and infinity were written as numbers, 30 February as a date"
