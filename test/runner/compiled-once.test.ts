import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** What a program prints as JSON, in a process whose `vm` is as that of a worker. */
async function printed(program: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "-e",
    `const vm = require("node:vm");
     let compiled = 0;
     vm.Script = class extends vm.Script { constructor(...args) { super(...args); compiled += 1; } };
     require(${JSON.stringify(join(__dirname, "compiled-once.cjs"))});
     const context = () => vm.createContext({});
     const load = (code, parsingContext) =>
       vm.compileFunction(code, ["exports", "Math"], { filename: "/a.js", parsingContext });
     (async () => console.log(JSON.stringify(await (async () => { ${program} })())))();`,
  ]);
  return JSON.parse(stdout);
}

test("suites share what was compiled of a file, and nothing else", async () => {
  expect(
    await printed(
      `const code = "globalThis.loads = (globalThis.loads ?? 0) + 1; exports.loads = loads; exports.Array = Array;";
       const [one, other] = [{}, {}];
       const [here, there] = [load(code, context()), load(code, context())];
       here(one);
       there(other);
       return [compiled, here === there, one.loads, other.loads, one.Array === other.Array];`,
    ),
  ).toEqual([1, false, 1, 1, false]);
});

test("a file that has changed is compiled again, and so is one that is handed other variables", async () => {
  expect(
    await printed(
      `const answer = (code, params) => vm.compileFunction(code, params, { filename: "/a.js", parsingContext: context() });
       return [answer("return 1", [])(), answer("return 2", [])(), answer("return 2", ["a"])(), compiled];`,
    ),
  ).toEqual([1, 2, 2, 3]);
});

test("an error tells the place in the file, on its first line too", async () => {
  expect(
    await printed(
      `const place = (code) => {
         try { load(code, context())(); } catch (error) { return /a\\.js:\\d+:\\d+/.exec(error.stack)[0]; }
       };
       return [place("throw new Error()"), place("\\n  throw new Error()")];`,
    ),
  ).toEqual(["a.js:1:7", "a.js:2:9"]);
});

test("what is no JavaScript is refused, as Node refuses it", async () => {
  expect(
    await printed(
      `try { load("const = 1", context()); } catch (error) { return [error.name, error.message]; }`,
    ),
  ).toEqual(["SyntaxError", "Unexpected token '='"]);
});
