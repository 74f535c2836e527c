import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "../shared/component";
import { trustPolicy } from "../shared/trust-policy";

/** Session Manager alone. The managed policy AmazonSSMManagedInstanceCore would also read every parameter. */
const SESSION_MANAGER_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      // The channels belong to no resource that a policy could name (Systems Manager user guide).
      Resource: "*",
    },
  ],
});

/** Writes the one parameter that says that it forwards. */
const signalPolicy = (parameterArn: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "ssm:PutParameter", Resource: parameterArn }],
});

export interface NatProfile {
  readonly profile: aws.iam.InstanceProfile;
  /** What must be there before the first boot, which uses it. */
  readonly rights: readonly pulumi.Resource[];
}

/** What the NAT instance may do: open a shell for its administrators, and say that it forwards. */
export function createNatProfile(parent: PlatformComponent, signal: aws.ssm.Parameter): NatProfile {
  const role = new aws.iam.Role(
    parent.childName("role"),
    {
      name: parent.physicalName("aws:iam/role:Role", "nat"),
      description: "NAT instance: a shell by Session Manager, and one parameter that says that it forwards",
      assumeRolePolicy: trustPolicy("ec2.amazonaws.com", "sts:AssumeRole"),
      tags: parent.tags(),
    },
    { parent },
  );
  const policies = {
    "session-manager": SESSION_MANAGER_POLICY,
    signal: pulumi.jsonStringify(signal.arn.apply(signalPolicy)),
  };
  const rights = Object.entries(policies).map(
    ([right, policy]) =>
      new aws.iam.RolePolicy(parent.childName(right), { role: role.name, policy }, { parent }),
  );
  const profile = new aws.iam.InstanceProfile(
    parent.childName("profile"),
    {
      name: parent.physicalName("aws:iam/instanceProfile:InstanceProfile", "nat"),
      role: role.name,
      tags: parent.tags(),
    },
    { parent },
  );
  return { profile, rights };
}
