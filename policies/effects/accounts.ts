import { at, isRecord, listOf } from "../../models/manifest/values";
import { onceFor } from "../once-for";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";

export const BACKUP_PLAN = "aws:backup/plan:Plan";

const ACCOUNT = /^arn:[\w-]*:[\w-]*:[\w-]*:(\d{12}):/;

/** Account of an ARN; undefined where it has none, as that of a bucket. */
export const accountOf = (arn: string): string | undefined => ACCOUNT.exec(arn)?.[1];

/** Every ARN with an account in a value, whose JSON texts are read too. */
function arnsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    if (value.startsWith("{")) return [...value.matchAll(/"(arn:[^"]+)"/g)].map(([, arn = ""]) => arn);
    return value.startsWith("arn:") ? [value] : [];
  }
  if (Array.isArray(value)) return value.flatMap(arnsIn);
  return isRecord(value) ? Object.values(value).flatMap(arnsIn) : [];
}

const arnsOf = onceFor(({ inputs }: PolicyResource) => arnsIn(inputs));

/** An ARN that a resource names, with its account. */
export interface NamedArn {
  readonly resource: PolicyResource;
  readonly arn: string;
  readonly account: string;
}

export const namedArns = onceFor((resources: readonly PolicyResource[]): readonly NamedArn[] =>
  resources.flatMap((resource) =>
    arnsOf(resource).flatMap((arn): NamedArn[] => {
      const account = accountOf(arn);
      return account === undefined ? [] : [{ resource, arn, account }];
    }),
  ),
);

/** The account that most ARNs are of: a stack lives in one. */
export const ownAccount = onceFor((resources: readonly PolicyResource[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const { account } of namedArns(resources)) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
});

/** Vaults to which the stack's plans copy. */
export const copyVaults = onceFor((resources: readonly PolicyResource[]): readonly string[] =>
  resources
    .filter(({ type }) => type === BACKUP_PLAN)
    .flatMap(({ inputs }) => listOf(inputs["rules"]))
    .flatMap((rule) => listOf(at(rule, "copyActions")))
    .map((action) => textOf(at(action, "destinationVaultArn"))),
);

/** The one other account to which the stack copies its databases; undefined where there is none, or more than one. */
export const backupAccount = onceFor((resources: readonly PolicyResource[]): string | undefined => {
  const [account, ...others] = new Set(copyVaults(resources).map(accountOf));
  return others.length > 0 || account === ownAccount(resources) ? undefined : account;
});
