import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import type { PlatformComponent } from "../shared/component";
import { PORTS, type NetworkReference } from "../shared/references";
import { parameterFamily, postgresParameters } from "./parameters";

export interface DatabaseBaseArgs {
  readonly spec: TierSpec["postgres"];
  readonly network: Pick<NetworkReference, "vpcId" | "dataSubnetIds">;
}

/** What all instances of a stack share. */
export interface DatabaseBase {
  /** Subnets of all zones. */
  readonly subnetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** The same group for primaries and replicas. */
  readonly parameterGroupName: pulumi.Output<string>;
}

const PORT = { ipProtocol: "tcp", fromPort: PORTS.postgres, toPort: PORTS.postgres };

/** Place, door and parameters of the instances; whoever comes from the cluster is let in by `allowPoolers`. */
export const createDatabaseBase = (parent: PlatformComponent, args: DatabaseBaseArgs): DatabaseBase => ({
  subnetGroupName: createSubnetGroup(parent, args).name,
  securityGroupId: createSecurityGroup(parent, args).id,
  parameterGroupName: createParameterGroup(parent, args).name,
});

function createSubnetGroup(parent: PlatformComponent, { network }: DatabaseBaseArgs): aws.rds.SubnetGroup {
  return new aws.rds.SubnetGroup(
    parent.childName("subnets"),
    {
      name: parent.physicalName("aws:rds/subnetGroup:SubnetGroup", "postgres"),
      description: "Data subnets of all zones",
      subnetIds: [...network.dataSubnetIds],
      tags: parent.tags(),
    },
    { parent },
  );
}

/**
 * Shards may reach each other: a venture moves between them by logical replication, in which the target connects to the
 * source. Replication from a primary to its replicas is RDS's own.
 */
function createSecurityGroup(
  parent: PlatformComponent,
  { network }: DatabaseBaseArgs,
): aws.ec2.SecurityGroup {
  const securityGroup = new aws.ec2.SecurityGroup(
    parent.childName("security-group"),
    {
      name: parent.physicalName("aws:ec2/securityGroup:SecurityGroup", "postgres"),
      description: "PostgreSQL, from the cluster only",
      vpcId: network.vpcId,
      tags: parent.tags({ Name: "postgres" }),
    },
    { parent },
  );
  const shards = {
    securityGroupId: securityGroup.id,
    referencedSecurityGroupId: securityGroup.id,
    description: "Logical replication between shards",
    ...PORT,
    tags: parent.tags(),
  };
  new aws.vpc.SecurityGroupIngressRule(parent.childName("from-shards"), shards, { parent });
  new aws.vpc.SecurityGroupEgressRule(parent.childName("to-shards"), shards, { parent });
  return securityGroup;
}

/** Pods of the cluster may come in. */
export function allowPoolers(
  parent: PlatformComponent,
  securityGroupId: pulumi.Output<string>,
  referencedSecurityGroupId: pulumi.Output<string>,
): void {
  new aws.vpc.SecurityGroupIngressRule(
    parent.childName("from-cluster"),
    { securityGroupId, referencedSecurityGroupId, description: "PgBouncer", ...PORT, tags: parent.tags() },
    { parent },
  );
}

/** Named after its family: the next major version gets a group beside this one. */
function createParameterGroup(parent: PlatformComponent, { spec }: DatabaseBaseArgs): aws.rds.ParameterGroup {
  const family = parameterFamily(spec.engineVersion);
  return new aws.rds.ParameterGroup(
    parent.childName(`parameters-${family}`),
    {
      name: parent.physicalName("aws:rds/parameterGroup:ParameterGroup", family),
      family,
      description: "Primaries and read replicas",
      parameters: postgresParameters(spec),
      tags: parent.tags(),
    },
    { parent },
  );
}
