import { instanceShape } from "../../tiers";
import type { ManifestResource } from "../manifest/manifest";
import { recordOf } from "../manifest/values";

/** A quota of a region that may bind, with the defaults of August 2026. */
export interface Quota {
  readonly title: string;
  /** Codes of AWS Service Quotas. */
  readonly service: string;
  readonly code: string;
  /** What an account has without asking. */
  readonly byDefault: number;
  /** What the stack takes of it at its most. */
  readonly needs: (resources: readonly ManifestResource[]) => number;
  readonly source: string;
}

const countOf =
  (type: string) =>
  (resources: readonly ManifestResource[]): number =>
    resources.filter((each) => each.type === type).length;

/** Every T4g that a NAT instance may be has two: https://aws.amazon.com/ec2/instance-types/t4/ */
const NAT_VCPU = 2;

const EC2_QUOTAS = "https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html";
const VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

interface Requirement {
  readonly key?: unknown;
  readonly values?: readonly string[];
}

/** vCPUs of all nodes that a pool may have at once: by its limit of vCPUs, or of nodes. */
function poolVcpu({ name, inputs }: ManifestResource): number {
  const spec = recordOf(inputs["spec"]);
  const { cpu, nodes } = recordOf(spec["limits"]);
  if (cpu !== undefined) return Number(cpu);
  const requirements = recordOf(recordOf(spec["template"])["spec"])["requirements"];
  const type = (requirements as readonly Requirement[]).find(
    ({ key }) => key === "node.kubernetes.io/instance-type",
  )?.values?.[0];
  const shape = instanceShape(type ?? "");
  if (shape === undefined) throw new Error(`The node pool ${name} names no instance type that is known.`);
  return Number(nodes) * shape.vcpu;
}

/** Nodes of a replication group with its replicas. */
function cacheNodes({ inputs }: ManifestResource): number {
  return Number(inputs["numNodeGroups"]) * (1 + Number(inputs["replicasPerNodeGroup"]));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const QUOTAS: readonly Quota[] = [
  {
    title: "vCPUs of On-Demand Standard instances",
    service: "ec2",
    code: "L-1216C47A",
    byDefault: 5,
    needs: (resources) =>
      sum(resources.filter(({ type }) => type.endsWith(":NodePool")).map(poolVcpu)) +
      NAT_VCPU * countOf("aws:ec2/instance:Instance")(resources),
    source: EC2_QUOTAS,
  },
  {
    title: "Elastic IPs",
    service: "ec2",
    code: "L-0263D0A3",
    byDefault: 5,
    needs: countOf("aws:ec2/eip:Eip"),
    source: VPC_QUOTAS,
  },
  {
    title: "VPCs",
    service: "vpc",
    code: "L-F678F1CE",
    byDefault: 5,
    needs: countOf("aws:ec2/vpc:Vpc"),
    source: VPC_QUOTAS,
  },
  {
    title: "instances of RDS",
    service: "rds",
    code: "L-7B6409FD",
    byDefault: 40,
    needs: countOf("aws:rds/instance:Instance"),
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html",
  },
  {
    title: "nodes of ElastiCache",
    service: "elasticache",
    code: "L-DFE45DF3",
    byDefault: 300,
    needs: (resources) =>
      sum(
        resources
          .filter(({ type }) => type === "aws:elasticache/replicationGroup:ReplicationGroup")
          .map(cacheNodes),
      ),
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html",
  },
];
