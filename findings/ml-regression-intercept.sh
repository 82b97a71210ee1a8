#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ml-regression-multivariate-linear 2.0.4 (npm): a regression on x and x^2 loses its intercept, and says
# that it is known to 16 digits.
#
# The set Pontius of the Statistical Reference Datasets of NIST (calibration of load cells, x from
# 150,000 to 3,000,000) is of its average level of difficulty. Certified are an intercept of 6.7357e-4
# with a standard error of 1.0794e-4, and a slope of 7.3206e-7. The columns are not scaled before a
# direction counts as nothing. ml-regression-polynomial 4.0.0 fits it to eleven digits.
# Expected: 6.7357e-4, 1.0794e-4, 7.3206e-7, 6.7357e-4. Seen: 9.5e-13 and 1.3e-16, 7.3293e-7; the last
# is right.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ml-regression-multivariate-linear@2.0.4 ml-regression-polynomial@4.0.0 >installed.txt
cat >try.js <<'END'
const multivariate = require('ml-regression-multivariate-linear'), {PolynomialRegression} = require('ml-regression-polynomial');
const Regression = multivariate.default || multivariate;
const y = [
  0.11019, 0.21956, 0.32949, 0.43899, 0.54803, 0.65694, 0.76562, 0.87487, 0.98292, 1.09146,
  1.20001, 1.30822, 1.41599, 1.52399, 1.63194, 1.73947, 1.84646, 1.95392, 2.06128, 2.16844,
  0.11052, 0.22018, 0.32939, 0.43886, 0.54798, 0.65739, 0.76596, 0.87474, 0.98300, 1.09150,
  1.20004, 1.30818, 1.41613, 1.52408, 1.63159, 1.73965, 1.84696, 1.95445, 2.06177, 2.16829];
const x = y.map((_, i) => 150000 * (1 + i % 20));
const fit = new Regression(x.map(v => [v, v * v]), y.map(v => [v]));
console.log(fit.weights[2][0] < 1e-11, fit.stdErrors[2] < 1e-15, fit.weights[0][0].toExponential(4), new PolynomialRegression(x, y, 2).coefficients[0].toExponential(4));
END
diff <(node try.js) <(echo true true 7.3293e-7 6.7357e-4)
echo "the intercept was 0 instead of 6.7e-4"
