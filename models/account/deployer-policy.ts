import { z } from "zod";
import { deployerStatements, type Deployment, type Statement } from "./statements";

/**
 * Characters of a managed policy, white space not counted, and policies on a role without asking for more:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_CHARACTERS_MAX = 6144;
const POLICIES_PER_ROLE_MAX = 10;

const texts = z.array(z.string());
const documentSchema = z.strictObject({
  name: z.string().describe("Name for the managed policy"),
  characters: z.int().describe("As IAM counts them, at most 6,144"),
  document: z
    .strictObject({
      Version: z.literal("2012-10-17"),
      Statement: z.array(
        z.strictObject({
          Effect: z.literal("Allow"),
          Action: texts,
          Resource: texts,
          Condition: z.record(z.string(), z.record(z.string(), z.union([z.string(), texts]))).optional(),
        }),
      ),
    })
    .describe("As IAM takes it"),
});

export const deployerPolicySchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    stack: z.string(),
    account: z.string(),
    region: z.string(),
    documents: z.array(documentSchema),
  })
  .meta({
    id: "DeployerPolicy",
    title: "What the role that deploys a stack needs",
    description: "Printed by `scale deployer-policy --json`",
  });

export type DeployerPolicy = z.infer<typeof deployerPolicySchema>;
type PolicyDocument = DeployerPolicy["documents"][number]["document"];

const documentOf = (statements: readonly Statement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map((each) => ({
    ...each,
    Action: [...each.Action],
    Resource: [...each.Resource],
    ...(each.Condition === undefined
      ? {}
      : {
          Condition: Object.fromEntries(
            Object.entries(each.Condition).map(([operator, keys]) => [
              operator,
              Object.fromEntries(
                Object.entries(keys).map(([key, value]) => [
                  key,
                  typeof value === "string" ? value : [...value],
                ]),
              ),
            ]),
          ),
        }),
  })) as PolicyDocument["Statement"],
});

const charactersOf = (document: PolicyDocument): number => JSON.stringify(document).replace(/\s/g, "").length;

/** A statement that is too long for one document, in parts. */
function parts(statement: Statement): Statement[] {
  if (charactersOf(documentOf([statement])) <= POLICY_CHARACTERS_MAX) return [statement];
  const half = Math.ceil(statement.Action.length / 2);
  return [statement.Action.slice(0, half), statement.Action.slice(half)].flatMap((Action) =>
    parts({ ...statement, Action }),
  );
}

/** Puts statements, the longest first, into the first document that has room for them. */
function packed(statements: readonly Statement[]): PolicyDocument[] {
  const length = (each: Statement): number => JSON.stringify(each).length;
  const bins: Statement[][] = [];
  for (const statement of statements.flatMap(parts).sort((a, b) => length(b) - length(a))) {
    const bin = bins.find((each) => charactersOf(documentOf([...each, statement])) <= POLICY_CHARACTERS_MAX);
    if (bin === undefined) bins.push([statement]);
    else bin.push(statement);
  }
  return bins.map(documentOf);
}

/**
 * The managed policies of the role that deploys a stack.
 * @throws Error when they are more than a role takes
 */
export function deployerPolicy(stack: string, deployment: Deployment): DeployerPolicy {
  const documents = packed(deployerStatements(deployment));
  if (documents.length > POLICIES_PER_ROLE_MAX)
    throw new Error(`${documents.length} policies are more than a role takes, ${POLICIES_PER_ROLE_MAX}.`);
  return {
    schemaVersion: 1,
    stack,
    account: deployment.account,
    region: deployment.region,
    documents: documents.map((document, index) => ({
      name: `${stack}-deployer-${index + 1}`,
      characters: charactersOf(document),
      document,
    })),
  };
}
