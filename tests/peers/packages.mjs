// SPDX-License-Identifier: GPL-3.0-or-later
// Data Packages by the npm implementation: `node packages.mjs FOLDER...` prints a list of what each became: whether the
// descriptor is valid, and how many rows its first resource has, or why it has none.
import { createRequire } from "node:module";

const { Package } = createRequire(import.meta.url)("datapackage");

async function outcome(folder) {
    try {
        const found = await Package.load(`${folder}/datapackage.json`, { basePath: folder });
        if (!found.valid) {
            return `invalid: ${found.errors[0].message.split("\n")[0].slice(0, 120)}`;
        }
        const rows = await found.resources[0].read({ keyed: true });
        return `valid; ${rows.length} row${rows.length === 1 ? "" : "s"}`;
    } catch (error) {
        return `fails: ${(error.errors?.[0] ?? error).message.split("\n")[0].slice(0, 120)}`;
    }
}

const found = [];
for (const folder of process.argv.slice(2)) {
    found.push(await outcome(folder));
}
process.stdout.write(JSON.stringify(found));
