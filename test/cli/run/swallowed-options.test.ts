import { main } from "../../../cli/scale";

/** A command line as an npm script gets it. */
async function byNpm(args: readonly string[], env: Readonly<Record<string, string>>) {
  let stdout = "";
  let stderr = "";
  const code = await main(
    args,
    {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
    },
    { npm_lifecycle_script: "node cli/start.cjs", ...env },
  );
  return { code, stdout, stderr };
}

const refusal = (options: string, command: string): string =>
  `npm took ${options} for an option of its own, and scale never saw it. Call scale without npm: ./scale ${command}\n` +
  "(on Windows .\\scale; with npm the options of scale come after --, which npm loses in PowerShell)\n";

test("a gate that npm kept for itself is not open", async () => {
  expect(await byNpm(["upgrade", "10k", "5k"], { npm_config_gate: "true" })).toEqual({
    code: 2,
    stdout: "",
    stderr: refusal("--gate", "upgrade 10k 5k --gate"),
  });
});

test("nor is a form, or what needs a value", async () => {
  expect(await byNpm(["cost", "500"], { npm_config_json: "true" })).toMatchObject({
    code: 2,
    stderr: refusal("--json", "cost 500 --json"),
  });
  const { code, stderr } = await byNpm(["upgrade", "10k", "5k", "a.yaml"], {
    npm_config_acknowledgements: "true",
    npm_config_gate: "true",
    npm_config_allow_downtime: "outage",
  });
  expect([code, stderr]).toEqual([
    2,
    refusal(
      "--gate, --allow-downtime, --acknowledgements",
      "upgrade 10k 5k a.yaml --gate --allow-downtime outage --acknowledgements <value>",
    ),
  ]);
});

test("what reached scale is not npm's, and neither is what npm has of its own", async () => {
  expect((await byNpm(["tiers", "--json"], { npm_config_json: "true" })).code).toBe(0);
  expect((await byNpm(["tiers"], { npm_config_json: "", npm_config_cache: "/tmp/npm" })).code).toBe(0);
});

test("another script's options are its own", async () => {
  const env = { npm_config_json: "true", npm_lifecycle_script: "jest" };
  expect((await byNpm(["tiers"], env)).code).toBe(0);
});

test.each([
  ["an en dash, as word processors put it", ["upgrade", "500", "2k", "–gate"]],
  ["after the end of options", ["upgrade", "500", "2k", "--", "--gate"]],
  ["in capitals", ["upgrade", "500", "2k", "--Gate"]],
  ["as Windows writes options", ["upgrade", "500", "2k", "/gate"]],
  ["in PowerShell's way", ["upgrade", "500", "2k", "-Gate"]],
])("a gate that is written otherwise is wrong input: %s", async (_name, args) => {
  expect((await byNpm(args, {})).code).toBe(2);
});
