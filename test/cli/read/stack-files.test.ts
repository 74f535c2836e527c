import { join } from "node:path";
import { readAppSettings } from "../../../stacks/app-settings";
import { stackFiles } from "../../../cli/read/stack-files";
import { makeCheckout, type Checkout } from "../../support/checkout";

let checkout: Checkout;
beforeEach(() => (checkout = makeCheckout()));
afterEach(() => {
  checkout.remove();
});

const PROD = "stacks/config/Pulumi.prod.yaml";

/** Why each file is not judged; true where it is. */
const verdicts = (apart: readonly string[] = []): Record<string, string | true> =>
  Object.fromEntries(
    [...stackFiles(checkout.folder, apart).values()].map(({ stack, why }) => [stack, why ?? true]),
  );

test("values are read as Pulumi hands them to the program; a word stands for what is encrypted", () => {
  checkout.write(
    PROD,
    [
      "config:",
      "  aws:region: us-east-1",
      "  scaling-tiers:tier: 2k",
      "  scaling-tiers:overrides: { app: { webReplicasMax: 7 } }",
      "  scaling-tiers:activateCostTags: true",
      "  scaling-tiers:token: { secure: AAABAJ }",
      "  scaling-tiers:keys: { open: a, hidden: { secure: AAABAK } }",
    ].join("\n"),
  );
  const [prod] = stackFiles(checkout.folder).values();
  expect(prod).toMatchObject({ stack: "prod", file: PROD, isForeign: false });
  expect(Object.keys(prod?.encrypted ?? {})).toEqual(["scaling-tiers:token", "scaling-tiers:keys.hidden"]);
  expect(prod?.values).toEqual({
    tier: "2k",
    config: {
      "aws:region": "us-east-1",
      "scaling-tiers:overrides": '{"app":{"webReplicasMax":7}}',
      "scaling-tiers:activateCostTags": "true",
      "scaling-tiers:token": expect.stringMatching(/^encrypted-[0-9a-f]{12}$/) as string,
      "scaling-tiers:keys": expect.stringMatching(
        /^\{"open":"a","hidden":"encrypted-[0-9a-f]{12}"\}$/,
      ) as string,
    },
  });
});

test("of the product's own variables the program is told which are encrypted, and reads them", () => {
  const file = (secret: string): string =>
    [
      "config:",
      "  scaling-tiers:tier: 2k",
      "  scaling-tiers:appEnvironment: { LOG_LEVEL: info }",
      `  scaling-tiers:appSecrets: { STRIPE_KEY: ${secret}, web: { PIN: { secure: AAABAK } } }`,
    ].join("\n");
  const secretsOf = (secret: string): string | undefined => {
    checkout.write(PROD, file(secret));
    return [...stackFiles(checkout.folder).values()][0]?.values?.config["scaling-tiers:appSecrets"];
  };
  const encrypted = secretsOf("{ secure: AAABAJ }");
  expect(encrypted).toMatch(
    /^\{"STRIPE_KEY":\{"secure":"encrypted-[0-9a-f]{12}"\},"web":\{"PIN":\{"secure":"encrypted-[0-9a-f]{12}"\}\}\}$/,
  );
  expect(secretsOf("{ secure: AAABAL }")).not.toBe(encrypted);
  const problemsOf = (text: string | undefined) =>
    readAppSettings({ appSecrets: JSON.parse(text ?? "") as unknown, secretKeys: [] }).problems;
  expect(problemsOf(encrypted)).toEqual([]);
  expect(problemsOf(secretsOf("in-clear"))).toMatchObject([{ path: "appSecrets.STRIPE_KEY" }]);
  checkout.write(PROD, "config:\n  scaling-tiers:tier: 2k\n  scaling-tiers:appSecrets: { secure: AAABAJ }\n");
  expect([...stackFiles(checkout.folder).values()][0]?.values?.config["scaling-tiers:appSecrets"]).toBe("{}");
});

test.each<[string, string, string]>([
  ["a list", "- a\n", "it is not what Pulumi writes: an object with the key config"],
  ["no tier", "config:\n  aws:region: us-east-1\n", "it has no scaling-tiers:tier"],
  ["nothing but a comment", "# later\n", "it is not what Pulumi writes: an object with the key config"],
  [
    "an unknown tier",
    "config:\n  scaling-tiers:tier: 3k\n",
    'Unknown tier "3k": for 3k users take 5k. Tiers: 100, 500, 2k, 5k, 10k, 20k. See them with: ./scale tiers',
  ],
  [
    "an encrypted tier",
    "config:\n  scaling-tiers:tier: { secure: AAABAJ }\n",
    "its scaling-tiers:tier is encrypted",
  ],
  [
    "values from environments",
    "environment: [team/base, { team/prod: { merge: false } }]\nconfig:\n  scaling-tiers:tier: 2k\n",
    "it takes values from team/base, team/prod of Pulumi ESC, which are not in the repository",
  ],
])("a file with %s is named, and says why it is not judged", (_name, text, why) => {
  checkout.write(PROD, text);
  expect(verdicts()).toEqual({ prod: why });
});

test("a file that is no YAML, or empty, is named as well", () => {
  checkout.write(PROD, "config: {");
  checkout.write("stacks/config/Pulumi.dev.yaml", "");
  const { prod, dev } = verdicts();
  expect(prod).toMatch(/is neither YAML nor JSON/);
  expect(dev).toMatch(/the file is empty/);
});

describe("where Pulumi.yaml says otherwise", () => {
  test("another name of the project, another folder and values for every stack", () => {
    checkout.write(
      "Pulumi.yaml",
      'name: acme\nstackConfigDir: infra\nconfig:\n  tier: { type: string, default: "500" }\n  aws:region: eu-west-1\n',
    );
    checkout.write("infra/Pulumi.eu.yaml", "config:\n  acme:alertEmail: a@b.co\n");
    checkout.write("infra/Pulumi.us.yaml", "config:\n  acme:tier: 2k\n  aws:region: us-east-1\n");
    const files = stackFiles(checkout.folder);
    expect(files.get("eu")?.values).toEqual({
      tier: "500",
      config: { "aws:region": "eu-west-1", "scaling-tiers:alertEmail": "a@b.co" },
    });
    expect(files.get("us")?.values).toEqual({ tier: "2k", config: { "aws:region": "us-east-1" } });
  });

  test("values that still have the old name of the project", () => {
    checkout.write("Pulumi.yaml", "name: acme\nstackConfigDir: stacks/config\n");
    checkout.write(PROD, "config:\n  scaling-tiers:tier: 2k\n");
    expect(verdicts()).toEqual({
      prod: "it has no acme:tier, but scaling-tiers:tier: the project is called acme",
    });
  });

  test("beside Pulumi.yaml, which is Pulumi's own place", () => {
    checkout.write("Pulumi.yaml", "name: scaling-tiers\n");
    checkout.write("Pulumi.prod.yaml", "config:\n  scaling-tiers:tier: 2k\n");
    expect(verdicts()).toEqual({ prod: true });
  });
});

test("files that Pulumi does not read are named by their path", () => {
  checkout.write("Pulumi.yaml", "name: scaling-tiers\nstackConfigDir: stacks/config\n");
  for (const path of [PROD, "Pulumi.dev.yaml", ".infra/Pulumi.eu.yaml", "stacks/config/Pulumi.us.yml"])
    checkout.write(path, "config:\n  scaling-tiers:tier: 2k\n");
  const why = "pulumi does not read it without --config-file: it reads Pulumi.<stack>.yaml in stacks/config";
  expect(verdicts()).toEqual({
    prod: true,
    "Pulumi.dev.yaml": why,
    ".infra/Pulumi.eu.yaml": why,
    "stacks/config/Pulumi.us.yml": why,
  });
});

test("stacks of another project are said to be there; those of packages and other checkouts are nobody's", () => {
  checkout.write("web/Pulumi.yaml", "name: web\n");
  checkout.write("web/Pulumi.prod.yaml", "config: {}\n");
  checkout.write("node_modules/a/Pulumi.prod.yaml", "config: {}\n");
  checkout.write("copy/.git", "gitdir: /elsewhere\n");
  checkout.write("copy/stacks/config/Pulumi.prod.yaml", "config: {}\n");
  checkout.write("base/stacks/config/Pulumi.prod.yaml", "config: {}\n");
  checkout.write("stacks/config/README.md", "# Stacks\n");
  expect(verdicts([join(checkout.folder, "base")])).toEqual({
    "web/Pulumi.prod.yaml": "it belongs to the Pulumi project in web: review it there",
  });
  expect(stackFiles(join(checkout.folder, "nowhere")).size).toBe(0);
});
