// SPDX-License-Identifier: GPL-3.0-or-later
// Validates JSON files against JSON Schemas (draft 2020-12) with two independent validators, ajv and
// schemasafe, both strict:
//
//     node validate.mjs SCHEMA FILE... [-- SCHEMA FILE...]...
//
// Prints one line for each error: the file, the place as a JSON Pointer, what is wrong. The errors are those
// of ajv; where the other one thinks otherwise of the file, that is an error too.
// Exit status: 0 all are valid; 1 something is not; 2 a file or a schema cannot be read.
import { readFileSync } from "node:fs";
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

// Strict: a keyword that is not known, or that cannot apply, is an error of the schema.
function compile(path) {
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

let failed = false;
for (const [schema, ...files] of groups(process.argv.slice(2))) {
  if (schema === undefined || files.length === 0) {
    console.error("node validate.mjs SCHEMA FILE... [-- SCHEMA FILE...]...");
    process.exit(2);
  }
  const [validate, second] = compile(schema);
  for (const file of files) {
    const report = read(file);
    const valid = validate(report);
    if (!valid) {
      failed = true;
      validate.errors.forEach((error) => print(file, error));
    }
    if (second(report) !== valid) {
      failed = true;
      console.log(`${file} /: ajv finds it ${valid ? "valid" : "invalid"}, schemasafe does not`);
    }
  }
}
process.exit(failed ? 1 : 0);
