// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of files by DuckDB: `node duck_cells.mjs LIST`, a JSON file with pairs of delimiter and path, prints a
// list of what each became: rows of texts, or the first line of the refusal.
import fs from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create()).connect();
const found = [];
for (const [delimiter, path] of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
    try {
        const reader = await connection.runAndReadAll(
            `select * from read_csv('${path}', header = false, all_varchar = true, delim = '${delimiter}', quote = '"', escape = '"')`);
        found.push(reader.getRowsJson().map((row) => row.map((cell) => cell ?? "")));
    } catch (error) {
        found.push(String(error.message).split("\n")[0]);
    }
}
process.stdout.write(JSON.stringify(found));
