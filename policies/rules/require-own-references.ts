import { isPilot } from "../../kinds/rds/replica";
import { SAFE_TYPES, safetyOf } from "../../kinds/safety";
import { valuesAt } from "../../kinds/safety/values-at";
import { backupAccount } from "../effects/accounts";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { onceFor } from "../once-for";
import { shown } from "../read";
import type { PolicyResource, Problem, StackRule } from "../rule";

/** Objects that the cluster has from its beginning. */
const OF_KUBERNETES: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:core/v1:Namespace": ["kube-system"],
};

const REFERRING = SAFE_TYPES.filter((type) => safetyOf(type)?.refers !== undefined);

/** What a resource refers to, with the types that it may be of. */
const referredBy = onceFor(({ type, inputs }: PolicyResource) => {
  const { refers = {}, required = [] } = safetyOf(type) ?? {};
  return Object.entries(refers).flatMap(([input, given]) =>
    valuesAt(inputs, input)
      .filter(({ value }) => value !== undefined || required.includes(input))
      .map(({ path, value }) => ({ path, value, types: [given].flat() })),
  );
});

/** What a stack that waits for the loss of another region has there: without it there would be nothing to replicate. */
const SOURCE_ABROAD = "replicateSourceDb";

/** Whether it is a copy in the other account that the stack copies to; `require-copies-in-another-account` judges it. */
function isOfCopies({ inputs }: PolicyResource, path: string, { resources }: Inventory): boolean {
  const [, destination] = /^(rules\[\d+\]\.destination)\./.exec(path) ?? [];
  if (destination === undefined) return false;
  const account = valuesAt(inputs, `${destination}.account`)[0]?.value;
  return account !== undefined && account === backupAccount(resources);
}

const problemsOf = (resource: PolicyResource, inventory: Inventory): Problem[] =>
  referredBy(resource)
    .filter(({ path }) => path !== SOURCE_ABROAD || !isPilot(inventory.resources))
    .filter(({ path }) => !isOfCopies(resource, path, inventory))
    .filter(
      ({ value, types }) =>
        types.every((type) => inventory.meant(type, value) === undefined) &&
        !types.some((type) => OF_KUBERNETES[type]?.includes(String(value))),
    )
    .map(({ path, value, types }) => ({
      wrong: `${path} is ${shown(value)}`,
      allowed: `a resource of this stack, of type ${types.join(" or ")}`,
    }));

export const requireOwnReferences: StackRule = {
  id: "require-own-references",
  title: "What a resource rests on belongs to the stack",
  rationale:
    "A key, a role, a network or a topic of somebody else can be taken away, or reads what is sent to it; one that is gone leaves nothing in its place.",
  remedy: "Refer to the stack's own resource.",
  severity: "high",
  source: "kinds/safety",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return inventory
      .ofType(...REFERRING)
      .flatMap((resource) =>
        problemsOf(resource, inventory).map((problem) => ({ ...problem, urn: resource.urn })),
      );
  },
};
