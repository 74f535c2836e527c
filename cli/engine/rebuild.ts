import { findIds, type Found } from "../../models/recovery/rebuild/find-ids";
import { storedPasswords } from "../../models/recovery/rebuild/stored-passwords";
import { isCustomResource, type Manifest, type ManifestResource } from "../../models/manifest/manifest";
import { at, type Values } from "../../models/manifest/values";
import type { RebuiltState } from "../../models/reports/rebuilt-state";
import type { Cli } from "../../rehearsal/user-stack";
import { arnParts, InputError } from "../../tiers";
import type { Aws } from "./aws-cli";

export interface RebuildRequest {
  readonly cli: Cli;
  readonly project: string;
  readonly stack: string;
  /** What the stack's configuration makes. */
  readonly manifest: Manifest;
  /** ARNs of the roles that deploy it, which are of its account. */
  readonly deployerRoleArns: readonly string[];
  /** Configuration of the provider `aws`. */
  readonly awsConfig: Values;
  readonly aws: Aws;
  /** Whether the state is rebuilt, or only shown what it would be rebuilt from. */
  readonly isImport: boolean;
}

/** The command that prints a secret, into this process alone. */
const secretValue = (arn: string, region: string): string[] => [
  ...["secretsmanager", "get-secret-value", "--secret-id", arn, "--query", "SecretString"],
  ...["--region", region, "--output", "text"],
];

const WHO = ["sts", "get-caller-identity", "--query", "Account", "--output", "text"];

/** @throws InputError when the credentials are of another account than the stack's */
async function accountOf({ aws, deployerRoleArns, stack }: RebuildRequest): Promise<string> {
  const account = (await aws(WHO))?.trim() ?? "";
  const own = [...new Set(deployerRoleArns.map((arn) => arnParts(arn).account))];
  if (own.length === 0 || own.includes(account)) return account;
  throw new InputError(
    `The credentials are of account ${account}, and deployerRoleArns of ${stack} are of ${own.join(", ")}. Log in to that account, and run this again.`,
  );
}

/** Values of `--output text`: of a page without any, AWS prints `None`. */
const valuesOf = (printed: string | null): string[] =>
  (printed ?? "").split(/\s+/).filter((text) => text !== "" && text !== "None");

function whyNot(place: Exclude<Found, { kind: "id" } | { kind: "lost" }>): string {
  switch (place.kind) {
    case "none":
      return `nothing is found by: ${place.command}`;
    case "several":
      return `not told apart (${place.answers.join(", ")}) by: ${place.command}`;
    case "blocked":
      return `it belongs to ${place.by}, which is not found`;
  }
}

const named = ({ urn, type, name }: ManifestResource) => ({ urn, type, name });

/** Passwords in use, by logical name. They go nowhere but into the encrypted state. */
async function passwordsOf(
  { manifest, aws }: RebuildRequest,
  found: ReadonlyMap<string, Found>,
): Promise<Map<string, string>> {
  const texts = new Map<string, unknown>();
  const passwords = new Map<string, string>();
  for (const { name, secret, path } of storedPasswords(manifest)) {
    const place = found.get(secret);
    if (place?.kind !== "id") continue;
    if (!texts.has(secret)) {
      const printed = await aws(secretValue(place.id, manifest.region));
      texts.set(secret, printed === null ? {} : JSON.parse(printed));
    }
    const text = at(texts.get(secret), path);
    if (typeof text === "string") passwords.set(name, text);
  }
  return passwords;
}

/**
 * Shows what a lost state can be rebuilt from, by commands that only read, and rebuilds it when asked to.
 * @throws InputError when the credentials are of another account, the state holds something, or AWS refuses to answer
 */
export async function rebuild(request: RebuildRequest): Promise<RebuiltState> {
  const { cli, project, stack, manifest, aws, awsConfig, isImport } = request;
  const { region } = manifest;
  // Loaded by the command alone, as all that knows Pulumi's packages.
  const { demandEmptyState, rebuildState } = await import("../../rehearsal/rebuild-state");
  await demandEmptyState(cli, stack);
  const account = await accountOf(request);
  const found = await findIds(manifest, { account, region }, async ({ args }) => valuesOf(await aws(args)));
  const objects = manifest.resources.filter(isCustomResource);
  const kept = storedPasswords(manifest).filter(({ secret }) => found.get(secret)?.kind === "id");
  const passwords = isImport
    ? await passwordsOf(request, found)
    : new Map(kept.map(({ name }) => [name, ""]));
  const rebuilt = isImport
    ? await rebuildState({ cli, manifest, owner: { project, stack }, found, passwords, awsConfig })
    : null;
  const gone = new Set(rebuilt?.missing.map(({ urn }) => urn));
  const report: Pick<RebuiltState, "found" | "notFound" | "onlyInState"> = {
    found: [],
    notFound: [],
    onlyInState: [],
  };
  for (const resource of objects) {
    const place = found.get(resource.urn);
    if (place === undefined) continue;
    if (place.kind === "lost") {
      if (!passwords.has(resource.name)) report.onlyInState.push({ ...named(resource), why: place.why });
    } else if (place.kind !== "id") report.notFound.push({ ...named(resource), why: whyNot(place) });
    else if (gone.has(resource.urn))
      report.notFound.push({ ...named(resource), why: `there is nothing of the id ${place.id}` });
    else report.found.push({ ...named(resource), id: place.id });
  }
  return {
    schemaVersion: 1,
    project,
    stack,
    account,
    region,
    ...report,
    fromSecrets: [...passwords.keys()],
    adopted: rebuilt?.adopted ?? null,
    next: isImport
      ? [
          `pulumi preview --diff --stack ${stack}   # creates are what was not found`,
          `pulumi up --stack ${stack}`,
        ]
      : [`./scale recover ${stack} --rebuild --import`],
  };
}
