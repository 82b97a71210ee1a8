#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tableschema 1.12.6 (npm): missing values of one field, as version 2 has them, are read as numbers.
#
# Table Schema 2 lets a field have missingValues of its own. A schema with them is valid, also where $schema
# says version 2, and they have no effect: -99, which means that a firm did not answer, is a loss of -99. Of
# the whole schema, as in version 1, they work.
# Expected: null, or a refusal of the schema. Seen: valid, -99.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund tableschema@1.12.6 >installed.txt
printf 'business,loss\na,1200\nb,-99\n' >losses.csv
cat >try.js <<'END'
const {Table, Schema} = require('tableschema');
const version = 'https://datapackage.org/profiles/2.0/tableschema.json';
const fields = (more) => [{name: 'business', type: 'string'}, {name: 'loss', type: 'number', ...more}];
const read = async (path, schema) => {
    const valid = (await Schema.load(schema)).valid;
    try { console.log(valid, JSON.stringify((await (await Table.load(path, {schema})).read()).map((row) => row[1]))); }
    catch (error) { console.log(valid, (error.errors && error.errors[0] || error).message); }
};
read('losses.csv', {$schema: version, fields: fields({missingValues: ['-99']})})
    .then(() => read('losses.csv', {fields: fields(), missingValues: ['-99']}));
END
diff <(node try.js) - <<'END'
true [1200,-99]
true [1200,null]
END
echo "-99, declared missing for its field, was a loss of -99"
