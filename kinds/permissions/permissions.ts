/** IAM actions that one Pulumi resource type needs of whoever deploys it, on the same objects. */
export interface Grant {
  /** Such as `rds:CreateDBInstance`; never a wildcard. */
  readonly actions: readonly string[];
  /**
   * ARNs, with `{partition}`, `{region}`, `{account}`, `{<Pulumi type>}` for the beginning of the names of a type,
   * `{deletable}` for the name of each object that does not outlive the stack, with `*` after a prefix, and `{<input>}` for
   * each value that an input of the type has. Absent: `*`, for what only reads, and where IAM takes nothing narrower.
   */
  readonly on?: readonly string[];
  /** Only objects that carry the tags `project` and `environment` of the stack. */
  readonly onlyTagged?: true;
  /** Operator, key and value of a condition; the value may be `{<input>}`. */
  readonly condition?: readonly [operator: string, key: string, value: string];
  /** Left out where every object of the type outlives the stack. */
  readonly deletes?: true;
}

/** What a deployer needs for one resource type: to create, read, change, tag and delete it. */
export interface Permissions {
  readonly grants: readonly Grant[];
  /** Services to which a role is handed with it (`iam:PassedToService`). */
  readonly passesRolesTo?: readonly string[];
  /** Service whose role in the account AWS makes with the first object. */
  readonly serviceLinkedRole?: string;
  /** Where the actions were read. */
  readonly source: string;
}

/** A resource schema of CloudFormation lists, by handler, what its own provider calls; Pulumi's calls the same API. */
export const cloudFormationSource = (type: string): string =>
  `handlers in CloudFormation's resource schema of ${type}, read in August 2026; https://docs.aws.amazon.com/service-authorization/latest/reference/`;
