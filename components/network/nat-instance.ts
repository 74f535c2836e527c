import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { onceReady } from "../shared/once-ready";
import { PROMISE_TAG } from "../shared/promise-tag";
import { natAlarm } from "./nat-alarm";
import { untilNatForwards } from "./nat-forwards";
import { forwardsParameter, imageFolder } from "./nat-parameters";
import { createNatProfile } from "./nat-profile";
import { natUserData } from "./nat-user-data";

export interface NatInstanceArgs {
  readonly context: PlatformContext;
  readonly instanceType: TierSpec["network"]["natInstanceType"];
  /** Each has the image that was the newest when it began. */
  readonly generation: number;
  readonly vpcId: pulumi.Output<string>;
  /** Public subnet the instance stands in. */
  readonly subnetId: pulumi.Output<string>;
  /** Ranges that may go out through it. */
  readonly cidrBlocks: readonly string[];
  /** What must be there before the first boot, which installs packages: the way to the internet gateway. */
  readonly internetReady: readonly pulumi.Resource[];
  /** Hears when the instance fails. */
  readonly alertTopicArn: pulumi.Output<string>;
}

/** Newest Amazon Linux 2023 for Graviton (AL2023 user guide, "Using AL2023 on Amazon EC2"). */
const AMI_PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

const ROOT_VOLUME_GIB = 8;

interface NatInstanceParts {
  readonly networkInterface: aws.ec2.NetworkInterface;
  readonly profile: aws.iam.InstanceProfile;
  readonly image: aws.ssm.Parameter;
}

/**
 * One small instance as the way out of the private subnets: a tenth of the price of a NAT gateway, and a single point
 * of failure. Interface and public address are resources of their own, so that a new instance keeps both.
 */
export class NatInstance extends PlatformComponent {
  /** Target of the default routes. */
  readonly networkInterfaceId: pulumi.Output<string>;
  readonly instanceId: pulumi.Output<string>;
  /** The instance, once packets of the private subnets go out by it; routes wait for it. */
  readonly forwarding: pulumi.Output<pulumi.Resource>;

  constructor(
    name: string,
    private readonly args: NatInstanceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("NatInstance", name, args.context, "network", opts);
    const securityGroup = this.createSecurityGroup();
    const networkInterface = this.createNetworkInterface(securityGroup);
    const address = this.createAddress(networkInterface);
    const signal = this.createSignal();
    const { profile, rights } = createNatProfile(this, signal);
    const image = this.keepImage();
    const instance = this.createInstance({ networkInterface, profile, image }, [address, ...rights]);
    this.forwarding = this.awaitSignal(instance, signal);
    this.createAlarm(instance);
    this.networkInterfaceId = networkInterface.id;
    this.instanceId = instance.id;
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

  /** The instance writes its id into it; ours is the first value alone. */
  private createSignal(): aws.ssm.Parameter {
    return new aws.ssm.Parameter(
      this.childName("forwards"),
      {
        name: forwardsParameter(this.context),
        type: "String",
        insecureValue: "no instance yet",
        tags: this.tags(),
      },
      { parent: this, ignoreChanges: ["insecureValue"] },
    );
  }

  /**
   * A newer image appears every other week, and each would cut all connections out. So the newest is looked up once for a
   * generation and kept; a raised one has a resource of its own, and with it the image that is the newest then.
   */
  private keepImage(): aws.ssm.Parameter {
    const { generation } = this.args;
    const newest = aws.ssm.getParameterOutput({ name: AMI_PARAMETER }, { parent: this });
    return new aws.ssm.Parameter(
      this.childName(`image-${generation}`),
      {
        name: `${imageFolder(this.context)}/${generation}`,
        type: "String",
        insecureValue: newest.insecureValue,
        tags: this.tags(),
      },
      { parent: this, ignoreChanges: ["insecureValue"] },
    );
  }

  private createInstance(
    { networkInterface, profile, image }: NatInstanceParts,
    ready: readonly pulumi.Resource[],
  ): aws.ec2.Instance {
    const { instanceType, cidrBlocks, internetReady } = this.args;
    return new aws.ec2.Instance(
      this.childName("instance"),
      {
        ami: image.insecureValue,
        instanceType,
        primaryNetworkInterface: { networkInterfaceId: networkInterface.id },
        iamInstanceProfile: profile.name,
        userData: natUserData({
          cidrBlocks,
          region: this.context.region,
          forwardsParameter: forwardsParameter(this.context),
        }),
        userDataReplaceOnChange: true,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        // T4g is unlimited by default: a busy NAT would run up a bill of its own.
        creditSpecification: { cpuCredits: "standard" },
        maintenanceOptions: { autoRecovery: "default" },
        // The provider takes it off itself before it deletes the instance; a wrong click or command is refused.
        disableApiTermination: this.deletionProtection,
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
        dependsOn: [...internetReady, ...ready],
        // An interface has room for one instance, so the old one goes first.
        deleteBeforeReplace: true,
        // The check is a setting of the interface. The provider has a default of true for the instance too, and its next
        // update would set it: https://github.com/hashicorp/terraform-provider-aws/issues/44768
        ignoreChanges: ["sourceDestCheck"],
      },
    );
  }

  private awaitSignal(instance: aws.ec2.Instance, signal: aws.ssm.Parameter): pulumi.Output<pulumi.Resource> {
    const what = pulumi.all([instance.id, signal.name]);
    return onceReady(instance, what, ([instanceId, parameter]) =>
      untilNatForwards({ instanceId, parameter }),
    );
  }

  private createAlarm(instance: aws.ec2.Instance): void {
    new aws.cloudwatch.MetricAlarm(
      this.childName("status"),
      {
        name: this.physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", "nat-status"),
        ...natAlarm(instance.id, this.args.alertTopicArn),
        tags: this.tags({ [PROMISE_TAG]: "nat-instance" }),
      },
      // A new instance has no values for its first minutes, which would be an alarm.
      { parent: this, dependsOn: this.forwarding },
    );
  }
}
