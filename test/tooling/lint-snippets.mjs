// Lints texts as if they stood in files of this repository: [{filePath, text}] on stdin, rule names of each on stdout.
// A program of its own, because jest cannot load ESLint's configuration, an ES module.
import { text } from "node:stream/consumers";
import { ESLint } from "eslint";

const eslint = new ESLint();
const rules = [];
for (const snippet of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(snippet.text, { filePath: snippet.filePath });
  rules.push(result.messages.map((message) => message.ruleId ?? message.message));
}
process.stdout.write(JSON.stringify(rules));
