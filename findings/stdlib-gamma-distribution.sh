#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# @stdlib/stats-base-dists-gamma 0.3.1 (npm): the distribution function is that of about one more where
# the shape is large, and so are the quantiles.
#
# P(X <= 10000) with shape 10,000 and scale 1 is 1/2 + 1/(3 sqrt(2 pi 10000)) + ... = 0.5013, above one
# half, since the median a - 1/3 + 8/(405 a) (Choi 1994) is below the mean. The library gives 0.4973,
# and the median 10000.658, above the mean. With a shape of 1,000 both are right.
# Expected: 0.5042 and 999.667, 0.5013 and 9999.667. Seen: 0.4973 and 10000.658 for the last two.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund @stdlib/stats-base-dists-gamma@0.3.1 >installed.txt
cat >try.js <<'END'
const gamma = require('@stdlib/stats-base-dists-gamma');
for (const shape of [1e3, 1e4]) console.log(gamma.cdf(shape, shape, 1).toFixed(4), gamma.quantile(0.5, shape, 1).toFixed(3));
END
diff <(node try.js) <(printf "0.5042 999.667\n0.4973 10000.658\n")
echo "the median of a gamma distribution with shape 10,000 was 10000.658"
