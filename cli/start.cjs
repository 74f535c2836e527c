#!/usr/bin/env node
/**
 * Starts the `scale` command from one file of JavaScript, made from the sources by esbuild when they have changed: loading
 * some three hundred TypeScript files one by one takes as long as loading Pulumi's SDK.
 */
const { existsSync, readFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, relative, sep } = require("node:path");
const process = require("node:process");
const { CACHE, keep, readKept, ROOT } = require("./record/kept.cjs");
const { ranSourcesOf, sourceDigest } = require("./record/source-digest.cjs");

/** Everything that a command's code consists of. */
const SOURCES = ["cli", "components", "jobs", "kinds", "models", "policies", "rehearsal", "stacks", "tiers"];

/** Stands in a bundle for the folder of the checkout, so that it does not differ from one to another. */
const CHECKOUT = "<checkout>";

/** Files find their neighbours by `__dirname`, which in one file for all would be that file's. */
const ownFolders = {
  name: "own-folders",
  setup(build) {
    build.onLoad({ filter: /\.(ts|cjs)$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      if (!contents.includes("__dirname")) return undefined;
      const folder = [CHECKOUT, ...relative(ROOT, dirname(path)).split(sep)].join("/");
      return {
        contents: `const __dirname = ${JSON.stringify(folder)};${contents}`,
        loader: path.endsWith(".ts") ? "ts" : "js",
      };
    });
  },
};

async function bundle() {
  const { outputFiles } = await require("esbuild").build({
    entryPoints: [join(ROOT, "cli/main.ts")],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    keepNames: true,
    plugins: [ownFolders],
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].text;
}

async function start() {
  const digest = sourceDigest(SOURCES);
  const file = join(CACHE, "cli", String(digest), "scale.cjs");
  let code = digest === null ? undefined : readKept(file);
  if (code === undefined) {
    code = await bundle();
    if (ranSourcesOf(digest, SOURCES)) keep(file, code);
  }
  // Node 22 and later keep compiled code as well.
  Module.enableCompileCache?.(join(CACHE, "compiled"));
  const program = new Module(file, module);
  program.filename = file;
  program.paths = Module._nodeModulePaths(join(ROOT, "cli"));
  program._compile(
    code.replaceAll(CHECKOUT, () => JSON.stringify(ROOT).slice(1, -1)),
    file,
  );
}

start().catch((error) => {
  const isMissing = error.code === "MODULE_NOT_FOUND" && !existsSync(join(ROOT, "node_modules"));
  process.stderr.write(
    isMissing ? "The packages are not installed. Install them: npm ci\n" : `${error.message}\n`,
  );
  // A tier's file that is refused is wrong input, like any other; it is read before the command begins.
  process.exitCode = isMissing || error.name === "InputError" ? 2 : 1;
});
