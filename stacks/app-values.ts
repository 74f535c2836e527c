import { SECRET_NAME, URL_WITH_PASSWORD } from "../kinds/kubernetes/secret-name";
import { show, type Problem } from "../tiers";

/** Where the value of a secret comes from. */
export type SecretSource =
  | { readonly kind: "given"; readonly value: string }
  /** Read from Secrets Manager at each `up`; of a secret that is JSON, one key of it. */
  | {
      readonly kind: "stored";
      readonly arn: string;
      readonly region: string;
      readonly jsonKey: string | null;
    };

interface Given {
  readonly name: string;
  readonly value: unknown;
  readonly path: string;
}

type Outcome<Value> = { readonly value: Value } | { readonly problem: Problem };

const refused = (path: string, given: string, allowed: string) => ({ problem: { path, given, allowed } });

/** A value that Pulumi has encrypted, as a stack's file holds it. */
const ciphertextOf = (value: unknown): string | undefined => {
  const secure = typeof value === "object" && value !== null && "secure" in value ? value.secure : undefined;
  return typeof secure === "string" ? secure : undefined;
};

const asSecret = (path: string): string => path.replace(/^appEnvironment/, "appSecrets");
const setSecret = (path: string): string =>
  `pulumi config set --secret --path '${asSecret(path)}', which asks for the value`;
const remove = (path: string): string => `pulumi config rm --path '${path}'`;

/**
 * A value of `appEnvironment`.
 * @param isSecret whether Pulumi keeps something in `appEnvironment` as a secret
 */
export function plainValue({ name, value, path }: Given, isSecret: boolean): Outcome<string> {
  if (isSecret || ciphertextOf(value) !== undefined)
    return refused(
      path,
      "a secret",
      `what everyone who may read the cluster may know; move each secret: ${remove(path)}, then ${setSecret(path)}`,
    );
  if (SECRET_NAME.test(name) || (typeof value === "string" && URL_WITH_PASSWORD.test(value)))
    return refused(
      path,
      SECRET_NAME.test(name) ? "the name of a secret" : "an address with a password",
      `what everyone who may read the cluster may know; make it a secret: ${remove(path)}, then ${setSecret(path)}`,
    );
  if (typeof value === "string") return { value };
  // `pulumi config set --path` stores digits as a number, and true and false as what they are.
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return { value: String(value) };
  return typeof value === "number"
    ? refused(path, show(value), `text in quotes, as 1.10 without them is 1.1`)
    : refused(path, show(value), "text; a list or an object as its JSON in quotes");
}

const ARN =
  /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6}(?::([^:]+)::)?$/;

/** Of the ARN of a secret, as ECS writes it too: `arn:…:secret:name-AbCdEf`, with `:KEY::` behind it for a key of its JSON. */
function storedIn(text: string): SecretSource | undefined {
  const [, region, jsonKey = null] = ARN.exec(text) ?? [];
  if (region === undefined) return undefined;
  const arn = jsonKey === null ? text : text.slice(0, -`:${jsonKey}::`.length);
  return { kind: "stored", arn, region, jsonKey };
}

/**
 * A value of `appSecrets`. No problem shows it.
 * @param isSecret whether Pulumi keeps something in `appSecrets` as a secret: it does not say what
 */
export function secretValue({ value, path }: Given, isSecret: boolean): Outcome<SecretSource> {
  const ciphertext = ciphertextOf(value);
  if (ciphertext !== undefined) return { value: { kind: "given", value: ciphertext } };
  if (value === "") return refused(path, "an empty text", `a secret; set it with: ${setSecret(path)}`);
  if (typeof value === "string") {
    const stored = storedIn(value);
    if (stored !== undefined) return { value: stored };
    if (value.startsWith("arn:"))
      return refused(
        path,
        "an ARN of another form",
        "the whole ARN of a secret in Secrets Manager, such as arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-AbCdEf, with :KEY:: behind it for one key of its JSON",
      );
    if (isSecret) return { value: { kind: "given", value } };
  }
  return refused(
    path,
    "a plain value",
    `a Pulumi secret, or the ARN of a secret in Secrets Manager; set it with: ${setSecret(path)}. The plain value is in a file: take a new one`,
  );
}
