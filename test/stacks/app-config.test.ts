import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ownSettings, partOf, type ReadSecret } from "../../stacks/app-secrets";
import { readAppSettings } from "../../stacks/app-settings";
import { dryRun } from "../../stacks/dry-run";
import { record } from "../../stacks/recorder";
import { parseStackConfig, type ConfigText } from "../../stacks/stack-config";
import { valueInStackFile } from "../../stacks/stack-file";
import { InputError } from "../../tiers";

const GOOD: ConfigText = {
  project: "scaling-tiers",
  stack: "prod",
  region: "us-east-1",
  values: {
    tier: "100",
    publicAccessCidrs: '["203.0.113.0/24"]',
    deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
    alertEmail: "alerts@example.com",
  },
};

function refusal(values: Readonly<Record<string, string>>, further: Partial<ConfigText> = {}): string {
  try {
    parseStackConfig({ ...GOOD, values: { ...GOOD.values, ...values }, ...further });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("The configuration was accepted.");
}

const PLAIN = (name: string) =>
  `a Pulumi secret, or the ARN of a secret in Secrets Manager; set it with: pulumi config set --secret --path 'appSecrets.${name}', which asks for the value. The plain value is in a file: take a new one`;

test("everything that is wrong with the application is said at once, beside everything else", () => {
  const message = refusal({
    alertEmail: "me",
    appImage: "nginx latest",
    appEnvironment: '{"1ST":"x","PORT":3000}',
    appSecrets: '{"STRIPE_KEY":"sk_live_hunter2","MAIL_KEY":"hunter2"}',
  });
  expect(message.split("\n").map((line) => line.trim().split(": given")[0])).toEqual([
    'The configuration of stack "prod" is refused:',
    'appEnvironment."1ST"',
    "appEnvironment.PORT",
    "appSecrets.STRIPE_KEY",
    "appSecrets.MAIL_KEY",
    "alertEmail",
    "appImage",
  ]);
  expect(message).toContain(`appSecrets.STRIPE_KEY: given a plain value; allowed: ${PLAIN("STRIPE_KEY")}`);
  expect(message).not.toContain("hunter2");
});

test.each([
  ["sk_live_hunter2", "JSON: a list, an object, true or false"],
  ['"sk_live_hunter2"', "an object"],
  ['["sk_live_hunter2"]', "an object"],
])("a secret that is no object is not shown: %s", (text, allowed) => {
  expect(refusal({ appSecrets: text })).toBe(
    `The configuration of stack "prod" is refused:\n  appSecrets: given a secret; allowed: ${allowed}`,
  );
});

test("nor is any other value that Pulumi keeps as a secret", () => {
  const message = refusal(
    { alertEmail: "hunter2", maintenance: '{"cronUtc":"hunter2"}', tier: "hunter2" },
    { secretKeys: ["alertEmail", "maintenance", "tier"] },
  );
  expect(message).toContain("alertEmail: given a secret; allowed: an e-mail address");
  expect(message).toContain("maintenance.cronUtc: given a secret; allowed: one time a week");
  expect(message).toContain("maintenance.durationHours: given nothing; allowed: a whole number");
  expect(message).toContain("tier: given a secret; allowed: 100");
  expect(message).not.toContain("hunter2");
});

describe("the file of a stack", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "stack-file-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("shows a secret that stands in it in clear beside one that is encrypted", () => {
    const file = "config:\n  scaling-tiers:appSecrets:\n    A_KEY: { secure: v1:a }\n    B_KEY: hunter2\n";
    writeFileSync(join(folder, "Pulumi.prod.yaml"), file);
    const appSecretsInFile = valueInStackFile(folder, "prod", "scaling-tiers:appSecrets");
    const values = { appSecrets: '{"A_KEY":"decrypted","B_KEY":"hunter2"}' };
    expect(refusal(values, { secretKeys: ["appSecrets"], appSecretsInFile })).toBe(
      `The configuration of stack "prod" is refused:\n  appSecrets.B_KEY: given a plain value; allowed: ${PLAIN("B_KEY")}`,
    );
  });

  test("that is not there, is empty or has no such key says nothing", () => {
    expect(valueInStackFile(folder, "prod", "scaling-tiers:appSecrets")).toBeUndefined();
    for (const text of ["", "config:\n", "config:\n  aws:region: us-east-1\n"]) {
      writeFileSync(join(folder, "Pulumi.prod.yaml"), text);
      expect(valueInStackFile(folder, "prod", "scaling-tiers:appSecrets")).toBeUndefined();
    }
  });
});

const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf";

describe("a secret of Secrets Manager", () => {
  const settings = (stored: string) =>
    readAppSettings({ appSecrets: { STRIPE_KEY: stored }, secretKeys: [] }).settings;

  /** What variables get when AWS answers every question with one text, and what it was asked. */
  async function read(stored: string, secretString: string) {
    const asked: unknown[] = [];
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as Record<string, unknown> }),
      call: ({ token, inputs }) => {
        asked.push([token, inputs]);
        return { secretString };
      },
    });
    const { web, worker } = ownSettings(settings(stored));
    const secret = web.secrets["STRIPE_KEY"];
    if (secret === undefined) throw new Error("There is no such secret.");
    expect(worker.secrets["STRIPE_KEY"]).toBe(secret);
    expect(await pulumi.isSecret(secret)).toBe(true);
    // `Output.get` is for what a test would wait for: the promise also rejects.
    const value = await (secret as unknown as { promise: () => Promise<string> }).promise();
    return { value, asked };
  }

  test("is read where its ARN says, once for all roles", async () => {
    expect(await read(ARN, "sk_live")).toEqual({
      value: "sk_live",
      asked: [
        ["aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: ARN, region: "eu-west-1" }],
      ],
    });
  });

  test("gives one key of its JSON", async () => {
    expect((await read(`${ARN}:live::`, '{"live":"sk_live","test":"sk_test"}')).value).toBe("sk_live");
  });

  test.each([
    [
      null,
      "",
      "given no text in ARN; allowed: a secret with a text; bytes are read by the application itself",
    ],
    [
      "live",
      "hunter2",
      'given no JSON in ARN; allowed: a JSON object with the key "live", or an ARN without :live:: at its end',
    ],
    [
      "live",
      '{"test":"hunter2"}',
      'given no text under the key "live" in ARN; allowed: a key of its JSON that holds a text',
    ],
    [
      "live",
      "null",
      'given no text under the key "live" in ARN; allowed: a key of its JSON that holds a text',
    ],
    [
      "live",
      '{"live":7}',
      'given no text under the key "live" in ARN; allowed: a key of its JSON that holds a text',
    ],
  ])("is refused without being shown: the key %s of %j", (jsonKey, text, message) => {
    expect(() =>
      partOf(text, { kind: "stored", name: "STRIPE_KEY", arn: ARN, region: "eu-west-1", jsonKey }),
    ).toThrow(`appSecrets.STRIPE_KEY: ${message.replace("ARN", ARN)}`);
  });

  test("is made up in a dry run, and stands nowhere in its manifest", async () => {
    const read: ReadSecret = ({ arn }) => pulumi.output(`hunter2 of ${arn}`);
    const { outputs } = await record(() => ownSettings(settings(ARN), read).web.secrets, {
      project: "scaling-tiers",
      stack: "prod",
      config: {},
    });
    expect(outputs).toEqual({ STRIPE_KEY: "[secret]" });
    const manifest = await dryRun("100", {
      "scaling-tiers:appSecrets": JSON.stringify({ STRIPE_KEY: `${ARN}:live::` }),
    });
    expect(manifest.resources.find(({ name }) => name === "app-web-settings-secret")?.inputs["data"]).toBe(
      "[secret]",
    );
    expect(JSON.stringify(manifest)).not.toContain("stripe");
  });
});
