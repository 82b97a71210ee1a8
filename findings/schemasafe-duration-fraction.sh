#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# @exodus/schemasafe 1.3.0 (npm): other durations and times are valid than for ajv.
#
# The format duration of JSON Schema is that of RFC 3339, appendix A, which has whole numbers alone; ISO
# 8601 allows a fraction in the last part. RFC 3339 also gives a time its offset. schemasafe takes PT1.5H
# and 15:39:00, ajv-formats 3.0.1 and @cfworker/json-schema 4.1.6 refuse both: a file that one checker lets
# pass is refused by the next, and a time without an offset is nobody's time.
# Expected: three times the same answer. Seen: valid, invalid, invalid.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund @exodus/schemasafe@1.3.0 ajv@8.20.0 ajv-formats@3.0.1 @cfworker/json-schema@4.1.6 >installed.txt
cat >try.mjs <<'END'
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import schemasafe from '@exodus/schemasafe';
import {Validator} from '@cfworker/json-schema';
const ajv = new Ajv.default();
formats.default(ajv);
for (const [format, value] of [['duration', 'PT6H11M'], ['duration', 'PT1.5H'], ['duration', 'P1.5D'], ['time', '15:39:00Z'], ['time', '15:39:00']]) {
    const schema = {$schema: 'https://json-schema.org/draft/2020-12/schema', type: 'string', format};
    console.log(value, schemasafe.validator(schema)(value), ajv.validate(schema, value), new Validator(schema, '2020-12').validate(value).valid);
}
END
diff <(node try.mjs) - <<'END'
PT6H11M true true true
PT1.5H true false false
P1.5D true false false
15:39:00Z true true true
15:39:00 true false false
END
echo "PT1.5H and 15:39:00 were valid for schemasafe alone"
