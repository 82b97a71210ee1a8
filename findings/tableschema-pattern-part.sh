#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tableschema 1.12.6 (npm): the constraint pattern is met by any part of the value.
#
# Table Schema says that the pattern follows XML Schema regular expressions, which match the whole
# value. Here it is searched for, so that [a-z]+ lets abc1 and 1abc pass; checking in two tools gives
# two answers.
# Expected: abc1 does not conform. Seen: it is cast; with ^ and $ it is refused.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund tableschema@1.12.6 >installed.txt
cat >try.js <<'END'
const {Field} = require('tableschema');
for (const pattern of ['[a-z]+', '^[a-z]+$']) {
    const field = new Field({name: 'region', type: 'string', constraints: {pattern}});
    try { console.log(pattern, field.castValue('abc1')); } catch (error) { console.log(pattern, 'refused'); }
}
END
diff <(node try.js) <(printf '[a-z]+ abc1\n^[a-z]+$ refused\n')
echo "the pattern [a-z]+ was met by abc1"
