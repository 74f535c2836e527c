import type { Grant, Permissions } from "../../kinds/permissions/permissions";
import { permissionsFor, PROGRAM_PERMISSIONS } from "../../kinds/permissions";
import type { ManifestResource } from "../manifest/manifest";
import { nameOf, prefixOf } from "./names-prefix";
import { textAt } from "./text-at";

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy, as IAM reads it. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/** A stack in an account. */
export interface Deployment {
  /** Everything that the stack builds, before and after a step. */
  readonly resources: readonly ManifestResource[];
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** Tags of everything that carries tags. */
  readonly project: string;
  readonly environment: string;
  /** Secrets of Secrets Manager that the configuration names. */
  readonly secretArns: readonly string[];
}

const PARTITION = "aws";
const PLACEHOLDER = /\{([^}]+)\}/;

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** Everything that a pattern stands for; a placeholder with several values gives one each. */
function fill(pattern: string, values: (placeholder: string) => readonly string[]): string[] {
  const found = PLACEHOLDER.exec(pattern);
  if (found === null) return [pattern];
  const [whole, name = ""] = found;
  return values(name).flatMap((value) => fill(pattern.replace(whole, value), values));
}

/** The name of an object, or its prefix and what the provider adds. */
function deletableName(resource: ManifestResource): string[] {
  const name = nameOf(resource);
  return name === undefined ? [] : [name.endsWith("-") ? `${name}*` : name];
}

function valuesFor(own: readonly ManifestResource[], deployment: Deployment): (name: string) => string[] {
  const { resources, region, account, environment } = deployment;
  return (name) => {
    if (name === "partition") return [PARTITION];
    if (name === "account") return [account];
    // Some of the edge is in another region than the stack.
    if (name === "region")
      return sorted(
        own.length === 0 ? [region] : own.map(({ inputs }) => textAt(inputs, "region") ?? region),
      );
    if (name === "deletable")
      return own.filter(({ retainOnDelete }) => !retainOnDelete).flatMap(deletableName);
    if (name.includes(":")) return [`${prefixOf(name, resources, environment)}*`];
    return sorted(own.flatMap(({ inputs }) => textAt(inputs, name) ?? []));
  };
}

function conditionOf(
  { onlyTagged, condition }: Grant,
  values: (name: string) => readonly string[],
  { project, environment }: Deployment,
): Condition | undefined {
  if (onlyTagged === true)
    return {
      StringEquals: { "aws:ResourceTag/environment": environment, "aws:ResourceTag/project": project },
    };
  if (condition === undefined) return undefined;
  const [operator, key, value] = condition;
  return { [operator]: { [key]: sorted(fill(value, values)) } };
}

function statementsOf(
  { grants }: Permissions,
  own: readonly ManifestResource[],
  deployment: Deployment,
): Statement[] {
  const values = valuesFor(own, deployment);
  const allStay = own.length > 0 && own.every(({ retainOnDelete }) => retainOnDelete);
  return grants
    .filter(({ deletes }) => !(deletes === true && allStay))
    .map((grant) => {
      const condition = conditionOf(grant, values, deployment);
      return {
        Effect: "Allow",
        Action: grant.actions,
        Resource: grant.on === undefined ? ["*"] : sorted(grant.on.flatMap((each) => fill(each, values))),
        ...(condition === undefined ? {} : { Condition: condition }),
      };
    });
}

/** What concerns several types at once: roles that are handed on, and those that AWS makes by itself. */
function roleStatements(needed: readonly Permissions[], deployment: Deployment): Statement[] {
  const { account, resources, environment } = deployment;
  const passed = sorted(needed.flatMap(({ passesRolesTo = [] }) => passesRolesTo));
  const made = sorted(needed.flatMap(({ serviceLinkedRole }) => serviceLinkedRole ?? []));
  const role = (name: string): string => `arn:${PARTITION}:iam::${account}:role/${name}`;
  return [
    {
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [role(`${prefixOf("aws:iam/role:Role", resources, environment)}*`)],
      Condition: { StringEquals: { "iam:PassedToService": passed } },
    },
    {
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: made.map((service) => role(`aws-service-role/${service}/*`)),
      Condition: { StringEquals: { "iam:AWSServiceName": made } },
    },
  ];
}

/** Statements with the same resources and condition are one. */
function joined(statements: readonly Statement[]): Statement[] {
  const byScope = new Map<string, Statement>();
  for (const { Action, ...scope } of statements) {
    const key = JSON.stringify(scope);
    byScope.set(key, { ...scope, Action: sorted([...(byScope.get(key)?.Action ?? []), ...Action]) });
  }
  return [...byScope.values()].map(({ Effect, Action, ...rest }) => ({ Effect, Action, ...rest }));
}

/**
 * All that whoever deploys a stack needs in IAM, in as few statements as there are sets of objects.
 * @throws Error for a type of AWS of which nothing is known; a test finds it first
 */
export function deployerStatements(deployment: Deployment): Statement[] {
  const types = sorted(deployment.resources.map(({ type }) => type)).filter((type) =>
    type.startsWith("aws:"),
  );
  const needed = types.map((type) => {
    const permissions = permissionsFor(type);
    if (permissions === undefined) throw new Error(`${type} has no entry in kinds/permissions.`);
    return { type, permissions };
  });
  const { secretArns, resources } = deployment;
  return joined([
    ...statementsOf(PROGRAM_PERMISSIONS, [], deployment),
    ...needed.flatMap(({ type, permissions }) =>
      statementsOf(
        permissions,
        resources.filter((each) => each.type === type),
        deployment,
      ),
    ),
    ...roleStatements(
      needed.map(({ permissions }) => permissions),
      deployment,
    ),
    ...(secretArns.length === 0
      ? []
      : [
          {
            Effect: "Allow" as const,
            Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
            Resource: sorted(secretArns),
          },
        ]),
  ]);
}
