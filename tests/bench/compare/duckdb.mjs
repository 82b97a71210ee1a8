// SPDX-License-Identifier: GPL-3.0-or-later
// What DuckDB makes of a file of dependencies: node duckdb.mjs FILE THREADS. The sums by cell, as
// blackout keeps them, and the ten businesses with the largest flow; prints JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [file, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const table = `read_csv('${file.replaceAll("'", "''")}', header = true)`;
const cells = await connection.runAndReadAll(`
    select count(*) as rows, sum(firms * annual_revenue) as revenue,
           sum(firms * annual_revenue * share) as flow
    from ${table} group by platform, sector, region, channel, currency`);
const largest = await connection.runAndReadAll(`
    select business from ${table} group by business
    order by sum(firms * annual_revenue * share) desc limit 10`);
const total = { rows: 0, revenue: 0, flow: 0 };
for (const [rows, revenue, flow] of cells.getRows()) {
    total.rows += Number(rows);
    total.revenue += revenue;
    total.flow += flow;
}
console.log(JSON.stringify({ ...total, largest: largest.getRows().map(([name]) => name) }));
