import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Files that exist, so that their texts can be replaced by a snippet and still be checked with types. */
const FILES = {
  cli: "cli/main.ts",
  component: "components/shared/tags.ts",
  config: "stacks/config.ts",
  model: "models/manifest/manifest.ts",
  stack: "stacks/platform.ts",
  test: "test/stacks/recorder.test.ts",
  tier: "tiers/field.ts",
} as const;

interface Case {
  readonly behaviour: string;
  readonly file: keyof typeof FILES;
  readonly text: string;
  readonly rules: readonly string[];
}

const PULUMI = `import * as pulumi from "@pulumi/pulumi";\n`;
const AWS = `import * as aws from "@pulumi/aws";\n`;

const cases: readonly Case[] = [
  {
    behaviour: "an Output in a template literal is an error",
    file: "component",
    text: `${PULUMI}export const url = \`https://\${pulumi.output("host")}\`;\n`,
    rules: [
      "@pulumi/no-output-in-template-literal",
      "@typescript-eslint/no-base-to-string",
      "@typescript-eslint/restrict-template-expressions",
    ],
  },
  {
    behaviour: "an Output in pulumi.interpolate is fine",
    file: "component",
    text: `${PULUMI}export const url = (host: pulumi.Output<string>): pulumi.Output<string> => pulumi.interpolate\`https://\${host}\`;\n`,
    rules: [],
  },
  {
    behaviour: "a resource created inside apply is an error",
    file: "component",
    text: `${AWS}export const topics = (queue: aws.sqs.Queue) => queue.name.apply((name) => new aws.sns.Topic(name));\n`,
    rules: ["no-restricted-syntax"],
  },
  {
    behaviour: "an error thrown inside apply is fine",
    file: "component",
    text: `${PULUMI}export const never = (name: pulumi.Output<string>) =>\n  name.apply(() => {\n    throw new pulumi.RunError("no");\n  });\n`,
    rules: [],
  },
  {
    behaviour: "a component that reads the stack's configuration is an error",
    file: "component",
    text: `${PULUMI}export const config = new pulumi.Config();\n`,
    rules: ["no-restricted-syntax"],
  },
  {
    behaviour: "Config under a name of its own is an error too",
    file: "stack",
    text: `import { Config as Settings } from "@pulumi/pulumi";\nexport const config = new Settings();\n`,
    rules: ["no-restricted-syntax"],
  },
  {
    behaviour: "stacks/config.ts may read the stack's configuration",
    file: "config",
    text: `${PULUMI}export const config = new pulumi.Config();\n`,
    rules: [],
  },
  {
    behaviour: "a component that reads the environment is an error",
    file: "component",
    text: `export const home = process.env["HOME"];\n`,
    rules: ["no-restricted-properties"],
  },
  {
    behaviour: "a model with a clock, chance or a locale of the machine is an error",
    file: "model",
    text: [
      "export const values = [",
      "  Date.now(),",
      "  new Date(),",
      "  Math.random(),",
      "  (1000).toLocaleString(),",
      `  "a".localeCompare("b"),`,
      "  new Intl.NumberFormat(),",
      "];",
      "",
    ].join("\n"),
    rules: [
      "no-restricted-properties",
      "no-restricted-properties",
      "no-restricted-syntax",
      "no-restricted-syntax",
      "no-restricted-syntax",
      "no-restricted-syntax",
    ],
  },
  {
    behaviour: "a model with a named locale is fine",
    file: "model",
    text: `export const format = new Intl.NumberFormat("en-US");\n`,
    rules: [],
  },
  {
    behaviour: "a tier that asks the process or the network is an error",
    file: "tier",
    text: `export const values = [process.platform, fetch("https://example.com")];\n`,
    rules: ["no-restricted-globals", "no-restricted-globals"],
  },
  {
    behaviour: "console is an error in a component",
    file: "component",
    text: `console.log("built");\n`,
    rules: ["no-console"],
  },
  { behaviour: "console is fine in the command", file: "cli", text: `console.log("built");\n`, rules: [] },
  {
    behaviour: "any is an error",
    file: "component",
    text: "export const value: any = 1;\n",
    rules: ["@typescript-eslint/no-explicit-any"],
  },
  {
    behaviour: "@ts-ignore is an error",
    file: "component",
    text: `// @ts-ignore: no types\nexport const value: string = 1;\n`,
    rules: ["@typescript-eslint/ban-ts-comment"],
  },
  {
    behaviour: "@ts-expect-error without a reason is an error",
    file: "component",
    text: `// @ts-expect-error\nexport const value: string = 1;\n`,
    rules: ["@typescript-eslint/ban-ts-comment"],
  },
  {
    behaviour: "a rule switched off without a reason is an error",
    file: "component",
    text: `console.log("built"); // eslint-disable-line no-console\n`,
    rules: ["@eslint-community/eslint-comments/require-description"],
  },
  {
    behaviour: "a rule switched off with a reason is fine",
    file: "component",
    text: `console.log("built"); // eslint-disable-line no-console -- the engine shows it\n`,
    rules: [],
  },
  {
    behaviour: "a rule switched off for nothing is an error",
    file: "component",
    text: `export const one = 1; // eslint-disable-line no-console -- the engine shows it\n`,
    rules: ["Unused eslint-disable directive (no problems were reported from 'no-console')."],
  },
  {
    behaviour: "a promise nobody awaits is an error",
    file: "stack",
    text: `const later = async (): Promise<void> => Promise.resolve();\nlater();\n`,
    rules: ["@typescript-eslint/no-floating-promises"],
  },
  {
    behaviour: "a focused test is an error",
    file: "test",
    text: `test.only("adds", () => {\n  expect(1).toBe(1);\n});\n`,
    rules: ["jest/no-focused-tests"],
  },
  {
    behaviour: "a disabled test is an error",
    file: "test",
    text: `test.skip("adds", () => {\n  expect(1).toBe(1);\n});\n`,
    rules: ["jest/no-disabled-tests"],
  },
  {
    behaviour: "a test that asserts nothing is an error",
    file: "test",
    text: `test("adds", () => {\n  String(1);\n});\n`,
    rules: ["jest/expect-expect"],
  },
];

let found: string[][];

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, "lint-snippets.mjs")], {
    cwd: root,
    encoding: "utf8",
    input: JSON.stringify(cases.map(({ file, text }) => ({ filePath: join(root, FILES[file]), text }))),
  });
  if (status !== 0) throw new Error(`The linter ended with ${status ?? "a signal"}: ${stderr}`);
  found = JSON.parse(stdout) as string[][];
});

test.each(cases.map((entry, index) => ({ ...entry, index })))("$behaviour", ({ index, rules }) => {
  expect(found[index]?.toSorted()).toEqual(rules);
});
