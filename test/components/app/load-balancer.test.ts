import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/app/load-balancer";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";
import { networkReference } from "../../support/references";

const recordings = new Map<TierName, Recorded>();
const of = (tier: TierName): Recorded => {
  const recorded = recordings.get(tier);
  if (recorded === undefined) throw new Error(`${tier} was not recorded`);
  return recorded;
};

const record = (
  tier: TierName,
  changes: { allowDataDestruction?: boolean } = {},
  way: Partial<Pick<LoadBalancerArgs, "hasDomain" | "certificateArn">> = {},
) =>
  recordResources(() => {
    const { app } = tierNamed(tier);
    const { arn, dnsName, listener, isEncrypted, webTargetGroupArn, nextTargetGroupArn } = new LoadBalancer(
      "load-balancer",
      {
        context: contextOf(tier, changes),
        network: networkReference(),
        clusterName: "test-cluster",
        clusterSecurityGroupId: pulumi.output("sg-cluster"),
        hasNext: app.nextReplicas > 0,
        hasDomain: false,
        certificateArn: null,
        ...way,
      },
    );
    return { arn, dnsName, listener: listener.arn, isEncrypted, webTargetGroupArn, nextTargetGroupArn };
  });

beforeAll(async () => {
  for (const tier of TIER_NAMES) recordings.set(tier, await record(tier));
});

const CHILDREN = [
  "load-balancer-alb",
  "load-balancer-content-targets",
  "load-balancer-from-cloudfront",
  "load-balancer-listener",
  "load-balancer-pods-from-load-balancer",
  "load-balancer-security-group",
  "load-balancer-social-targets",
  "load-balancer-to-pods",
  "load-balancer-web-targets",
];

const weights = (recorded: Recorded): unknown[] => {
  const [action] = recorded.named("load-balancer-listener").inputs["defaultActions"] as {
    type: string;
    forward: { targetGroups: unknown[] };
  }[];
  expect(action?.type).toBe("forward");
  return action?.forward.targetGroups ?? [];
};

describe.each(TIER_NAMES)("load balancer of tier %s", (tier) => {
  const hasNext = tierNamed(tier).app.nextReplicas > 0;

  test("has a target group for each release and workflow and nothing unforeseen", () => {
    const children = of(tier)
      .names()
      .filter((name) => name.startsWith("load-balancer-"));
    expect(children).toEqual([...CHILDREN, ...(hasNext ? ["load-balancer-next-targets"] : [])].sort());
  });

  test("is internal, in every private subnet, protected and strict about headers", () => {
    const { inputs, protect } = of(tier).named("load-balancer-alb");
    expect(protect).toBe(true);
    expect(inputs).toMatchObject({
      internal: true,
      loadBalancerType: "application",
      enableDeletionProtection: true,
      dropInvalidHeaderFields: true,
      subnets: ["subnet-private-0", "subnet-private-1", "subnet-private-2"],
      securityGroups: ["load-balancer-security-group-id"],
    });
    expect(inputs["idleTimeout"]).toBeGreaterThan(60);
  });

  test("admits CloudFront alone and reaches the pods alone", () => {
    const recorded = of(tier);
    expect(recorded.named("load-balancer-security-group").inputs).not.toHaveProperty("ingress");
    expect(recorded.named("load-balancer-security-group").inputs).not.toHaveProperty("egress");
    expect(recorded.named("load-balancer-from-cloudfront").inputs).toMatchObject({
      securityGroupId: "load-balancer-security-group-id",
      prefixListId: "pl-cloudfront",
      fromPort: 80,
      toPort: 80,
    });
    expect(recorded.named("load-balancer-to-pods").inputs).toMatchObject({
      securityGroupId: "load-balancer-security-group-id",
      referencedSecurityGroupId: "sg-cluster",
      fromPort: 8080,
      toPort: 8080,
    });
    expect(recorded.named("load-balancer-pods-from-load-balancer").inputs).toMatchObject({
      securityGroupId: "sg-cluster",
      referencedSecurityGroupId: "load-balancer-security-group-id",
      fromPort: 8080,
      toPort: 8080,
    });
    for (const { inputs } of recorded.resources)
      expect(JSON.stringify(inputs)).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
  });

  test("leads to the current release, and knows the group of the next one, which is health-checked with it", () => {
    const web = "arn:aws:lb:us-east-1:123456789012:load-balancer-web-targets";
    const next = "arn:aws:lb:us-east-1:123456789012:load-balancer-next-targets";
    const idle = ["content", "social"].map((workflow) => ({
      arn: `arn:aws:lb:us-east-1:123456789012:load-balancer-${workflow}-targets`,
      weight: 0,
    }));
    expect(weights(of(tier))).toEqual([
      { arn: web, weight: 100 },
      ...(hasNext ? [{ arn: next, weight: 0 }] : []),
      ...idle,
    ]);
    expect(of(tier).outputs).toMatchObject({
      webTargetGroupArn: web,
      nextTargetGroupArn: hasNext ? next : null,
    });
  });

  test("tags its target groups for the controller of Auto Mode", () => {
    for (const { inputs } of of(tier).ofType("aws:lb/targetGroup:TargetGroup"))
      expect(inputs["tags"]).toMatchObject({
        "eks:eks-cluster-name": "test-cluster",
        "cost-component": "app",
        "scaling-tier": tier,
      });
  });

  test("knows every input at preview", () => {
    expect(JSON.stringify(of(tier).resources)).not.toContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });
});

test.each([
  ["load-balancer-alb", ["name", "internal", "subnets", "loadBalancerType", "securityGroups"]],
  ["load-balancer-web-targets", ["name", "port", "protocol", "protocolVersion", "targetType", "vpcId"]],
  ["load-balancer-listener", ["port", "protocol", "loadBalancerArn"]],
])("%s is never replaced by a tier step", (name, locked) => {
  const values = TIER_NAMES.map((tier) => {
    const { inputs } = of(tier).named(name);
    return JSON.stringify(locked.map((key) => inputs[key]));
  });
  expect(new Set(values).size).toBe(1);
  expect(values[0]).not.toContain("null");
});

describe("a load balancer behind a domain", () => {
  const GROUPS = ["load-balancer-security-group-id", "load-balancer-https-security-group-id"];
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
  const children = (recorded: Recorded): string[] =>
    recorded.names().filter((name) => name.startsWith("load-balancer-"));

  test("has a group for each way in, so that either can be left without closing it first", async () => {
    const [plain, encrypted] = [
      await record("5k", {}, { hasDomain: true }),
      await record("5k", {}, { hasDomain: true, certificateArn: pulumi.output(certificateArn) }),
    ];
    for (const recorded of [plain, encrypted])
      expect(recorded.named("load-balancer-alb").inputs["securityGroups"]).toEqual(GROUPS);
    expect(children(plain)).toEqual([...CHILDREN, "load-balancer-https-security-group"].sort());
    expect(plain.named("load-balancer-alb")).toEqual(encrypted.named("load-balancer-alb"));
    expect(plain.outputs["isEncrypted"]).toBe(false);
  });

  test("takes TLS alone where it has a certificate, in a group without the port of HTTP", async () => {
    const recorded = await record(
      "10k",
      {},
      { hasDomain: true, certificateArn: pulumi.output(certificateArn) },
    );
    expect(recorded.outputs["isEncrypted"]).toBe(true);
    expect(children(recorded)).not.toContain("load-balancer-listener");
    expect(children(recorded)).not.toContain("load-balancer-from-cloudfront");
    const { defaultActions, ...listener } = recorded.named("load-balancer-https-listener").inputs;
    expect(listener).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    });
    expect(defaultActions).toEqual(of("10k").named("load-balancer-listener").inputs["defaultActions"]);
    expect(recorded.named("load-balancer-https-from-cloudfront").inputs).toMatchObject({
      securityGroupId: "load-balancer-https-security-group-id",
      prefixListId: "pl-cloudfront",
      description: "HTTPS from CloudFront",
      fromPort: 443,
      toPort: 443,
    });
    expect(recorded.named("load-balancer-to-pods").inputs["securityGroupId"]).toBe(GROUPS[0]);
  });
});

test("protection is lifted only when the stack allows its data to go", async () => {
  const recorded = await record("100", { allowDataDestruction: true });
  const { inputs, protect } = recorded.named("load-balancer-alb");
  expect(protect).toBe(false);
  expect(inputs["enableDeletionProtection"]).toBe(false);
});
