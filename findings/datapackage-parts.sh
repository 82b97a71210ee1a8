#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# datapackage 1.1.10 (npm): a resource in several files is valid, and cannot be read as a table.
#
# Data Package lets path be a list of files which are one resource in parts. The package loads and is
# valid; reading its rows fails, as does a resource whose encoding is windows-1252, a name that the
# encoding property of the specification allows and that a spreadsheet's export needs.
# Expected: two rows; one row. Seen: errors that name multipart resources and the encoding.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund datapackage@1.1.10 >installed.txt
printf 'name,share\na,1\n' >part1.csv
printf 'b,2\n' >part2.csv
printf 'name,share\nCaf\xe9,1\n' >western.csv
cat >try.js <<'END'
const {Package} = require('datapackage');
const schema = {fields: [{name: 'name', type: 'string'}, {name: 'share', type: 'number'}]};
const read = async (resource) => {
    const found = await Package.load({name: 'p', resources: [{name: 'r', schema, ...resource}]}, {basePath: '.'});
    try { console.log(found.valid, (await found.resources[0].read()).length); } catch (error) { console.log(found.valid, error.message); }
};
read({path: ['part1.csv', 'part2.csv']}).then(() => read({path: 'western.csv', encoding: 'windows-1252'}));
END
diff <(node try.js 2>/dev/null) - <<'END'
true Resource.table does not support multipart resources
true Unknown encoding: windows-1252
END
echo "a resource in two files, and one in windows-1252, were valid and could not be read"
