#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# currency-codes 2.2.0 and cldr-core 48.2.0 (npm): ISO 4217 and CLDR disagree on the digits of 16
# currencies in use.
#
# ISO 4217's minor unit says what the smallest unit is; CLDR's fractions say what people write. A
# table of amounts that is rounded "to the cent of its currency" by a formatter loses two or three
# digits that the ledger has: the dinar of Iraq has 3 by ISO and 0 by CLDR, the forint, the Colombian
# peso and the rupiah 2 and 0.
# Expected: one number of digits a currency. Seen: 16 national currencies differ, all with fewer
# digits in CLDR.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund currency-codes@2.2.0 cldr-core@48.2.0 >installed.txt
cat >try.js <<'END'
const iso = require('currency-codes');
const {fractions} = require('cldr-core/supplemental/currencyData.json').supplemental.currencyData;
console.log(iso.codes().filter((code) => !code.startsWith('X')).map((code) => [code, iso.code(code).digits,
    Number((fractions[code] || fractions.DEFAULT)._digits)]).filter(([, a, b]) => a !== b).map((row) => row.join(' ')).join('\n'));
END
diff <(node try.js) - <<'END'
AFN 2 0
ALL 2 0
COP 2 0
HUF 2 0
IDR 2 0
IQD 3 0
IRR 2 0
KPW 2 0
LAK 2 0
LBP 2 0
MGA 2 0
MMK 2 0
PKR 2 0
SOS 2 0
SYP 2 0
YER 2 0
END
echo "16 national currencies have fewer digits in CLDR than in ISO 4217"
