import { z } from "zod";
import type { ClusterLogin } from "../components/cluster/kubeconfig";
import type { PlatformContext } from "../components/shared/context";
import { physicalName, type NamedType } from "../components/shared/names";
import {
  arnParts,
  InputError,
  nearestTier,
  parseTierName,
  pilotProblems,
  restoreProblems,
  singleRestoreProblems,
  shardNames,
  show,
  stackTier,
  tierNamed,
  TIER_NAMES,
  unwrapSchema,
  type Problem,
  type StackPosition,
  type TierSpec,
} from "../tiers";
import { readAppSettings, type AppSettings } from "./app-settings";
import { backupAccountProblems } from "./backup-account";
import { clusterLogin, type CredentialsText } from "./cluster-login";
import { decommissionProblems } from "./decommission";
import { hiding } from "./hidden";
import { missingRecoveryRegion, recoveryRegionProblems } from "./recovery-region";
import { regionProblems } from "./region";
import { restoredFromProblems } from "./restored-from";
import { settingWay } from "./setting-commands";
import { parseSettings, settingsSchema, type StackSettings } from "./settings";

/** A stack's configuration as Pulumi stores it. */
export interface ConfigText {
  readonly project: string;
  readonly stack: string;
  /** Under `aws:region`. */
  readonly region: string | undefined;
  /** Default: those of whoever runs Pulumi. */
  readonly credentials?: CredentialsText;
  /** Under the project's own prefix, which is left out of the keys; objects as JSON text. */
  readonly values: Readonly<Record<string, string>>;
  /** Those of them that hold a Pulumi secret, at any depth; no message shows their values. Default: none. */
  readonly secretKeys?: readonly string[];
  /** `appSecrets` as the stack's file has it: of an object the engine does not say which values it has decrypted. */
  readonly appSecretsInFile?: unknown;
}

export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly tier: TierSpec;
  /** What it asks for on the way between tiers. */
  readonly position: StackPosition;
  readonly settings: StackSettings;
  readonly appSettings: AppSettings;
  readonly login: ClusterLogin;
}

/** What every physical name is made of. */
export const nameParts = ({
  project,
  stack,
  settings,
}: Pick<StackConfig, "project" | "stack" | "settings">): Pick<
  PlatformContext,
  "project" | "stack" | "environment"
> => ({
  project,
  stack,
  environment: settings.environment ?? stack,
});

const isText = (schema: z.core.$ZodType): boolean => {
  const inner = unwrapSchema(schema);
  return inner instanceof z.ZodString || inner instanceof z.ZodEnum || inner instanceof z.ZodEmail;
};

/** Pulumi stores every value as text; lists, objects and switches are JSON in it. */
function decode(key: string, text: string, isSecret: boolean): { value?: unknown; problem?: Problem } {
  const schema = Object.hasOwn(settingsSchema.shape, key)
    ? (settingsSchema.shape as Record<string, z.core.$ZodType>)[key]
    : undefined;
  if (schema === undefined || isText(schema)) return { value: text };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // The value stands in the message; why JSON.parse refused it would not help its author.
    const allowed =
      settingWay(key, schema, isSecret ? undefined : text) ?? "JSON: a list, an object, true or false";
    return { problem: { path: key, given: show(text), allowed } };
  }
}

function tierOf(text: string | undefined): { tier?: TierSpec; problem?: Problem } {
  const allowed = `${TIER_NAMES.join(", ")}; set it with: pulumi config set tier ${text === undefined ? "500" : (nearestTier(text) ?? "500")}`;
  if (text === undefined) return { problem: { path: "tier", given: "nothing", allowed } };
  try {
    return { tier: tierNamed(parseTierName(text)) };
  } catch (error) {
    if (error instanceof InputError) return { problem: { path: "tier", given: show(text), allowed } };
    throw error;
  }
}

/** All of them are of one account, which is compared with that of the credentials when AWS is asked. */
const accountOf = ([arn = ""]: readonly string[]): string => arnParts(arn).account;

/** First line of every refusal of a stack's values. */
export const refusedHeading = (stack: string): string => `The configuration of stack "${stack}" is refused:`;

/**
 * Validates the configuration of a stack.
 * @param sizes where the caller has resolved them; the configuration then names none
 * @throws InputError listing every problem of the stack's values, or of the overrides
 */
export function parseStackConfig(
  { project, stack, region, credentials = {}, values: texts, secretKeys = [], appSecretsInFile }: ConfigText,
  sizes?: TierSpec,
): StackConfig {
  const given = ["tier", "overrides", "phase"].filter((key) => Object.hasOwn(texts, key));
  if (sizes !== undefined && given.length > 0)
    throw new Error(`The sizes are given twice: resolved, and by ${given.join(", ")} of the configuration.`);
  const { tier: base, problem: tierProblem } = sizes === undefined ? tierOf(texts["tier"]) : { tier: sizes };
  const decoded = Object.entries(texts)
    .filter(([key]) => key !== "tier")
    .map(([key, text]) => ({ key, ...decode(key, text, secretKeys.includes(key)) }));
  const { login, problem: loginProblem } = clusterLogin(credentials);
  const hide = hiding(["appSecrets", ...secretKeys]);
  const problems: Problem[] = [
    ...regionProblems(region, texts["rdsRootCertificates"]),
    ...recoveryRegionProblems(region, texts["disasterRecoveryRegion"]),
    ...(loginProblem === undefined ? [] : [loginProblem]),
    ...(tierProblem === undefined ? [] : [hide(tierProblem)]),
    ...decoded.flatMap(({ problem }) => (problem === undefined ? [] : [hide(problem)])),
  ];
  const values = Object.fromEntries(
    decoded.filter(({ problem }) => problem === undefined).map(({ key, value }) => [key, value]),
  );
  const heading = refusedHeading(stack);
  const app = readAppSettings({ ...values, secretKeys, appSecretsInFile });
  const settings = parseSettings(values, heading, {
    problemsSoFar: [...problems, ...app.problems],
    hide,
  });
  if (base === undefined || region === undefined) throw new InputError(heading, problems);
  const tier = sizes ?? stackTier(base, settings, { stack, heading });
  // A caller with sizes of its own reports, maybe under another name than that of the stack.
  const nameOf = (type: NamedType, role: string): string | undefined =>
    sizes === undefined ? physicalName(nameParts({ project, stack, settings }), type, role) : undefined;
  const place = { region, account: accountOf(settings.deployerRoleArns) };
  const refused = [
    ...missingRecoveryRegion(settings.disasterRecoveryRegion, tier.operations.disasterRecovery),
    ...decommissionProblems(settings.decommission, tier.postgres.shardCount),
    ...restoreProblems(
      settings.restore,
      shardNames(tier.postgres.shardCount),
      settings.rotation.postgres.phase !== undefined,
      (role) => nameOf("aws:rds/instance:Instance", role),
    ),
    ...backupAccountProblems(settings.backupAccount, place),
    ...restoredFromProblems(settings.restore, place),
    ...pilotProblems(settings.pilot, tier.postgres, settings.restore, place),
    ...singleRestoreProblems(settings.restore, (role) =>
      nameOf("aws:elasticache/replicationGroup:ReplicationGroup", `valkey-${role}`),
    ),
  ];
  if (refused.length > 0) throw new InputError(heading, refused);
  const { phase } = settings;
  const position: StackPosition = {
    // In the phases before it moves, the sizes of a stack are those of the tier it comes from.
    tier: base.name,
    phase: phase === undefined ? null : { from: parseTierName(phase.from), name: phase.name },
  };
  return { project, stack, region, tier, position, settings, appSettings: app.settings, login };
}
