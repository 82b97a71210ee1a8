#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# currency.js 2.0.4 (npm): an amount in scientific notation loses its exponent sign and its meaning.
#
# All that is no digit, sign or decimal mark is removed from a text, the letter e too: 1e6, which
# spreadsheets and programs write for a million, is read as 16. A decimal comma without settings goes
# the same way, 1,5 is 15.
# Expected: 1000000, or an error. Seen: 16, and with errorOnInvalid as well.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund currency.js@2.0.4 >installed.txt
cat >try.js <<'END'
const currency = require('currency.js');
console.log(currency('1e6').value, currency('1e6', {errorOnInvalid: true}).value, currency('1,5').value, currency(1e6).value);
END
diff <(node try.js) <(echo 16 16 15 1000000)
echo "the text 1e6 was read as 16"
