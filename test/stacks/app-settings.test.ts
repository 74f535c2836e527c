import { readAppSettings, type GivenSettings } from "../../stacks/app-settings";

const read = (given: Partial<GivenSettings>) => readAppSettings({ secretKeys: [], ...given });
const problems = (given: Partial<GivenSettings>): string[] =>
  read(given).problems.map(
    (problem) => `${problem.path}: given ${problem.given}; allowed: ${problem.allowed}`,
  );

const secure = (ciphertext: string) => ({ secure: ciphertext });
const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf";
const DECRYPTED = ["appSecrets"];

describe("what each role has", () => {
  const { settings, problems: found } = read({
    appEnvironment: {
      LOG_LEVEL: "info",
      FLAG: true,
      LIMIT: 40,
      web: { LOG_LEVEL: "warn", POOL: "10" },
      worker: { CONCURRENCY: "4" },
      next: { POOL: "5" },
      migration: { STEPS: "all" },
    },
    appSecrets: { STRIPE_KEY: secure("v1:abc"), worker: { MODEL_KEY: ARN } },
  });
  const all = { FLAG: "true", LIMIT: "40" };

  test("is what all have, with its own", () => {
    expect(found).toEqual([]);
    expect(settings.web.environment).toEqual({ ...all, LOG_LEVEL: "warn", POOL: "10" });
    expect(settings.worker.environment).toEqual({ ...all, LOG_LEVEL: "info", CONCURRENCY: "4" });
    expect(settings.migration.environment).toEqual({ ...all, LOG_LEVEL: "info", STEPS: "all" });
  });

  test("the next release has what web has, and its own above it", () => {
    expect(settings.next.environment).toEqual({ ...all, LOG_LEVEL: "warn", POOL: "5" });
  });

  test("a secret comes from Pulumi or from Secrets Manager", () => {
    expect(settings.web.secrets).toEqual({ STRIPE_KEY: { kind: "given", value: "v1:abc" } });
    expect(settings.worker.secrets).toEqual({
      STRIPE_KEY: { kind: "given", value: "v1:abc" },
      MODEL_KEY: { kind: "stored", arn: ARN, region: "eu-west-1", jsonKey: null },
    });
  });

  test("of a secret that is JSON one key is named as ECS does", () => {
    expect(read({ appSecrets: { KEY: `${ARN}:api key::` } }).settings.web.secrets).toEqual({
      KEY: { kind: "stored", arn: ARN, region: "eu-west-1", jsonKey: "api key" },
    });
  });

  test("without any there is nothing", () => {
    expect(read({}).settings.web).toEqual({ environment: {}, secrets: {} });
  });
});

test("what the engine has decrypted is a secret, unless the stack's file has it in clear", () => {
  const appSecrets = { A_KEY: "one", web: { B_KEY: "two" } };
  expect(problems({ appSecrets, secretKeys: DECRYPTED })).toEqual([]);
  const encrypted = { A_KEY: secure("v1:a"), web: { B_KEY: secure("v1:b") } };
  expect(problems({ appSecrets, secretKeys: DECRYPTED, appSecretsInFile: encrypted })).toEqual([]);
  const found = problems({
    appSecrets,
    secretKeys: DECRYPTED,
    appSecretsInFile: { A_KEY: secure("v1:a"), web: { B_KEY: "two" } },
  });
  expect(found).toEqual([
    "appSecrets.web.B_KEY: given a plain value; allowed: a Pulumi secret, or the ARN of a secret in Secrets Manager; set it with: pulumi config set --secret --path 'appSecrets.web.B_KEY', which asks for the value. The plain value is in a file: take a new one",
  ]);
});

const NAME_RULE =
  "letters, digits and underscores, not beginning with a digit, at most 128, such as LOG_LEVEL";
const PLATFORM = "another name: the platform sets this one (docs/application.md)";
const SDK =
  "another name: the AWS SDK would take it instead of the role and region of the pod; give a client its keys in code";
const SYSTEM = "another name: Kubernetes or the image sets this one";

describe.each(["appEnvironment", "appSecrets"] as const)("a name in %s", (key) => {
  test.each([
    ["1ST", NAME_RULE],
    ["WITH-HYPHEN", NAME_RULE],
    ["WITH SPACE", NAME_RULE],
    ["with.dot", NAME_RULE],
    ["A=B", NAME_RULE],
    ["", NAME_RULE],
    ["ÄRGER", NAME_RULE],
    ["A\nB", NAME_RULE],
    ["A".repeat(129), NAME_RULE],
    ["DATABASE_URL", PLATFORM],
    ["QDRANT_API_KEY", PLATFORM],
    ["SCALING_TIER", PLATFORM],
    ["PORT", PLATFORM],
    ["APP_ROLE", PLATFORM],
    ["NODE_ENV", PLATFORM],
    ["AWS_REGION", PLATFORM],
    ["ASSET_BUCKET", PLATFORM],
    ["AWS_ACCESS_KEY_ID", SDK],
    ["AWS_SECRET_ACCESS_KEY", SDK],
    ["AWS_PROFILE", SDK],
    ["AWS_CONTAINER_CREDENTIALS_FULL_URI", SDK],
    ["KUBERNETES_SERVICE_HOST", SYSTEM],
    ["HOSTNAME", SYSTEM],
    ["PATH", SYSTEM],
  ])("may not be %j", (name, allowed) => {
    const value = key === "appSecrets" ? secure("v1:abc") : "text";
    const found = read({ [key]: { [name]: value } });
    expect(found.problems.map((problem) => problem.allowed)).toEqual([allowed]);
    expect(Object.keys(found.settings.web.environment)).toEqual([]);
    expect(read({ [key]: { worker: { [name]: value } } }).problems).toHaveLength(1);
  });

  test("may not be the one that objects of JavaScript do not hold", () => {
    expect(read({ [key]: JSON.parse('{"__proto__":"x"}') as unknown }).problems[0]?.allowed).toBe(NAME_RULE);
  });

  test.each(["LOG_LEVEL", "_x", "http_proxy", "A", "AWS_MAX_ATTEMPTS", "A".repeat(128)])(
    "may be %s",
    (name) => {
      expect(problems({ [key]: { [name]: secure("v1:abc") }, ...plain(key, name) })).toEqual([]);
    },
  );
});

/** A plain value is for one of both keys only. */
const plain = (key: string, name: string) =>
  key === "appEnvironment" ? { appEnvironment: { [name]: "x" } } : {};

const MOVE = (path: string) =>
  `pulumi config rm --path 'appEnvironment.${path}', then pulumi config set --secret --path 'appSecrets.${path}', which asks for the value`;

test.each<[string, Partial<GivenSettings>, string]>([
  [
    "a secret among what is plain, in the file",
    { appEnvironment: { A: secure("v1:a") } },
    `appEnvironment.A: given a secret; allowed: what everyone who may read the cluster may know; move each secret: ${MOVE("A")}`,
  ],
  [
    "a secret among what is plain, in the engine",
    { appEnvironment: { A: "x" }, secretKeys: ["appEnvironment"] },
    `appEnvironment.A: given a secret; allowed: what everyone who may read the cluster may know; move each secret: ${MOVE("A")}`,
  ],
  [
    "the name of a secret among what is plain",
    { appEnvironment: { web: { API_TOKEN: "x" } } },
    `appEnvironment.web.API_TOKEN: given the name of a secret; allowed: what everyone who may read the cluster may know; make it a secret: ${MOVE("web.API_TOKEN")}`,
  ],
  [
    "an address with a password",
    { appEnvironment: { SEARCH: "https://me:s3cret-word@search.example.com" } },
    `appEnvironment.SEARCH: given an address with a password; allowed: what everyone who may read the cluster may know; make it a secret: ${MOVE("SEARCH")}`,
  ],
  [
    "a number that loses digits",
    { appEnvironment: { VERSION: 1.1 } },
    "appEnvironment.VERSION: given 1.1; allowed: text in quotes, as 1.10 without them is 1.1",
  ],
  [
    "a list",
    { appEnvironment: { HOSTS: ["a", "b"] } },
    'appEnvironment.HOSTS: given ["a","b"]; allowed: text; a list or an object as its JSON in quotes',
  ],
  [
    "nothing as a value",
    { appEnvironment: { HOSTS: null } },
    "appEnvironment.HOSTS: given null; allowed: text; a list or an object as its JSON in quotes",
  ],
  [
    "one value for a role",
    { appEnvironment: { web: "x" } },
    "appEnvironment.web: given one value; allowed: names and values that web alone has, such as appEnvironment.web.LOG_LEVEL",
  ],
  [
    "one secret for a role",
    { appSecrets: { worker: secure("v1:x") } },
    "appSecrets.worker: given one value; allowed: names and values that worker alone has, such as appSecrets.worker.LOG_LEVEL",
  ],
  [
    "a NUL character",
    { appEnvironment: { A: "a\0b" } },
    "appEnvironment.A: given text with a NUL character; allowed: text without one: an environment ends there",
  ],
  [
    "a variable that no process can have",
    { appEnvironment: { A: "x".repeat(131_070) } },
    "appEnvironment.A: given 131073 bytes; allowed: at most 131072 bytes with its name: Linux starts no process with a longer variable; put it into a file of the image or into the asset bucket",
  ],
  [
    "a plain secret",
    { appSecrets: { STRIPE_KEY: "sk_live_hunter2" } },
    "appSecrets.STRIPE_KEY: given a plain value; allowed: a Pulumi secret, or the ARN of a secret in Secrets Manager; set it with: pulumi config set --secret --path 'appSecrets.STRIPE_KEY', which asks for the value. The plain value is in a file: take a new one",
  ],
  [
    "an empty secret",
    { appSecrets: { STRIPE_KEY: "" }, secretKeys: DECRYPTED },
    "appSecrets.STRIPE_KEY: given an empty text; allowed: a secret; set it with: pulumi config set --secret --path 'appSecrets.STRIPE_KEY', which asks for the value",
  ],
  [
    "the ARN of something else",
    { appSecrets: { STRIPE_KEY: "arn:aws:ssm:us-east-1:123456789012:parameter/hunter2" } },
    "appSecrets.STRIPE_KEY: given an ARN of another form; allowed: the whole ARN of a secret in Secrets Manager, such as arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-AbCdEf, with :KEY:: behind it for one key of its JSON",
  ],
  [
    "one name twice",
    { appEnvironment: { STRIPE_KEY: "test" }, appSecrets: { web: { STRIPE_KEY: ARN } } },
    "appSecrets.STRIPE_KEY: given a name that appEnvironment has too, for web; allowed: one of the two",
  ],
])("refuses %s", (_name, given, message) => {
  const [first, ...others] = problems(given);
  expect(first).toBe(message);
  // The next release has what web has.
  expect(others.filter((other) => !other.includes("for next"))).toEqual([]);
  expect(JSON.stringify([first, ...others])).not.toMatch(/hunter2|s3cret-word/);
});

test("a role has at most what fits its ConfigMap and its Secret", () => {
  const values = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`BIG_${index}`, "x".repeat(125_000)]),
  );
  expect(problems({ appEnvironment: { worker: values } })).toEqual([
    "appEnvironment: given 1000056 bytes with appSecrets, for worker; allowed: at most 1000000: they must fit one ConfigMap and one Secret",
  ]);
});

test("a number of tokens is no secret", () => {
  expect(
    problems({ appEnvironment: { MAX_TOKENS: 4096, TOKENS_PER_MINUTE: "9", TOKENIZER: "o200k" } }),
  ).toEqual([]);
});
