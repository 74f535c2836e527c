import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Levels that no reader follows. */
const DEEP = 20_000;

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
for (const [name, of] of ["b a", "c b", "d c", "e d", "f e", "g f"].map((pair) => pair.split(" ")))
  bomb.push(
    `${name ?? ""}: &${name ?? ""} [${Array(9)
      .fill(`*${of ?? ""}`)
      .join(", ")}]`,
  );

/** Files that are of no use to anybody. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  "plain.txt": "plain\n",
  empty: "",
  "spaces.txt": " \r\n\t\n",
  "mark.txt": "\uFEFF",
  "zeros.bin": Buffer.from([0x61, 0x62, 0, 0x63]),
  "packed.gz": gzipSync("{}"),
  "book.xlsx": Buffer.from("PK\u0003\u0004rest"),
  "paper.pdf": "%PDF-1.7\n",
  "latin1.txt": Buffer.from("name: caf\u00e9\n", "latin1"),
  "alias.yaml": "a: *nobody\n",
  "bomb.yaml": bomb.join("\n"),
  "cycle.yaml": "a: &a [*a]\n",
  "tag.yaml": "a: !secret b\n",
  "two.yaml": "a: 1\n---\nb: 2\n",
  "twice.yaml": "a: 1\na: 2\n",
  "tab.yaml": "a:\n\tb: 1\n",
  "open.yaml": "a: [1, 2\n",
  "quote.yaml": 'a: "x\n',
  "proto.yaml": "a:\n  __proto__:\n    b: 1\n",
  "deep.yaml": `${"- ".repeat(DEEP)}x\n`,
  "deep.json": "[".repeat(DEEP) + "]".repeat(DEEP),
  "deep-object.json": `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`,
  "proto.json": '{"a": {"__proto__": {"b": 1}}}',
  "cut.json": '{"a": [1, 2',
  "comma.json": '{"a": 1,}',
  "single.json": "{'a': 1}",
  "number.json": "7",
  "list.json": "[]",
  "object.json": "{}",
};

/** Puts them into a folder. */
export function putFiles(folder: string): void {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(`${folder}/${name}`, content);
  mkdirSync(`${folder}/folder`);
  symlinkSync("loop", `${folder}/loop`);
  symlinkSync("nowhere", `${folder}/dangling`);
}

/** A name that no file system takes. */
export const LONG_NAME = "n".repeat(300);
