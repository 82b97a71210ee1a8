#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fast-stats 0.0.7 (npm): the standard deviation of large amounts is 0.
#
# It is made of the sum of squares less the square of the sum, and what falls below 0 counts as 0. A
# thousand and one amounts of ten million and 10, 20 or 30 cents (the set NumAcc4 of the Statistical
# Reference Datasets of NIST) have the standard deviation 0.1; so have those without the ten million,
# where it is right. simple-statistics 7.12.1 gives 0.1 for both.
# Expected: 0.09995 twice (over n). Seen: 0.09995 and 0.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund fast-stats@0.0.7 simple-statistics@7.12.1 >installed.txt
cat >try.js <<'END'
const {Stats} = require('fast-stats'), simple = require('simple-statistics');
const cents = [0.2];
for (let i = 1; i < 1001; i++) cents.push(i % 2 ? 0.1 : 0.3);
const large = cents.map(x => 1e7 + x);
console.log(new Stats().push(cents).stddev().toFixed(5), new Stats().push(large).stddev(), simple.standardDeviation(large).toFixed(5));
END
diff <(node try.js) <(echo 0.09995 0 0.09995)
echo "the deviation of amounts of ten million and some cents was 0"
