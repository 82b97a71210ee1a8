#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# jStat 1.9.6 (npm): percentile does not interpolate between the last two values, so a tail is cut.
#
# Between the largest values the lower one is returned: the 95 % quantile of 1, 2, 3, 4 is 3, where
# the same definition (position 0.95 (n - 1), R's type 7) gives 3.85; elsewhere jStat interpolates as
# it should. Just the loss of the largest years of a simulation goes. simple-statistics 7.12.1 gives
# 3.85 here.
# Expected: 3.85. Seen: 3; the median of the same values is 2.5 as it should be.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund jstat@1.9.6 simple-statistics@7.12.1 >installed.txt
cat >try.js <<'END'
const {jStat} = require('jstat'), simple = require('simple-statistics');
const values = [1, 2, 3, 4];
console.log(jStat.percentile(values, 0.5), jStat.percentile(values, 0.95), simple.quantile(values, 0.95).toFixed(2));
END
diff <(node try.js) <(echo 2.5 3 3.85)
echo "the 95 % quantile of 1, 2, 3, 4 was 3, not 3.85"
