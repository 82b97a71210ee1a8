#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# @stdlib/stats-base-dists-poisson 0.2.2 (npm): the median of many events is one too small.
#
# The quantile at p is the least count whose distribution function is at least p. For a mean of 10,000
# the library's own distribution function is 0.4987 at 9,999, so that the median is 10,000; its
# quantile function gives 9,999. R's qpois() and SciPy give 10,000. At a mean of 180 it is right.
# Expected: 180 and 10000. Seen: 180 and 9999.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund @stdlib/stats-base-dists-poisson@0.2.2 >installed.txt
cat >try.js <<'END'
const poisson = require('@stdlib/stats-base-dists-poisson');
console.log(poisson.quantile(0.5, 180), poisson.quantile(0.5, 1e4), poisson.cdf(9999, 1e4).toFixed(4));
END
diff <(node try.js) <(echo 180 9999 0.4987)
echo "the median of a Poisson distribution with mean 10,000 was 9,999"
