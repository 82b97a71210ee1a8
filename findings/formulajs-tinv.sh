#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# @formulajs/formulajs 4.6.1 (npm): TINV is one-tailed, so that an interval made with it is empty.
#
# In spreadsheets TINV(0.05, 5) is what |t| exceeds with a probability of 0.05: 2.5706, the same as
# T.INV.2T, and so has OpenFormula. Here it is another name of T.INV, the quantile at 0.05:
# a mean plus and minus TINV() standard errors has its ends changed over and the wrong width. TDIST,
# its inverse, is two-tailed where it is asked for.
# Expected: 2.5706 twice. Seen: -2.0150 for TINV, 2.5706 for T.INV.2T.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1 >installed.txt
cat >try.js <<'END'
const {TINV, T} = require('@formulajs/formulajs');
console.log(TINV(0.05, 5).toFixed(4), T.INV['2T'](0.05, 5).toFixed(4));
END
diff <(node try.js) <(echo -2.0150 2.5706)
echo "TINV(0.05, 5) was -2.0150, not 2.5706"
