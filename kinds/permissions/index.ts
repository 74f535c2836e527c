import type { KINDS } from "..";
import { BACKUP_PERMISSIONS } from "./backups";
import { CACHE_PERMISSIONS } from "./caches";
import { CLUSTER_PERMISSIONS } from "./cluster";
import { DATABASE_PERMISSIONS } from "./databases";
import { EDGE_PERMISSIONS } from "./edge";
import { IDENTITY_PERMISSIONS } from "./identity";
import { KEY_PERMISSIONS } from "./keys";
import { LOAD_BALANCER_PERMISSIONS } from "./load-balancer";
import { NETWORK_PERMISSIONS } from "./network";
import { OPERATIONS_PERMISSIONS } from "./operations";
import type { Permissions } from "./permissions";
import { STORAGE_PERMISSIONS } from "./storage";

/** Types of the catalogue that AWS makes; the cluster's own access lets a deployer make all others. */
type AwsType = Extract<(typeof KINDS)[number]["type"], `aws:${string}`>;

/** What a deployer needs, by type; a type of the catalogue that is missing does not compile. */
const PERMISSIONS: Readonly<Record<AwsType, Permissions>> = {
  ...NETWORK_PERMISSIONS,
  ...CLUSTER_PERMISSIONS,
  ...IDENTITY_PERMISSIONS,
  ...KEY_PERMISSIONS,
  ...DATABASE_PERMISSIONS,
  ...BACKUP_PERMISSIONS,
  ...CACHE_PERMISSIONS,
  ...STORAGE_PERMISSIONS,
  ...LOAD_BALANCER_PERMISSIONS,
  ...EDGE_PERMISSIONS,
  ...OPERATIONS_PERMISSIONS,
};

const byType: ReadonlyMap<string, Permissions> = new Map(Object.entries(PERMISSIONS));

/** Of a type; undefined for one of which nothing is known, and for one that is not AWS's. */
export const permissionsFor = (type: string): Permissions | undefined => byType.get(type);

/** Types with an entry. */
export const PERMITTED_TYPES: readonly string[] = [...byType.keys()];

/** What the program asks by itself, whatever it builds. */
export const PROGRAM_PERMISSIONS: Permissions = {
  grants: [
    {
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeManagedPrefixLists",
        "ec2:GetManagedPrefixListEntries",
        "eks:DescribeAddonVersions",
        "eks:ListClusters",
      ],
    },
    {
      actions: ["eks:DescribeCluster"],
      on: ["arn:{partition}:eks:{region}:{account}:cluster/{aws:eks/cluster:Cluster}"],
    },
    {
      actions: ["ssm:GetParametersByPath"],
      on: ["arn:{partition}:ssm:{region}:{account}:parameter/nat/{aws:ssm/parameter:Parameter}"],
    },
    {
      actions: ["ssm:GetParameter"],
      on: ["arn:{partition}:ssm:{region}::parameter/aws/service/*"],
    },
  ],
  source: "the program's own calls: stacks/site.ts, stacks/nat-generation.ts and the components",
};
