#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# iso8601-duration 2.1.4 (npm): the minus sign of a duration is read and dropped.
#
# -PT6H is not refused: it parses to the same parts as PT6H, so a correction of a time by minus six
# hours becomes plus six. tinyduration 3.4.1 keeps the sign as a member of its own. A fraction of a
# day, P0.5D, is refused by the first and read by the second.
# Expected: negative, or refused. Seen: +21600 seconds.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund iso8601-duration@2.1.4 tinyduration@3.4.1 >installed.txt
cat >try.js <<'END'
const iso = require('iso8601-duration'), tiny = require('tinyduration');
const start = new Date('2021-10-04T00:00:00Z');
for (const text of ['PT6H', '-PT6H']) console.log(text, iso.toSeconds(iso.parse(text), start), JSON.stringify(tiny.parse(text)));
try { iso.parse('P0.5D'); console.log('P0.5D read'); } catch (error) { console.log(error.message); }
console.log(JSON.stringify(tiny.parse('P0.5D')));
END
diff <(TZ=UTC node try.js) - <<'END'
PT6H 21600 {"hours":6}
-PT6H 21600 {"hours":6,"negative":true}
invalid duration: P0.5D
{"days":0.5}
END
echo "-PT6H was read as 21600 seconds, as PT6H"
