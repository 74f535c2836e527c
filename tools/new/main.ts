import { join } from "node:path";
import { InputError } from "../../tiers";
import { run } from "./run";

try {
  process.stdout.write(`${run(process.argv.slice(2), join(__dirname, "../.."))}\n`);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
