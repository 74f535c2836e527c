import { isRecord } from "../../models/manifest/values";
import { onceFor } from "../once-for";
import type { PolicyResource, StackRule } from "../rule";

const ACCOUNT = /^arn:[\w-]*:[\w-]*:[\w-]*:(\d{12}):/;

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

const accountOf = (arn: string): string | undefined => ACCOUNT.exec(arn)?.[1];

interface Named {
  readonly resource: PolicyResource;
  readonly arn: string;
  readonly account: string;
}

/** The account that most ARNs are of: a stack lives in one. */
function ownAccount(named: readonly Named[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { account } of named) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

export const forbidForeignAccounts: StackRule = {
  id: "forbid-foreign-accounts",
  title: "Nothing rests on another account, and none is let in",
  rationale: "What lies in another account is read, changed or taken away by people whom nobody here knows.",
  remedy: "Name a resource of the stack's own account; a partner gets a waiver with his name.",
  severity: "critical",
  source: "AWS Well-Architected, SEC03-BP07",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const named = resources.flatMap((resource) =>
      arnsOf(resource).flatMap((arn): Named[] => {
        const account = accountOf(arn);
        return account === undefined ? [] : [{ resource, arn, account }];
      }),
    );
    const own = ownAccount(named);
    return named
      .filter(({ account }) => account !== own)
      .map(({ resource, arn }) => ({
        urn: resource.urn,
        wrong: `it names ${arn}`,
        allowed: `account ${String(own)}`,
      }));
  },
};
