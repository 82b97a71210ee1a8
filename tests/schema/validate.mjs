// SPDX-License-Identifier: GPL-3.0-or-later
// Validates JSON files against JSON Schemas (draft 2020-12) with two independent validators, ajv and
// schemasafe, both strict:
//
//     node validate.mjs SCHEMA FILE... [-- SCHEMA FILE...]...
//     node validate.mjs --serve
//
// Prints one line for each error: the file, the place as a JSON Pointer, what is wrong. The errors are those
// of ajv; where the other one thinks otherwise of the file, that is an error too.
// Exit status: 0 all are valid; 1 something is not; 2 a file or a schema cannot be read.
//
// With --serve, such words are read as JSON arrays, one a line, and each is answered by its errors and
// a line "0 valid" or "1 not valid": Node.js starts once, and a schema is compiled once.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import schemasafe from "@exodus/schemasafe";

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    console.error(`${path}: ${error.message}`);
    process.exit(2);
  }
}

const compiled = new Map(); // by the text of the schema

function compile(path) {
  const text = readFileSync(path, "utf8");
  if (!compiled.has(text)) {
    compiled.set(text, compileNew(path));
  }
  return compiled.get(text);
}

// Strict: a keyword that is not known, or that cannot apply, is an error of the schema.
function compileNew(path) {
  const ajv = new Ajv2020.default({ allErrors: true, strict: true, strictTypes: true,
                                    strictTuple: true, allowUnionTypes: true, verbose: true });
  addFormats.default(ajv);
  try {
    const schema = read(path);
    // its own strict mode, beside which `lax` takes what is not known and `spec` what has no effect
    return [ajv.compile(schema), schemasafe.validator(schema, { mode: "default", isJSON: true })];
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

// Whether both find every file valid.
function validateAll(words) {
  let passed = true;
  for (const [schema, ...files] of groups(words)) {
    if (schema === undefined || files.length === 0) {
      console.error("node validate.mjs SCHEMA FILE... [-- SCHEMA FILE...]...");
      process.exit(2);
    }
    const [validate, second] = compile(schema);
    for (const file of files) {
      const report = read(file);
      const valid = validate(report);
      if (!valid) {
        passed = false;
        validate.errors.forEach((error) => print(file, error));
      }
      if (second(report) !== valid) {
        passed = false;
        console.log(`${file} /: ajv finds it ${valid ? "valid" : "invalid"}, schemasafe does not`);
      }
    }
  }
  return passed;
}

if (process.argv[2] === "--serve") {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(validateAll(JSON.parse(line)) ? "0 valid" : "1 not valid");
  }
} else {
  process.exit(validateAll(process.argv.slice(2)) ? 0 : 1);
}
