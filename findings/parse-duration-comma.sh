#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# parse-duration 2.1.9 (npm): a decimal comma makes an outage ten times as long, and a clock time
# almost nothing.
#
# Commas are taken for thousands separators wherever they are in the number, whatever number of digits
# follows; a colon is skipped as if it separated two durations, and a number without a unit is
# milliseconds.
# Expected: 1,5h is 1.5 hours (or refused); 6:11 is 6 h 11 min (or refused). Seen: 15 hours; 6.011 ms.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund parse-duration@2.1.9 >installed.txt
cat >try.mjs <<'END'
import parse from 'parse-duration';
for (const text of ['1.5h', '1,5h', '6h11m', '6:11']) console.log(text, parse(text));
END
diff <(node try.mjs) - <<'END'
1.5h 5400000
1,5h 54000000
6h11m 22260000
6:11 6.011
END
echo "1,5h was read as 15 hours, 6:11 as 6.011 milliseconds"
