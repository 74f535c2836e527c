import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { InputError } from "../../../tiers";
import { run } from "../../../tools/new/run";

const ROOT = join(__dirname, "../../..");
const LISTS = ["policies/all-rules.ts", "kinds/index.ts", "cli/commands.ts"] as const;

let root: string;
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** A checkout of nothing but the lists. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "new-"));
  for (const list of LISTS) {
    mkdirSync(dirname(join(root, list)), { recursive: true });
    cpSync(join(ROOT, list), join(root, list));
  }
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Lines of a list that the original does not have. */
const added = (list: (typeof LISTS)[number]): string[] => {
  const before = new Set(readFileSync(join(ROOT, list), "utf8").split("\n"));
  return read(list)
    .split("\n")
    .filter((line) => !before.has(line));
};

function refusal(...args: string[]): string {
  try {
    run(args, root);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

test("a policy is a rule, its broken case and its place in the list", () => {
  expect(run(["policy", "forbid-test-of-new"], root)).toBe(
    [
      "Wrote policies/rules/forbid-test-of-new.ts",
      "Wrote test/policies/broken/forbid-test-of-new.ts",
      "Wrote policies/all-rules.ts",
      "Next: replace each FILL IN. They are listed by: npm run test:fast -- test/tools",
      "See CONTRIBUTING.md, «A policy».",
    ].join("\n"),
  );
  expect(read("policies/rules/forbid-test-of-new.ts")).toContain(
    'export const forbidTestOfNew: ResourceRule = {\n  id: "forbid-test-of-new",\n  title: "FILL IN: ',
  );
  expect(added("policies/all-rules.ts")).toEqual([
    'import { forbidTestOfNew } from "./rules/forbid-test-of-new";',
    "  forbidTestOfNew,",
  ]);
  const ids = [...read("policies/all-rules.ts").matchAll(/from "\.\/rules\/(.*)";/g)].map(([, id]) => id);
  expect(ids).toEqual([...ids].sort());
});

test.each([
  ["aws:chime/voiceConnector:VoiceConnector", "kinds/chime/voice-connector.ts", "chimeVoiceConnector"],
  ["kubernetes:node/v1:RuntimeClass", "kinds/kubernetes/node/runtime-class.ts", "runtimeClass"],
  ["random:index/randomShuffle:RandomShuffle", "kinds/random/random-shuffle.ts", "randomShuffle"],
])("the kind %s is one file and its place in the list", (type, file, name) => {
  run(["kind", type], root);
  expect(read(file)).toContain(`export const ${name} = kind("${type}", {`);
  const [, up] = /from "(.*)\/kind";/.exec(read(file)) ?? [];
  expect(join(dirname(file), up ?? "")).toBe("kinds");
  expect(added("kinds/index.ts")).toEqual([
    `import { ${name} } from "./${file.replace(/^kinds\/|\.ts$/g, "")}";`,
    `  ${name},`,
  ]);
});

test("a command is one file, its test and the last place in the list", () => {
  run(["command", "test-of-new"], root);
  expect(existsSync(join(root, "test/cli/test-of-new/test-of-new-command.test.ts"))).toBe(true);
  expect(read("cli/test-of-new/test-of-new-command.ts")).toContain(
    "export const registerTestOfNew: Register",
  );
  expect(added("cli/commands.ts")).toEqual([
    'import { registerTestOfNew } from "./test-of-new/test-of-new-command";',
    "  registerTestOfNew,",
  ]);
  expect(read("cli/commands.ts")).toMatch(/ {2}registerTestOfNew,\n\];\n$/);
});

test.each([
  [
    ["policy", "Open-Ports"],
    '"Open-Ports" is no id of a policy. Begin with forbid- or require-, in small letters with hyphens, such as forbid-public-database.',
  ],
  [
    ["kind", "aws:sns/topik:Topik"],
    '"aws:sns/topik:Topik" is no resource type of the installed SDK. Give the type token of an AWS, Kubernetes or random resource, as Pulumi\'s registry shows it, such as aws:sns/topic:Topic.',
  ],
  [
    ["command", "Load"],
    '"Load" is no name of a command. Use small letters, digits and hyphens, such as cost or load-test.',
  ],
  [["policy", "forbid-open-ingress"], "The list has forbidOpenIngress already. Choose another name."],
  [["kind", "aws:sns/topic:Topic"], "The list has snsTopic already. Choose another name."],
  [["command", "tiers"], "The list has registerTiers already. Choose another name."],
])("%j is refused, and nothing is written", (args, message) => {
  expect(refusal(...args)).toBe(message);
  for (const list of LISTS) expect(added(list)).toEqual([]);
});

test("what exists is not written over", () => {
  run(["policy", "forbid-test-of-new"], root);
  cpSync(join(ROOT, "policies/all-rules.ts"), join(root, "policies/all-rules.ts"));
  expect(refusal("policy", "forbid-test-of-new")).toBe(
    "There is already policies/rules/forbid-test-of-new.ts and test/policies/broken/forbid-test-of-new.ts. Choose another name, or edit it.",
  );
  mkdirSync(join(root, "cli/print"));
  expect(refusal("command", "print")).toBe("There is already cli/print. Choose another name, or edit it.");
});

test.each([[[]], [["policy"]], [["tier", "50k"]], [["policy", "forbid-x", "forbid-y"]]])(
  "%j is answered with the usage",
  (args) => {
    expect(refusal(...args)).toBe(
      [
        "Usage: npm run new -- policy <id> | kind <type> | command <name>, such as",
        "  npm run new -- policy forbid-public-database",
        "  npm run new -- kind aws:sns/topic:Topic",
        "  npm run new -- command load-test",
      ].join("\n"),
    );
  },
);
