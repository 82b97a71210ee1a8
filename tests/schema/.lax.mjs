// SPDX-License-Identifier: GPL-3.0-or-later
// Validates JSON files against JSON Schemas (draft 2020-12) with ajv:
//
//     node validate.mjs SCHEMA FILE... [-- SCHEMA FILE...]...
//
// Prints one line for each error: the file, the place as a JSON Pointer, what is wrong.
// Exit status: 0 all are valid; 1 something is not; 2 a file or a schema cannot be read.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    console.error(`${path}: ${error.message}`);
    process.exit(2);
  }
}

// Strict: a keyword that is not known, or that cannot apply, is an error of the schema.
function compile(path) {
  const ajv = new Ajv2020.default({ allErrors: true, strict: false,
                                     allowUnionTypes: true, verbose: true });
  addFormats.default(ajv);
  try {
    return ajv.compile(read(path));
  } catch (error) {
    console.error(`${path}: ${error.message}`);
    process.exit(2);
  }
}

function print(file, error) {
  const surplus = error.params?.additionalProperty;
  const value = surplus === undefined ? JSON.stringify(error.data)?.slice(0, 60) : surplus;
  console.log(`${file} ${error.instancePath || "/"}: ${error.message} ('${value}')`);
}

function groups(words) {
  const all = [[]];
  for (const word of words) {
    if (word === "--") {
      all.push([]);
    } else {
      all[all.length - 1].push(word);
    }
  }
  return all;
}

let failed = false;
for (const [schema, ...files] of groups(process.argv.slice(2))) {
  if (schema === undefined || files.length === 0) {
    console.error("node validate.mjs SCHEMA FILE... [-- SCHEMA FILE...]...");
    process.exit(2);
  }
  const validate = compile(schema);
  for (const file of files) {
    if (!validate(read(file))) {
      failed = true;
      validate.errors.forEach((error) => print(file, error));
    }
  }
}
process.exit(failed ? 1 : 0);
