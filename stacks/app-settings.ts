import { reservedBy } from "../components/app/reserved-names";
import { show, type Problem } from "../tiers";
import { plainValue, secretValue, type SecretSource } from "./app-values";

/** Parts of the product that may have settings of their own. */
export const SETTING_ROLES = ["web", "worker", "next", "migration"] as const;
export type SettingRole = (typeof SETTING_ROLES)[number];

/** What pods of one role get beside the contract, by the name of the variable. */
export interface RoleSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretSource>>;
}

/** Of every role: what all have, with what is its own. The next release has what `web` has, too. */
export type AppSettings = Readonly<Record<SettingRole, RoleSettings>>;

/** Values of the configuration as they are given; undefined where there is none. */
export interface GivenSettings {
  readonly appEnvironment?: unknown;
  readonly appSecrets?: unknown;
  /** Keys that hold a Pulumi secret, at any depth. */
  readonly secretKeys: readonly string[];
  /** `appSecrets` as the stack's file has it, encrypted; undefined where the file is not known. */
  readonly appSecretsInFile?: unknown;
}

/** An object of JavaScript holds no entry of that one name. */
const NAME = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/;
const NAME_LENGTH_MAX = 128;
/** One `NAME=value`, with the byte that ends it (Linux, MAX_ARG_STRLEN: 32 pages). */
const VARIABLE_BYTES_MAX = 131_072;
/** Together they must fit one ConfigMap and one Secret of a mebibyte, and the room for a process's environment. */
const ROLE_BYTES_MAX = 1_000_000;

type Key = "appEnvironment" | "appSecrets";

/** One variable as it is written; the role is null where all have it. */
interface Entry {
  readonly role: SettingRole | null;
  readonly name: string;
  readonly value: unknown;
  readonly path: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isRole = (key: string): key is SettingRole => SETTING_ROLES.some((role) => role === key);
const stepOf = (name: string): string => (NAME.test(name) ? name : show(name));

/** The variables of a key, and what is wrong with its structure. */
function entriesOf(key: Key, given: unknown): { readonly entries: Entry[]; readonly problems: Problem[] } {
  // Anything but an object is refused by the schema of the settings.
  if (!isObject(given)) return { entries: [], problems: [] };
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const path = `${key}.${stepOf(name)}`;
    if (!isRole(name)) entries.push({ role: null, name, value, path });
    else if (isObject(value) && !("secure" in value))
      for (const [own, inner] of Object.entries(value))
        entries.push({ role: name, name: own, value: inner, path: `${path}.${stepOf(own)}` });
    else
      problems.push({
        path,
        given: "one value",
        allowed: `names and values that ${name} alone has, such as ${path}.LOG_LEVEL`,
      });
  }
  return { entries, problems };
}

function nameProblem({ name, path }: Entry): Problem | undefined {
  if (!NAME.test(name) || name.length > NAME_LENGTH_MAX)
    return {
      path,
      given: `the name ${show(name)}`,
      allowed: `letters, digits and underscores, not beginning with a digit, at most ${NAME_LENGTH_MAX}, such as LOG_LEVEL`,
    };
  const allowed = reservedBy(name);
  return allowed === null ? undefined : { path, given: `the name ${show(name)}`, allowed };
}

const bytesOf = (name: string, text: string): number => Buffer.byteLength(`${name}=${text}`) + 1;

/** Bytes of a secret that AWS keeps are not known yet. */
const textOf = (source: SecretSource): string => (source.kind === "given" ? source.value : "");

function textProblem({ name, path }: Entry, text: string): Problem | undefined {
  if (text.includes("\0"))
    return {
      path,
      given: "text with a NUL character",
      allowed: "text without one: an environment ends there",
    };
  const bytes = bytesOf(name, text);
  return bytes <= VARIABLE_BYTES_MAX
    ? undefined
    : {
        path,
        given: `${bytes} bytes`,
        allowed: `at most ${VARIABLE_BYTES_MAX} bytes with its name: Linux starts no process with a longer variable; put it into a file of the image or into the asset bucket`,
      };
}

/** What one key gives to each role, with what is wrong with single variables. */
function readKey<Value>(
  key: Key,
  given: unknown,
  read: (entry: Entry) => { readonly value: Value } | { readonly problem: Problem },
  text: (value: Value) => string,
) {
  const { entries, problems } = entriesOf(key, given);
  const values = entries.flatMap((entry) => {
    const outcome = read(entry);
    const wrong =
      nameProblem(entry) ??
      ("problem" in outcome ? outcome.problem : textProblem(entry, text(outcome.value)));
    if (wrong !== undefined) problems.push(wrong);
    return wrong === undefined && "value" in outcome ? [{ ...entry, value: outcome.value }] : [];
  });
  const of = (...roles: readonly (SettingRole | null)[]): Record<string, Value> =>
    Object.fromEntries(
      roles.flatMap((role) =>
        values.filter((entry) => entry.role === role).map(({ name, value }) => [name, value] as const),
      ),
    );
  return { problems, byRole: Object.fromEntries(SETTING_ROLES.map((role) => [role, of(...layers(role))])) };
}

/** Whose variables a role has; the later one counts. */
const layers = (role: SettingRole): readonly (SettingRole | null)[] =>
  role === "next" ? [null, "web", "next"] : [null, role];

function roleProblems(role: SettingRole, { environment, secrets }: RoleSettings): Problem[] {
  const twice = Object.keys(environment).filter((name) => Object.hasOwn(secrets, name));
  const bytes = [
    ...Object.entries(environment),
    ...Object.entries(secrets).map(([name, source]) => [name, textOf(source)] as const),
  ].reduce((sum, [name, text]) => sum + bytesOf(name, text), 0);
  return [
    ...twice.map((name) => ({
      path: `appSecrets.${name}`,
      given: `a name that appEnvironment has too, for ${role}`,
      allowed: "one of the two",
    })),
    ...(bytes <= ROLE_BYTES_MAX
      ? []
      : [
          {
            path: "appEnvironment",
            given: `${bytes} bytes with appSecrets, for ${role}`,
            allowed: `at most ${ROLE_BYTES_MAX}: they must fit one ConfigMap and one Secret`,
          },
        ]),
  ];
}

/** Whether the stack's file holds the value in clear, beside others that are encrypted. */
function isPlainIn(file: unknown, { role, name }: Entry): boolean {
  const part = role === null || !isObject(file) ? file : file[role];
  return isObject(part) && Object.hasOwn(part, name) && !isObject(part[name]);
}

const sameProblem = (a: Problem, b: Problem): boolean => a.path === b.path && a.allowed === b.allowed;

/**
 * What the product has of its own, for each role, and everything that is wrong with it. No problem shows a value of
 * `appSecrets`.
 */
export function readAppSettings({
  appEnvironment,
  appSecrets,
  secretKeys,
  appSecretsInFile,
}: GivenSettings): {
  readonly settings: AppSettings;
  readonly problems: readonly Problem[];
} {
  const environment = readKey(
    "appEnvironment",
    appEnvironment,
    (entry) => plainValue(entry, secretKeys.includes("appEnvironment")),
    (text) => text,
  );
  const secrets = readKey(
    "appSecrets",
    appSecrets,
    (entry) => secretValue(entry, secretKeys.includes("appSecrets") && !isPlainIn(appSecretsInFile, entry)),
    textOf,
  );
  const settings = Object.fromEntries(
    SETTING_ROLES.map((role) => [
      role,
      { environment: environment.byRole[role] ?? {}, secrets: secrets.byRole[role] ?? {} },
    ]),
  ) as AppSettings;
  const all = [
    ...environment.problems,
    ...secrets.problems,
    ...SETTING_ROLES.flatMap((role) => roleProblems(role, settings[role])),
  ];
  // What all roles have is wrong in each of them.
  const problems = all.filter(
    (problem, index) => all.findIndex((other) => sameProblem(problem, other)) === index,
  );
  return { settings, problems };
}
