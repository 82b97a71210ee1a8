// SPDX-License-Identifier: GPL-3.0-or-later
// Tables through the libraries of npm: `node peers.mjs read TOOL FILE` prints the rows as JSON, a list of objects
// with the columns of the header; `node peers.mjs write TOOL FILE OUT` reads the plain CSV file and writes it as
// the library does by default; `node peers.mjs version TOOL`. Each is used as the first page of its documentation
// has it, with the option that makes numbers of texts where there is one.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Readable } from "node:stream";

const require = createRequire(import.meta.url);
const [, , what, tool, file, out] = process.argv;
const text = () => fs.readFileSync(file, "utf8");

function print(rows) {
    process.stdout.write(JSON.stringify(rows, (key, value) =>
        typeof value === "bigint" ? `${value}` : typeof value === "number" && !Number.isFinite(value) ? `${value}` : value));
}

async function duck(sql) {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create()).connect();
    return connection.runAndReadAll(sql);
}

async function excel(load) {
    const { default: ExcelJS } = await import("exceljs");
    const book = new ExcelJS.Workbook();
    await load(book);
    return book;
}

const readers = {
    async duckdb() {
        const reader = await duck(`select * from read_csv('${file}')`);
        return reader.getRowObjectsJson();
    },
    async "duckdb-json"() {
        const reader = await duck(`select * from read_json('${file}', maximum_object_size = 1000000000)`);
        return reader.getRowObjectsJson();
    },
    async papaparse() {
        const { default: Papa } = await import("papaparse");
        return Papa.parse(text(), { header: true, dynamicTyping: true, skipEmptyLines: true }).data;
    },
    async "csv-parse"() {
        const { parse } = await import("csv-parse/sync");
        return parse(text(), { columns: true, cast: true, bom: true });
    },
    async csvtojson() {
        const { default: csv } = await import("csvtojson");
        return csv({ checkType: true }).fromString(text());
    },
    async "d3-dsv"() {
        const { csvParse, autoType } = await import("d3-dsv");
        return csvParse(text(), autoType);
    },
    async "fast-csv"() {
        const { parseString } = await import("fast-csv");
        const rows = [];
        await new Promise((resolve, reject) => parseString(text(), { headers: true })
            .on("error", reject).on("data", (row) => rows.push(row)).on("end", resolve));
        return rows;
    },
    async xlsx() {
        const { default: XLSX } = await import("xlsx");
        const book = XLSX.read(fs.readFileSync(file), { type: "buffer" });
        for (const name of book.SheetNames) {
            const table = XLSX.utils.sheet_to_json(book.Sheets[name], { header: 1 });
            const rows = file.endsWith(".xlsx") && !table.some((row) => row.includes("owner net")) ? [] : table;
            if (rows.length > 0) {
                const header = rows.findIndex((row) => row.includes("measure") || row.includes("owner net"));
                return rows.slice(header + 1).map((row) =>
                    Object.fromEntries(rows[header].map((column, i) => [column, row[i]])));
            }
        }
        return [];
    },
    async exceljs() {
        const sheet = file.endsWith(".csv")
            ? await (async () => {
                const { default: ExcelJS } = await import("exceljs");
                return new ExcelJS.Workbook().csv.readFile(file);
            })()
            : (await excel((book) => book.xlsx.readFile(file))).worksheets.find((each) =>
                each.getSheetValues().some((row) => row?.includes("owner net")));
        const table = sheet.getSheetValues().filter(Boolean).map((row) => row.slice(1));
        const header = table.findIndex((row) => row.includes("measure") || row.includes("owner net"));
        return table.slice(header + 1).map((row) => Object.fromEntries(table[header].map((name, i) => [name, row[i]])));
    },
    async node() {
        return JSON.parse(text());
    },
    async datapackage() {
        const { Package } = require("datapackage");
        const described = await Package.load(file, { basePath: path.dirname(file), strict: false });
        const rows = described.valid ? await described.getResource("dependencies").read({ keyed: true }) : [];
        return described.valid ? rows : described.errors.map((error) => ({ error: error.message }));
    },
    async "frictionless.js"() {
        const { Dataset } = require("frictionless.js");
        const dataset = await Dataset.load(path.dirname(file));
        const resource = dataset.resources.find((each) => each.descriptor.name === "dependencies");
        const rows = [];
        for await (const row of await resource.rows({ keyed: true })) {
            rows.push(row);
        }
        return rows;
    },
    async tableschema() {
        const { Table } = require("tableschema");
        const descriptor = JSON.parse(fs.readFileSync(path.join(path.dirname(file), "datapackage.json"), "utf8"));
        const { schema } = descriptor.resources.find((each) => each.name === "dependencies");
        return (await Table.load(file, { schema })).read({ keyed: true });
    },
};

const writers = {
    async duckdb() {
        await duck(`copy (select * from read_csv('${file}', all_varchar = true)) to '${out}' (header)`);
    },
    async "duckdb-typed"() {
        await duck(`copy (select * from read_csv('${file}')) to '${out}' (header)`);
    },
    async papaparse() {
        const { default: Papa } = await import("papaparse");
        fs.writeFileSync(out, Papa.unparse(Papa.parse(text(), { header: true, skipEmptyLines: true }).data));
    },
    async "d3-dsv"() {
        const { csvParse, csvFormat } = await import("d3-dsv");
        fs.writeFileSync(out, csvFormat(csvParse(text())));
    },
    async "fast-csv"() {
        const { writeToString } = await import("fast-csv");
        fs.writeFileSync(out, await writeToString(await readers["fast-csv"](), { headers: true }));
    },
    async xlsx() {
        const { default: XLSX } = await import("xlsx");
        const book = XLSX.read(fs.readFileSync(file), { type: "buffer" });
        fs.writeFileSync(out, XLSX.utils.sheet_to_csv(book.Sheets[book.SheetNames[0]]));
    },
    async exceljs() {
        const book = await excel((each) => each.csv.read(Readable.from([fs.readFileSync(file)])));
        await book.csv.writeFile(out);
    },
};

if (what === "read") {
    print(await readers[tool]());
} else if (what === "write") {
    await writers[tool]();
} else {
    const name = tool.replace(/-(json|typed)$/, "");
    const folder = name === "duckdb" ? "@duckdb/node-api" : name;
    const described = path.join(import.meta.dirname, "node_modules", folder, "package.json");
    process.stdout.write(name === "node" ? process.version : JSON.parse(fs.readFileSync(described)).version);
}
