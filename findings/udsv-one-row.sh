#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# uDSV 0.7.3 (npm): one row decides what a column is; names and amounts in all others become NaN.
#
# inferSchema() reads ten lines and takes the type of a column from the last of them that has a value. If that
# is a number, a name above it is none: B22 is NaN in the typed rows, even in the first row of a file of
# three, and an amount with thousands, 1,250, as well. No error is given. With the rows in another order
# both columns are text.
# Expected: B22 and 1,250 in both orders, as the columns are text. Seen: NaN where the number is last.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund udsv@0.7.3 >installed.txt
cat >try.mjs <<'END'
import {inferSchema, initParser} from 'udsv';
for (const rows of [['B22,"1,250"', '1001,300', '1002,70'], ['1001,300', '1002,70', 'B22,"1,250"']]) {
    const text = ['account,loss', ...rows].join('\n') + '\n';
    console.log(initParser(inferSchema(text)).typedArrs(text).map((row) => row.join(' ')).join('; '));
}
END
diff <(node try.mjs) - <<'END'
NaN NaN; 1001 300; 1002 70
1001 300; 1002 70; B22 1,250
END
echo "the account B22 and its loss of 1,250 were NaN, as the last row has numbers"
