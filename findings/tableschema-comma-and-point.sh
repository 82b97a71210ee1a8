#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tableschema 1.12.6 (npm, the Table Schema implementation for JavaScript): a number written with a
# decimal comma and points between groups is ten times too large.
#
# With decimalChar "," and groupChar ".", as the specification defines them, the comma is first made a
# point and then every point is removed as a separator of groups, the decimal one included.
# Expected: 1.234,5 is 1234.5. Seen: 12345. With either property alone the value is right.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund tableschema@1.12.6 >installed.txt
cat >try.js <<'END'
const {Field} = require('tableschema');
const cast = (text, more) => new Field({name: 'amount', type: 'number', ...more}).castValue(text);
console.log(cast('1.234,5', {decimalChar: ',', groupChar: '.'}), cast('1234,5', {decimalChar: ','}), cast('1,234.5', {groupChar: ','}));
END
diff <(node try.js) <(echo 12345 1234.5 1234.5)
echo "1.234,5 with decimalChar ',' and groupChar '.' was cast to 12345"
