import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What other components need of the network. Lists hold one entry per zone, in the order of the zones. */
export interface NetworkReference {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidrBlock: string;
  readonly publicSubnetIds: readonly pulumi.Output<string>[];
  readonly privateSubnetIds: readonly pulumi.Output<string>[];
  readonly dataSubnetIds: readonly pulumi.Output<string>[];
  /** CIDR blocks of the data subnets, for NetworkPolicies. */
  readonly dataCidrBlocks: readonly string[];
  /** CIDR blocks of the private subnets; pods, and the load balancer, have their addresses there. */
  readonly privateCidrBlocks: readonly string[];
  /** A VPC origin of CloudFront needs it attached. */
  readonly internetGateway: pulumi.Resource;
  /** The routes out; nodes cannot join without them. */
  readonly egressReady: readonly pulumi.Resource[];
}

/** What other components need of the cluster. */
export interface ClusterReference {
  readonly clusterName: string;
  /** The security group of nodes and pods, made by EKS. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly provider: kubernetes.Provider;
  /** Node pools and access; workloads, claims and bindings depend on them, so that they are deleted first. */
  readonly nodesReady: readonly pulumi.Resource[];
  /** The metrics server; autoscalers read nothing before it runs. */
  readonly metricsReady: readonly pulumi.Resource[];
}

/** Where copies for the loss of the region are kept. */
export interface CopiesReference {
  /** Another region than the stack's. */
  readonly region: string;
  /** A key of that region. */
  readonly keyArn: pulumi.Output<string>;
}

/** Where copies for the loss of the account's credentials are kept: all of another account. */
export interface AccountCopiesReference {
  readonly accountId: string;
  /** A vault of AWS Backup. */
  readonly vaultArn: string;
  /** The key of the vault, and of the snapshots' bucket. */
  readonly keyArn: string;
  readonly snapshotBucketArn: string;
  readonly assetBucketArn: string;
}

/** Namespaces of the platform; each is closed by a default-deny NetworkPolicy. */
export const NAMESPACES = {
  app: "app",
  postgres: "postgres",
  qdrant: "qdrant",
  observer: "observer",
  logs: "logs",
} as const;

/** Label of a node with the name of its pool (`app`, `qdrant`); a dedicated pool has a taint of the same key and value. */
export const NODE_POOL_KEY = "scaling-tiers/pool";

/** Ports that components meet at. */
export const PORTS = {
  web: 8080,
  postgres: 5432,
  pooler: 6432,
  valkey: 6379,
  qdrantHttp: 6333,
  qdrantGrpc: 6334,
  qdrantPeer: 6335,
  /** Prometheus text of a pod, at the port that OpenTelemetry's exporter has by default; the load balancer does not lead there. */
  metrics: 9464,
} as const;
