import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeWhole } from "./run/write-file";
import { generatedDocs } from "./docs/generated-docs";

// Rewrites the generated pages and pictures of docs/; a test fails while one of them is out of date.
void generatedDocs().then((pages) => {
  for (const { path, text } of pages) {
    const file = join(__dirname, "..", path);
    mkdirSync(dirname(file), { recursive: true });
    writeWhole(file, text);
    process.stderr.write(`${path}\n`);
  }
});
