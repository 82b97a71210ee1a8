#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tableschema 1.12.6 (npm): with bareNumber false a negative amount becomes positive.
#
# bareNumber false allows text around the number, such as a currency. What is removed before the first
# digit includes the minus sign, so a refund is added where it should be taken off.
# Expected: -50 USD is -50. Seen: 50; and -50 without text is 50 as well.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund tableschema@1.12.6 >installed.txt
cat >try.js <<'END'
const {Field} = require('tableschema');
const bare = new Field({name: 'amount', type: 'number', bareNumber: false}), plain = new Field({name: 'amount', type: 'number'});
console.log(bare.castValue('-50 USD'), bare.castValue('-50'), plain.castValue('-50'));
END
diff <(node try.js) <(echo 50 50 -50)
echo "-50 USD was cast to 50, and -50 too"
