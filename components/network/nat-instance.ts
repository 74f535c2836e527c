import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { trustPolicy } from "../shared/trust-policy";
import { natUserData } from "./nat-user-data";

export interface NatInstanceArgs {
  readonly context: PlatformContext;
  readonly instanceType: TierSpec["network"]["natInstanceType"];
  readonly vpcId: pulumi.Output<string>;
  /** Public subnet the instance stands in. */
  readonly subnetId: pulumi.Output<string>;
  /** Ranges that may go out through it. */
  readonly cidrBlocks: readonly string[];
  /** What must be there before the first boot, which installs packages: the way to the internet gateway. */
  readonly internetReady: readonly pulumi.Resource[];
}

/** Newest Amazon Linux 2023 for Graviton (AL2023 user guide, "Using AL2023 on Amazon EC2"). */
const AMI_PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

const ROOT_VOLUME_GIB = 8;

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

/**
 * One small instance as the way out of the private subnets: a tenth of the price of a NAT gateway, and a single point
 * of failure. Interface and public address are resources of their own, so that a new instance keeps both.
 */
export class NatInstance extends PlatformComponent {
  /** Target of the default routes. */
  readonly networkInterfaceId: pulumi.Output<string>;
  /** The instance; routes wait for it. */
  readonly instance: aws.ec2.Instance;

  constructor(
    name: string,
    private readonly args: NatInstanceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("NatInstance", name, args.context, "network", opts);
    const securityGroup = this.createSecurityGroup();
    const networkInterface = this.createNetworkInterface(securityGroup);
    const address = this.createAddress(networkInterface);
    const profile = this.createInstanceProfile();
    this.instance = this.createInstance(networkInterface, profile, address);
    this.networkInterfaceId = networkInterface.id;
    this.registerOutputs({ networkInterfaceId: this.networkInterfaceId, publicIp: address.publicIp });
  }

  private createSecurityGroup(): aws.ec2.SecurityGroup {
    const { vpcId, cidrBlocks } = this.args;
    const securityGroup = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        name: this.physicalName("aws:ec2/securityGroup:SecurityGroup", "nat"),
        description: "NAT instance: in from the private subnets, out to anywhere",
        vpcId,
        tags: this.tags(),
      },
      { parent: this },
    );
    cidrBlocks.forEach((cidrIpv4, zone) => {
      new aws.vpc.SecurityGroupIngressRule(
        this.childName(`ingress-${zone}`),
        {
          securityGroupId: securityGroup.id,
          description: `Private subnet of zone ${zone}`,
          cidrIpv4,
          ipProtocol: "-1",
          tags: this.tags(),
        },
        { parent: this },
      );
    });
    new aws.vpc.SecurityGroupEgressRule(
      this.childName("egress"),
      {
        securityGroupId: securityGroup.id,
        description: "Anywhere: it forwards what the private subnets ask for",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "-1",
        tags: this.tags(),
      },
      { parent: this },
    );
    return securityGroup;
  }

  private createNetworkInterface(securityGroup: aws.ec2.SecurityGroup): aws.ec2.NetworkInterface {
    return new aws.ec2.NetworkInterface(
      this.childName("interface"),
      {
        subnetId: this.args.subnetId,
        description: "Way out of the private subnets",
        securityGroups: [securityGroup.id],
        // It carries packets that are neither from nor for itself.
        sourceDestCheck: false,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createAddress(networkInterface: aws.ec2.NetworkInterface): aws.ec2.Eip {
    return new aws.ec2.Eip(
      this.childName("address"),
      { domain: "vpc", networkInterface: networkInterface.id, tags: this.tags() },
      { parent: this, dependsOn: [...this.args.internetReady] },
    );
  }

  private createInstanceProfile(): aws.iam.InstanceProfile {
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "nat"),
        description: "NAT instance: a shell by Session Manager, nothing else",
        assumeRolePolicy: trustPolicy("ec2.amazonaws.com", "sts:AssumeRole"),
        tags: this.tags(),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      this.childName("session-manager"),
      {
        role: role.name,
        policy: SESSION_MANAGER_POLICY,
      },
      { parent: this },
    );
    return new aws.iam.InstanceProfile(
      this.childName("profile"),
      {
        name: this.physicalName("aws:iam/instanceProfile:InstanceProfile", "nat"),
        role: role.name,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createInstance(
    networkInterface: aws.ec2.NetworkInterface,
    profile: aws.iam.InstanceProfile,
    address: aws.ec2.Eip,
  ): aws.ec2.Instance {
    const { instanceType, cidrBlocks, internetReady } = this.args;
    const ami = aws.ssm.getParameterOutput({ name: AMI_PARAMETER }, { parent: this });
    return new aws.ec2.Instance(
      this.childName("instance"),
      {
        ami: ami.insecureValue,
        instanceType,
        primaryNetworkInterface: { networkInterfaceId: networkInterface.id },
        iamInstanceProfile: profile.name,
        userData: natUserData(cidrBlocks),
        userDataReplaceOnChange: true,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        // T4g is unlimited by default: a busy NAT would run up a bill of its own.
        creditSpecification: { cpuCredits: "standard" },
        maintenanceOptions: { autoRecovery: "default" },
        rootBlockDevice: {
          encrypted: true,
          volumeType: "gp3",
          volumeSize: ROOT_VOLUME_GIB,
          tags: this.tags(),
        },
        tags: this.namedTags("nat"),
      },
      {
        parent: this,
        dependsOn: [...internetReady, address],
        // An interface has room for one instance, so the old one goes first.
        deleteBeforeReplace: true,
        ignoreChanges: [
          // A newer image appears every other week; each would cut all connections out.
          "ami",
          // The check is a setting of the interface. The provider has a default of true for the instance too, and its next
          // update would set it: https://github.com/hashicorp/terraform-provider-aws/issues/44768
          "sourceDestCheck",
        ],
      },
    );
  }
}
