import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { PORTS, type NetworkReference } from "../shared/references";
import { forwardAction } from "./forward-action";
import { TARGET_GROUP } from "./target-group";
import { IDLE_TIMEOUT_SECONDS } from "./traffic";

const LISTENER_PORT = 80;

export interface LoadBalancerArgs {
  readonly context: PlatformContext;
  readonly network: NetworkReference;
  readonly clusterName: string;
  /** The security group of nodes and pods, made by EKS. */
  readonly clusterSecurityGroupId: pulumi.Output<string>;
  /** Whether the next release has a target group of its own. */
  readonly hasNext: boolean;
}

/**
 * The internal Application Load Balancer that CloudFront reaches by a VPC origin, and the target groups that pods
 * join through a TargetGroupBinding.
 *
 * It speaks HTTP: an internal name has no publicly trusted certificate. The way from CloudFront stays on AWS's
 * network and the security group admits nothing else. Behind it `CloudFront-Forwarded-Proto` tells the scheme of
 * the visitor, `X-Forwarded-Proto` does not.
 */
export class LoadBalancer extends PlatformComponent {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** The VPC origin waits for it. */
  readonly listener: aws.lb.Listener;
  readonly webTargetGroupArn: pulumi.Output<string>;
  /** Target group of the next release; null where there is none. */
  readonly nextTargetGroupArn: pulumi.Output<string> | null;

  constructor(
    name: string,
    private readonly args: LoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("LoadBalancer", name, args.context, "app", opts);

    const securityGroup = this.createSecurityGroup();
    this.admitCloudFront(securityGroup);
    this.connectPods(securityGroup);
    const loadBalancer = this.createLoadBalancer(securityGroup);
    const web = this.createTargetGroup("web");
    const next = args.hasNext ? this.createTargetGroup("next") : null;
    this.listener = this.createListener(loadBalancer, web, next);

    this.arn = loadBalancer.arn;
    this.dnsName = loadBalancer.dnsName;
    this.webTargetGroupArn = web.arn;
    this.nextTargetGroupArn = next?.arn ?? null;
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      webTargetGroupArn: this.webTargetGroupArn,
      nextTargetGroupArn: this.nextTargetGroupArn,
    });
  }

  private createSecurityGroup(): aws.ec2.SecurityGroup {
    const name = this.physicalName("aws:ec2/securityGroup:SecurityGroup", "load-balancer");
    return new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        name,
        description: "Load balancer: from CloudFront, to the pods",
        vpcId: this.args.network.vpcId,
        tags: this.tags({ Name: name }),
      },
      { parent: this },
    );
  }

  /**
   * One rule for AWS's own list of CloudFront addresses: the list counts as about 55 of the 60 rules a group may
   * hold, so this group takes no second port. The group that AWS makes for VPC origins would be narrower, but it does
   * not exist before the first VPC origin does.
   */
  private admitCloudFront(securityGroup: aws.ec2.SecurityGroup): void {
    const cloudFront = aws.ec2.getManagedPrefixListOutput(
      { name: "com.amazonaws.global.cloudfront.origin-facing" },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("from-cloudfront"),
      {
        securityGroupId: securityGroup.id,
        description: "HTTP from CloudFront",
        prefixListId: cloudFront.id,
        ipProtocol: "tcp",
        fromPort: LISTENER_PORT,
        toPort: LISTENER_PORT,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /** Both ends of the way to the pods. The controller of Auto Mode would otherwise edit rules we do not know of. */
  private connectPods(securityGroup: aws.ec2.SecurityGroup): void {
    const port = { ipProtocol: "tcp", fromPort: PORTS.web, toPort: PORTS.web, tags: this.tags() };
    new aws.vpc.SecurityGroupEgressRule(
      this.childName("to-pods"),
      {
        securityGroupId: securityGroup.id,
        description: "Web pods",
        referencedSecurityGroupId: this.args.clusterSecurityGroupId,
        ...port,
      },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("pods-from-load-balancer"),
      {
        securityGroupId: this.args.clusterSecurityGroupId,
        description: "Web pods from the load balancer",
        referencedSecurityGroupId: securityGroup.id,
        ...port,
      },
      { parent: this },
    );
  }

  private createLoadBalancer(securityGroup: aws.ec2.SecurityGroup): aws.lb.LoadBalancer {
    return new aws.lb.LoadBalancer(
      this.childName("alb"),
      {
        name: this.physicalName("aws:lb/loadBalancer:LoadBalancer", "alb"),
        loadBalancerType: "application",
        internal: true,
        ipAddressType: "ipv4",
        subnets: [...this.args.network.privateSubnetIds],
        securityGroups: [securityGroup.id],
        enableDeletionProtection: this.deletionProtection,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        idleTimeout: IDLE_TIMEOUT_SECONDS,
        tags: this.tags(),
      },
      // A VPC origin in use cannot be pointed at another load balancer.
      this.holdsData(),
    );
  }

  private createTargetGroup(role: "web" | "next"): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      this.childName(`${role}-targets`),
      {
        name: this.physicalName("aws:lb/targetGroup:TargetGroup", role),
        vpcId: this.args.network.vpcId,
        ...TARGET_GROUP,
        // Auto Mode may register pods only in groups with this tag (managed policy AmazonEKSLoadBalancingPolicy).
        tags: this.tags({ "eks:eks-cluster-name": this.args.clusterName }),
      },
      { parent: this },
    );
  }

  /**
   * Leads to the current release. The group of the next one is there with the weight 0: a group that no listener names is not
   * health-checked, and a rule gives it its share when its pods are known to be well.
   */
  private createListener(
    loadBalancer: aws.lb.LoadBalancer,
    web: aws.lb.TargetGroup,
    next: aws.lb.TargetGroup | null,
  ): aws.lb.Listener {
    const nextRelease = next === null ? null : { targetGroupArn: next.arn, trafficPercent: 0 };
    return new aws.lb.Listener(
      this.childName("listener"),
      {
        loadBalancerArn: loadBalancer.arn,
        port: LISTENER_PORT,
        protocol: "HTTP",
        defaultActions: [forwardAction(web.arn, nextRelease)],
        tags: this.tags(),
      },
      { parent: this },
    );
  }
}
