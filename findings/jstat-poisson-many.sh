#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# jStat 1.9.6 (npm): the cumulative Poisson distribution is infinite where events are many.
#
# P(N <= 170) at a mean of 180 is 0.2414 (GSL's gsl_cdf_poisson_P and R's ppois agree): the terms are
# made of factorials and powers that leave the range of doubles. Nothing is raised; a probability of
# Infinity goes on into what is computed next.
# Expected: 0.2414. Seen: Infinity; at a mean of 100 it is right.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund jstat@1.9.6 >installed.txt
cat >try.js <<'END'
const {jStat} = require('jstat');
console.log(jStat.poisson.cdf(90, 100).toFixed(4), jStat.poisson.cdf(170, 180));
END
diff <(node try.js) <(echo 0.1714 Infinity)
echo "P(N <= 170) at a mean of 180 was Infinity"
