const vm = require("node:vm");

const { compileFunction } = vm;

/** By file: what was compiled of it. */
const kept = new Map();

function compiled(code, names, filename) {
  const opening = `(function (${names}) {`;
  return new vm.Script(`${opening}${code}\n})`, { filename, columnOffset: -opening.length });
}

/**
 * Jest compiles each file anew for each suite that loads it, by `compileFunction`, whose result belongs to one context: on Node
 * 20 a quarter of the time of a run; Node 24 finds what it has compiled before. A script belongs to no context. It is compiled
 * once for all suites of a worker, its functions too, and run in the context of each: suites share code and nothing else. Jest's
 * way to `import()` is not handed on: Node refuses that in such code unless it is started with `--experimental-vm-modules`.
 */
vm.compileFunction = (code, params, options) => {
  const { filename, parsingContext } = options ?? {};
  if (parsingContext === undefined || filename === undefined) return compileFunction(code, params, options);
  const names = params.join();
  let file = kept.get(filename);
  if (file?.code !== code || file.names !== names) {
    file = { code, names, script: compiled(code, names, filename) };
    kept.set(filename, file);
  }
  return file.script.runInContext(parsingContext);
};
