// node .ci/validate-json.mjs <schema file> <JSON file>...
// Fails when a file does not match the JSON Schema (draft 2020-12).
import { readFileSync } from "node:fs";
import ajv from "ajv/dist/2020.js";

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const [schemaFile, ...files] = process.argv.slice(2);
const checker = new ajv.default({ allErrors: true });
const validate = checker.compile(read(schemaFile));
const wrong = files.filter((file) => {
  if (validate(read(file))) return false;
  process.stderr.write(`${file} does not match ${schemaFile}: ${checker.errorsText(validate.errors)}\n`);
  return true;
});
process.exitCode = files.length === 0 || wrong.length > 0 ? 1 : 0;
