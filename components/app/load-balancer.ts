import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { PORTS, type NetworkReference } from "../shared/references";
import { forwardAction } from "./forward-action";
import { TARGET_GROUP } from "./target-group";
import { IDLE_TIMEOUT_SECONDS } from "./traffic";
import type { Workflow } from "./workflow-rules";

/**
 * AWS's policy of TLS 1.3 and of those suites of TLS 1.2 that keep what was sent secret when a key is lost
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html).
 */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** The two ways in; a stack has one of them, and both while it is moved from one to the other. */
const PLAIN = { port: 80, protocol: "HTTP", role: "" };
const ENCRYPTED = { port: 443, protocol: "HTTPS", role: "https-" };
type Entrance = typeof PLAIN;

export interface LoadBalancerArgs {
  readonly context: PlatformContext;
  readonly network: NetworkReference;
  readonly clusterName: string;
  /** The security group of nodes and pods, made by EKS. */
  readonly clusterSecurityGroupId: pulumi.Output<string>;
  /** Whether the next release has a target group of its own. */
  readonly hasNext: boolean;
  /** Whether the stack has a domain, so that CloudFront may come by TLS. */
  readonly hasDomain: boolean;
  /** Certificate of the domain, in the stack's region; null where CloudFront comes by HTTP. */
  readonly certificateArn: pulumi.Output<string> | null;
}

/**
 * The internal Application Load Balancer that CloudFront reaches by a VPC origin, and the target groups that pods
 * join through a TargetGroupBinding.
 *
 * It speaks TLS with a certificate of the domain, or else HTTP: its own name, an internal one, has no publicly trusted
 * certificate. The way from CloudFront stays on AWS's network and the security groups admit nothing else. Behind it
 * `CloudFront-Forwarded-Proto` tells the scheme of the visitor, `X-Forwarded-Proto` does not.
 */
export class LoadBalancer extends PlatformComponent {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** The VPC origin waits for it. */
  readonly listener: aws.lb.Listener;
  /** The listener speaks TLS. */
  readonly isEncrypted: boolean;
  readonly webTargetGroupArn: pulumi.Output<string>;
  /** Target group of the next release; null where there is none. */
  readonly nextTargetGroupArn: pulumi.Output<string> | null;
  /** Target groups of the same pods, one for each class of requests that has a promise of its own. */
  readonly workflowTargetGroupArns: Readonly<Record<Workflow, pulumi.Output<string>>>;
  /** What metrics call the load balancer, and the groups of the current release. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly targetGroupSuffixes: Readonly<Record<"web" | Workflow, pulumi.Output<string>>>;

  constructor(
    name: string,
    private readonly args: LoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("LoadBalancer", name, args.context, "app", opts);

    const entrance = args.certificateArn === null ? PLAIN : ENCRYPTED;
    const securityGroup = this.createSecurityGroup(PLAIN, "from CloudFront, to the pods");
    const encrypted = args.hasDomain
      ? this.createSecurityGroup(ENCRYPTED, "from CloudFront, encrypted")
      : null;
    this.admitCloudFront(entrance, entrance === PLAIN ? securityGroup : (encrypted ?? securityGroup));
    this.connectPods(securityGroup);
    const loadBalancer = this.createLoadBalancer([securityGroup, ...(encrypted === null ? [] : [encrypted])]);
    const web = this.createTargetGroup("web");
    const next = args.hasNext ? this.createTargetGroup("next") : null;
    const content = this.createTargetGroup("content");
    const social = this.createTargetGroup("social");
    this.listener = this.createListener(entrance, loadBalancer, web, next, [content, social]);

    this.isEncrypted = entrance === ENCRYPTED;
    this.arn = loadBalancer.arn;
    this.dnsName = loadBalancer.dnsName;
    this.webTargetGroupArn = web.arn;
    this.nextTargetGroupArn = next?.arn ?? null;
    this.workflowTargetGroupArns = { content: content.arn, social: social.arn };
    this.arnSuffix = loadBalancer.arnSuffix;
    this.targetGroupSuffixes = { web: web.arnSuffix, content: content.arnSuffix, social: social.arnSuffix };
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      webTargetGroupArn: this.webTargetGroupArn,
      nextTargetGroupArn: this.nextTargetGroupArn,
    });
  }

  /**
   * One group for each way in: AWS's own list of CloudFront addresses counts as about 55 of the 60 rules that a group may
   * hold, so none takes a second port. With a domain both groups are there, whichever way is used: groups are taken from a
   * load balancer before CloudFront has left them, rules and listeners after that.
   */
  private createSecurityGroup({ role }: Entrance, description: string): aws.ec2.SecurityGroup {
    const name = this.physicalName("aws:ec2/securityGroup:SecurityGroup", `${role}load-balancer`);
    return new aws.ec2.SecurityGroup(
      this.childName(`${role}security-group`),
      {
        name,
        description: `Load balancer: ${description}`,
        vpcId: this.args.network.vpcId,
        tags: this.tags({ Name: name }),
      },
      { parent: this },
    );
  }

  /** The group that AWS makes for VPC origins would be narrower, but it does not exist before the first VPC origin does. */
  private admitCloudFront({ role, port, protocol }: Entrance, securityGroup: aws.ec2.SecurityGroup): void {
    const cloudFront = aws.ec2.getManagedPrefixListOutput(
      { name: "com.amazonaws.global.cloudfront.origin-facing" },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      this.childName(`${role}from-cloudfront`),
      {
        securityGroupId: securityGroup.id,
        description: `${protocol} from CloudFront`,
        prefixListId: cloudFront.id,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
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

  private createLoadBalancer(securityGroups: readonly aws.ec2.SecurityGroup[]): aws.lb.LoadBalancer {
    return new aws.lb.LoadBalancer(
      this.childName("alb"),
      {
        name: this.physicalName("aws:lb/loadBalancer:LoadBalancer", "alb"),
        loadBalancerType: "application",
        internal: true,
        ipAddressType: "ipv4",
        subnets: [...this.args.network.privateSubnetIds],
        securityGroups: securityGroups.map(({ id }) => id),
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

  private createTargetGroup(role: "web" | "next" | Workflow): aws.lb.TargetGroup {
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
   * Leads to the current release. The groups of the next one and of the workflows are there with the weight 0: a group that no listener names is not
   * health-checked, and a rule gives it its share when its pods are known to be well.
   */
  private createListener(
    { role, port, protocol }: Entrance,
    loadBalancer: aws.lb.LoadBalancer,
    web: aws.lb.TargetGroup,
    next: aws.lb.TargetGroup | null,
    workflows: readonly aws.lb.TargetGroup[],
  ): aws.lb.Listener {
    const nextRelease = next === null ? null : { targetGroupArn: next.arn, trafficPercent: 0 };
    return new aws.lb.Listener(
      this.childName(`${role}listener`),
      {
        loadBalancerArn: loadBalancer.arn,
        port,
        protocol,
        ...(this.args.certificateArn !== null && {
          certificateArn: this.args.certificateArn,
          sslPolicy: TLS_POLICY,
        }),
        defaultActions: [
          forwardAction(
            web.arn,
            nextRelease,
            workflows.map(({ arn }) => arn),
          ),
        ],
        tags: this.tags(),
      },
      { parent: this },
    );
  }
}
