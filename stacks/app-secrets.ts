import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { OwnSettings } from "../components/app/own-settings";
import { SETTING_ROLES, type AppSettings, type SettingRole } from "./app-settings";
import type { SecretSource } from "./app-values";

/** A secret of Secrets Manager, and the variable that gets it. */
export type StoredSecret = Extract<SecretSource, { kind: "stored" }> & { readonly name: string };
export type ReadSecret = (secret: StoredSecret) => pulumi.Output<string>;

/** The part of a secret that a variable gets. @throws RunError that shows nothing of it */
export function partOf(text: string, { name, arn, jsonKey }: StoredSecret): string {
  const refused = (given: string, allowed: string): pulumi.RunError =>
    new pulumi.RunError(`appSecrets.${name}: given ${given} in ${arn}; allowed: ${allowed}`);
  if (text === "") throw refused("no text", "a secret with a text; bytes are read by the application itself");
  if (jsonKey === null) return text;
  let value: unknown;
  try {
    value = (JSON.parse(text) as Record<string, unknown> | null)?.[jsonKey];
  } catch {
    // What JSON.parse says quotes the secret.
    throw refused(
      "no JSON",
      `a JSON object with the key "${jsonKey}", or an ARN without :${jsonKey}:: at its end`,
    );
  }
  if (typeof value === "string" && value !== "") return value;
  throw refused(`no text under the key "${jsonKey}"`, "a key of its JSON that holds a text");
}

const readFromAws: ReadSecret = (secret) =>
  aws.secretsmanager
    .getSecretVersionOutput({ secretId: secret.arn, region: secret.region })
    .secretString.apply((text) => partOf(text, secret));

/**
 * Settings as components take them: every secret is a secret output.
 * @param read gives a secret of Secrets Manager. Default: AWS is asked, once for each variable
 */
export function ownSettings(
  settings: AppSettings,
  read: ReadSecret = readFromAws,
): Record<SettingRole, OwnSettings> {
  const known = new Map<string, pulumi.Output<string>>();
  const secretOf = (name: string, source: SecretSource): pulumi.Output<string> => {
    // What all roles have is read for one of them.
    const key = JSON.stringify([name, source]);
    const secret =
      known.get(key) ?? pulumi.secret(source.kind === "given" ? source.value : read({ ...source, name }));
    known.set(key, secret);
    return secret;
  };
  const of = ({ environment, secrets }: AppSettings[SettingRole]): OwnSettings => ({
    environment,
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([name, source]) => [name, secretOf(name, source)]),
    ),
  });
  return Object.fromEntries(SETTING_ROLES.map((role) => [role, of(settings[role])])) as Record<
    SettingRole,
    OwnSettings
  >;
}
