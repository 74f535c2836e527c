import { PRICING } from "../../../../models/cost/pricing";
import type { ManifestResource } from "../../../../models/manifest/manifest";
import { workloadOf } from "../../../../models/load/workload";
import type { TierName } from "../../../../tiers";
import { charge, contextWith, quantities, resource } from "../../../support/formula-case";

const of = (each: ManifestResource, users = 0, tier: TierName = "500", others: ManifestResource[] = []) =>
  quantities(charge(PRICING, each, contextWith(tier, users, [each, ...others])));
const same = (amount: number) => [amount, amount, amount];

describe("CloudFront", () => {
  const distribution = (inputs: ManifestResource["inputs"] = {}) =>
    resource("aws:cloudfront/distribution:Distribution", { priceClass: "PriceClass_100", ...inputs });

  test("is free within the account's allowances", () => {
    expect(of(distribution(), 100)).toMatchObject({ "transfer out": same(0), "HTTPS requests": same(0) });
  });

  test("charges what goes beyond them", () => {
    const { requestsPerMonth, assetRequestsPerMonth, apiOutGiB, assetOutGiB, apiInGiB, uploadGiB } =
      workloadOf(10_000);
    const found = of(distribution(), 10_000, "10k");
    // 10,000 x 0.5 x 43,800 = 219 M requests of the API
    expect(requestsPerMonth).toBe(219_000_000);
    expect(found["HTTPS requests"]?.[1]).toBeCloseTo(
      (219_000_000 + assetRequestsPerMonth - 10_000_000) / 10_000,
      3,
    );
    expect(found["transfer out"]?.[1]).toBeCloseTo(apiOutGiB + assetOutGiB - 1024, 3);
    // a fifth of the API's requests write: reads to the origin are free
    expect(found["transfer to the origin"]?.[1]).toBeCloseTo(apiInGiB * 0.2 + uploadGiB, 3);
  });

  test("charges Origin Shield and functions only where they are", () => {
    const names = (inputs: ManifestResource["inputs"]) =>
      Object.keys(of(distribution(inputs), 20_000, "20k"));
    expect(names({ origins: [{ originShield: { enabled: false } }] })).not.toContain(
      "requests to Origin Shield",
    );
    expect(
      names({ origins: [{ originShield: { enabled: true, originShieldRegion: "us-west-2" } }] }),
    ).toContain("requests to Origin Shield");
    expect(names({})).not.toContain("function calls");
    expect(names({ defaultCacheBehavior: { functionAssociations: [{}] } })).toContain("function calls");
  });

  test("takes the first two million function calls off", () => {
    const found = of(distribution({ defaultCacheBehavior: { functionAssociations: [{}] } }), 1000, "2k");
    // 1,000 x 0.5 x 43,800 = 21.9 M
    expect(found["function calls"]).toEqual([0, 19.9, 41.8]);
  });
});

test("a web ACL costs itself, each rule and each million requests", () => {
  const found = of(resource("aws:wafv2/webAcl:WebAcl", { rules: [{}, {}, {}] }), 1000);
  const { assetRequestsPerMonth } = workloadOf(1000);
  expect(found["web ACL"]).toEqual(same(1));
  expect(found["rules"]).toEqual(same(3));
  expect(found["requests inspected"]?.[1]).toBeCloseTo(21.9 + assetRequestsPerMonth / 1e6, 5);
});

describe("the load balancer", () => {
  const found = (users: number) => of(resource("aws:lb/loadBalancer:LoadBalancer", {}), users);

  test("runs all month", () => {
    expect(found(0)).toEqual({ hours: same(730), "capacity units": same(0) });
  });

  test("pays for the largest of its dimensions", () => {
    // 20,000 users: 10,000 requests a minute. New connections 1,000 / 60 / 25 = 0.667; open ones 2,000 / 3,000
    // = 0.667; GiB an hour, (438 M x 9.5 KiB + 20,000 x 0.2 x 30.4167 uploads x 2 MiB) / 730 = 5.76: these decide.
    const uploads = (20_000 * 0.2 * (730 / 24) * 2) / 1024;
    expect(found(20_000)["capacity units"]?.[1]).toBeCloseTo((438_000_000 * 9.5) / 1024 ** 2 + uploads, 2);
  });
});

describe("the egress", () => {
  const gateway = (name: string) => resource("aws:ec2/natGateway:NatGateway", {}, name);

  test("shares its traffic evenly among the gateways", () => {
    const one = of(gateway("a"), 1000, "2k")["data processed"];
    const three = of(gateway("a"), 1000, "5k", [gateway("b"), gateway("c")])["data processed"];
    // 21.9 M requests x 1 KiB, there and back
    expect(one?.[1]).toBeCloseTo((2 * 21_900_000) / 1024 ** 2, 4);
    expect(three?.[1]).toBeCloseTo((2 * 21_900_000) / 1024 ** 2 / 3, 4);
  });

  test("carries the images of each deployment", () => {
    const deployment = (name: string) => resource("kubernetes:apps/v1:Deployment", {}, name);
    expect(of(gateway("a"), 0, "2k", [deployment("web"), deployment("worker")])["data processed"]).toEqual(
      same(4),
    );
  });

  test("by an instance is the instance and its volume", () => {
    const instance = (inputs: ManifestResource["inputs"]) =>
      resource("aws:ec2/instance:Instance", {
        instanceType: "t4g.nano",
        rootBlockDevice: { volumeSize: 8, volumeType: "gp3" },
        ...inputs,
      });
    expect(of(instance({ creditSpecification: { cpuCredits: "standard" } }))).toEqual({
      instance: same(730),
      "root volume": same(8),
    });
    // 2 vCPU x 95 % above the baseline x 730 hours
    expect(of(instance({}))["surplus CPU credits"]).toEqual([0, 0, 1387]);
  });

  test("has public addresses, charged all month", () => {
    expect(of(resource("aws:ec2/eip:Eip", {}))).toEqual({ "public IPv4 address": same(730) });
  });
});

test("two thirds of the traffic inside crosses zones, paid on both sides; 100 GB go out for free", () => {
  const subnets = ["use1-az1", "use1-az2", "use1-az4", "use1-az1"].map((availabilityZoneId, index) =>
    resource("aws:ec2/subnet:Subnet", { availabilityZoneId }, `subnet-${index}`),
  );
  const found = of(resource("aws:ec2/vpc:Vpc", {}), 10_000, "10k", subnets);
  const { internalGiB, thirdPartyGiB } = workloadOf(10_000);
  expect(found["transfer between zones"]?.[1]).toBeCloseTo((internalGiB * 2 * 2) / 3, 3);
  expect(found["transfer to the internet"]?.[1]).toBeCloseTo(thirdPartyGiB - 100, 4);
});

test("flow logs are half a percent of the traffic inside", () => {
  expect(
    of(resource("aws:ec2/flowLog:FlowLog", { logDestinationType: "s3" }), 1000, "2k")["delivery to S3"]?.[1],
  ).toBeCloseTo(workloadOf(1000).internalGiB * 0.005, 5);
});

describe("a queue", () => {
  const jobs = resource("aws:sqs/queue:Queue", { redrivePolicy: "{}" }, "jobs");

  test("is asked by idle workers, and three times for ten messages", () => {
    // 2 workers x 2,628,000 s / 20 s = 262,800 polls; 2,000 users x 54 x 30.4167 = 3.285 M messages
    expect(of(jobs, 2000, "2k")["requests"]?.[1]).toBeCloseTo(
      (3_285_000 * 0.3 + 262_800 - 1_000_000) / 1e6,
      5,
    );
  });

  test("costs nothing where no worker reads it", () => {
    expect(of(jobs, 500, "500")["requests"]).toEqual(same(0));
    expect(of(resource("aws:sqs/queue:Queue", {}, "dead-letters"), 2000, "2k")["requests"]).toEqual(same(0));
  });
});

const managed = (vendorName: string, name: string) => ({
  rules: [{ statement: { managedRuleGroupStatement: { vendorName, name } } }],
});

test.each([
  ["aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network" }, 'loadBalancerType is "network"'],
  ["aws:ec2/flowLog:FlowLog", {}, 'logDestinationType is "cloud-watch-logs"'],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Interface" }, 'vpcEndpointType is "Interface"'],
  ["aws:cloudfront/distribution:Distribution", {}, 'priceClass is "PriceClass_All"'],
  [
    "aws:ec2/instance:Instance",
    { instanceType: "t4g.nano", rootBlockDevice: { volumeSize: 8 } },
    "rootBlockDevice.volumeType is missing",
  ],
  [
    "aws:wafv2/webAcl:WebAcl",
    managed("AWS", "AWSManagedRulesBotControlRuleSet"),
    "AWSManagedRulesBotControlRuleSet",
  ],
  [
    "aws:wafv2/webAcl:WebAcl",
    managed("Other", "AWSManagedRulesCommonRuleSet"),
    "AWSManagedRulesCommonRuleSet",
  ],
])("%s of a kind that has other prices is refused, not priced as another (%j)", (type, inputs, reason) => {
  expect(() => of(resource(type, inputs))).toThrow(`thing cannot be priced: `);
  expect(() => of(resource(type, inputs))).toThrow(reason);
});

test("a gateway endpoint is free, a rule group without a charge of its own is a rule", () => {
  expect(
    charge(
      PRICING,
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Gateway" }),
      contextWith("500", 0),
    ),
  ).toMatchObject([{ priceKey: "vpc.gatewayEndpoint" }]);
  expect(
    of(resource("aws:wafv2/webAcl:WebAcl", managed("AWS", "AWSManagedRulesCommonRuleSet")))["rules"],
  ).toEqual(same(1));
});
