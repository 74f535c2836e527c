import * as pulumi from "@pulumi/pulumi";
import { Cdn, type CdnArgs } from "../../../components/cdn/cdn";
import type { ManifestResource } from "../../../models/manifest/manifest";
import { TIER_NAMES, tierNamed, tiers, type TierName } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";
import { networkReference } from "../../support/references";

const LOAD_BALANCER_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef";
const DOMAIN = { name: "app.example.com", hostedZoneId: "Z0000000EXAMPLE" };
const CERTIFICATE_ARN = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const withDomain = (): Partial<CdnArgs> => ({
  domain: DOMAIN,
  certificateArn: pulumi.output(CERTIFICATE_ARN),
});

class Listener extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Listener", "listener");
  }
}

async function recordCdn(
  tier: TierName,
  changes: Partial<CdnArgs> = {},
  opts: pulumi.ComponentResourceOptions = {},
): Promise<Recorded> {
  return recordResources(() => {
    const cdn = new Cdn(
      "cdn",
      {
        context: contextOf(tier),
        spec: tierNamed(tier).cdn,
        internetGateway: networkReference().internetGateway,
        origin: {
          loadBalancerArn: pulumi.output(LOAD_BALANCER_ARN),
          dnsName: pulumi.output("internal-web.us-east-1.elb.amazonaws.com"),
          isEncrypted: false,
          ready: [new Listener()],
        },
        domain: null,
        certificateArn: null,
        wafExcludedPaths: [],
        copies: null,
        accountCopies: null,
        ...changes,
      },
      opts,
    );
    const { url, domainName, assetBaseUrl, assetBucket, distributionId } = cdn;
    return { url, domainName, assetBaseUrl, assetBucket, distributionId };
  });
}

const byTier = new Map<TierName, Recorded>();
const recorded = (tier: TierName): Recorded => {
  const found = byTier.get(tier);
  if (found === undefined) throw new Error(`${tier} is not recorded`);
  return found;
};
const distributionOf = (of: Recorded) => of.named("cdn-distribution").inputs;
const originOf = (of: Recorded, id: string): Record<string, unknown> | undefined =>
  (distributionOf(of)["origins"] as Record<string, unknown>[]).find(({ originId }) => originId === id);
const awsResources = (of: Recorded): ManifestResource[] =>
  of.resources.filter(({ type }) => type.startsWith("aws:"));

beforeAll(async () => {
  for (const tier of TIER_NAMES) byTier.set(tier, await recordCdn(tier));
});

const LOGS = [
  "bucket",
  "delivery",
  "destination",
  "encryption",
  "lifecycle",
  "ownership",
  "policy",
  "public-access-block",
  "source",
];

const FIREWALL_LOGS = [
  "bucket",
  "configuration",
  "encryption",
  "lifecycle",
  "ownership",
  "policy",
  "public-access-block",
];

describe("what is built", () => {
  const always = [
    "cdn-assets-access",
    "cdn-assets-bucket",
    "cdn-assets-encryption",
    "cdn-assets-lifecycle",
    "cdn-assets-ownership",
    "cdn-assets-policy",
    "cdn-assets-public-access-block",
    "cdn-assets-versioning",
    "cdn-distribution",
    "cdn-headers",
    "cdn-vpc-origin",
  ];
  const further = (tier: TierName): string[] => {
    const { edgeFunction, requestLogs, webAclLogs, webAclRules } = tierNamed(tier).cdn;
    return [
      ...(requestLogs ? LOGS.map((part) => `cdn-request-logs-${part}`) : []),
      ...(webAclLogs ? FIREWALL_LOGS.map((part) => `cdn-web-acl-logs-${part}`) : []),
      ...(edgeFunction ? ["cdn-viewer-request"] : []),
      ...(webAclRules.length > 0 ? ["cdn-web-acl"] : []),
    ];
  };

  test.each(TIER_NAMES)("tier %s has exactly its children", (tier) => {
    const names = awsResources(recorded(tier)).map(({ name }) => name);
    expect(names.sort()).toEqual([...always, ...further(tier)].sort());
  });

  test.each(TIER_NAMES)("tier %s belongs to the cost line cdn and is tagged with it", (tier) => {
    const untaggable =
      /OriginAccessControl|ResponseHeadersPolicy|BucketPolicy|PublicAccessBlock|Versioning|Lifecycle|Encryption|Ownership|LoggingConfiguration/;
    const resources = awsResources(recorded(tier));
    expect(resources.filter(({ component }) => component !== "cdn")).toEqual([]);
    for (const { inputs } of resources.filter(({ type }) => !untaggable.test(type)))
      expect(inputs["tags"]).toMatchObject({ "cost-component": "cdn" });
  });

  test.each(TIER_NAMES)("tier %s leaves nothing unknown", (tier) => {
    expect(JSON.stringify([...recorded(tier).resources, recorded(tier).outputs])).not.toContain(
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    );
  });
});

describe("steps between tiers", () => {
  /** What may differ between two tiers; everything else is part of the address or of the data. */
  const mayChange = ["tags", "webAclId", "origins", "defaultCacheBehavior", "priceClass"];
  const frozen = ({ urn, inputs, protect, retainOnDelete }: ManifestResource) => ({
    urn,
    protect,
    retainOnDelete,
    inputs: Object.fromEntries(Object.entries(inputs).filter(([key]) => !mayChange.includes(key))),
  });

  test.each(TIER_NAMES.slice(1))("tier %s keeps the names and locked inputs of tier 100", (tier) => {
    for (const before of awsResources(recorded("100")))
      expect(frozen(recorded(tier).named(before.name))).toEqual(frozen(before));
  });

  test.each(TIER_NAMES)("tier %s has the VPC origin of all tiers, tags included", (tier) => {
    const { tags, ...inputs } = recorded(tier).named("cdn-vpc-origin").inputs;
    expect(inputs).toEqual({
      vpcOriginEndpointConfig: {
        name: expect.stringMatching(/^test-web-[0-9a-f]{8}-[a-z0-9]{8}$/) as string,
        arn: LOAD_BALANCER_ARN,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "http-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
      timeouts: { create: "30m", update: "30m", delete: "30m" },
    });
    expect(tags).toEqual({
      "cost-component": "cdn",
      environment: "test",
      "managed-by": "pulumi",
      project: "scaling-tiers",
    });
  });
});

describe("the VPC origin", () => {
  test("asks for TLS alone where the load balancer speaks it, under another name", async () => {
    const origin = {
      loadBalancerArn: pulumi.output(LOAD_BALANCER_ARN),
      dnsName: pulumi.output("internal-web.us-east-1.elb.amazonaws.com"),
      isEncrypted: true,
      ready: [],
    };
    const configOf = (of: Recorded): unknown => of.named("cdn-vpc-origin").inputs["vpcOriginEndpointConfig"];
    const [plain, encrypted] = [configOf(recorded("10k")), configOf(await recordCdn("10k", { origin }))];
    const { name } = plain as { name: string };
    expect(encrypted).toEqual({
      ...(plain as object),
      name: expect.not.stringMatching(name) as string,
      originProtocolPolicy: "https-only",
    });
  });

  test("waits for the internet gateway and the listener", async () => {
    class Gateway extends pulumi.CustomResource {
      constructor(name: string) {
        super("aws:test/gateway:Gateway", name, {});
      }
    }
    const { resources } = await recordResources(() => {
      new Cdn("cdn", {
        context: contextOf("100"),
        spec: tierNamed("100").cdn,
        internetGateway: new Gateway("gateway"),
        origin: {
          loadBalancerArn: pulumi.output(LOAD_BALANCER_ARN),
          dnsName: pulumi.output("internal-web.us-east-1.elb.amazonaws.com"),
          isEncrypted: false,
          ready: [new Gateway("listener")],
        },
        domain: null,
        certificateArn: null,
        wafExcludedPaths: [],
        copies: null,
        accountCopies: null,
      });
    });
    const { dependsOn } = resources.find(({ name }) => name === "cdn-vpc-origin") ?? { dependsOn: [] };
    expect(dependsOn.map((urn) => urn.split("::")[3])).toEqual(["gateway", "listener"]);
  });

  test("is replaced, under another name, when its configuration changes", async () => {
    const replaceOnChanges = new Map<string, unknown>();
    const other = await recordCdn(
      "100",
      {
        origin: {
          loadBalancerArn: pulumi.output(`${LOAD_BALANCER_ARN}-other`),
          dnsName: pulumi.output("internal-other.us-east-1.elb.amazonaws.com"),
          isEncrypted: false,
          ready: [],
        },
      },
      {
        transformations: [
          ({ name, opts }) => {
            replaceOnChanges.set(name, opts.replaceOnChanges);
            return undefined;
          },
        ],
      },
    );
    const nameOf = (of: Recorded): unknown =>
      (of.named("cdn-vpc-origin").inputs["vpcOriginEndpointConfig"] as Record<string, unknown>)["name"];
    expect(nameOf(other)).not.toBe(nameOf(recorded("100")));
    expect(replaceOnChanges.get("cdn-vpc-origin")).toEqual(["vpcOriginEndpointConfig"]);
  });
});

describe("the distribution", () => {
  test.each(TIER_NAMES)("tier %s speaks HTTP/2 and HTTP/3 over IPv4 and IPv6", (tier) => {
    expect(distributionOf(recorded(tier))).toMatchObject({
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: tierNamed(tier).cdn.priceClass,
      retainOnDelete: false,
      waitForDeployment: true,
      comment: "test",
      aliases: [],
      restrictions: { geoRestriction: { restrictionType: "none" } },
    });
  });

  test("is protected, because its name is the public address", async () => {
    expect(recorded("100").named("cdn-distribution").protect).toBe(true);
    const lifted = await recordCdn("100", { context: contextOf("100", { allowDataDestruction: true }) });
    expect(lifted.named("cdn-distribution").protect).toBe(false);
  });

  test.each(TIER_NAMES)("tier %s sends everything else uncached to the load balancer", (tier) => {
    const { functionAssociations, ...behavior } = distributionOf(recorded(tier))[
      "defaultCacheBehavior"
    ] as Record<string, unknown>;
    expect(behavior).toEqual({
      targetOriginId: "web",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "33f36d7e-f396-46d9-90e0-52428a34d9dc",
      responseHeadersPolicyId: "cdn-headers-id",
    });
    expect(functionAssociations).toEqual(
      tierNamed(tier).cdn.edgeFunction
        ? [
            {
              eventType: "viewer-request",
              functionArn: "arn:aws:cloudfront:us-east-1:123456789012:cdn-viewer-request",
            },
          ]
        : [],
    );
    expect(originOf(recorded(tier), "web")).toEqual({
      originId: "web",
      domainName: "internal-web.us-east-1.elb.amazonaws.com",
      vpcOriginConfig: {
        vpcOriginId: "cdn-vpc-origin-id",
        originReadTimeout: 60,
        originKeepaliveTimeout: 60,
      },
    });
  });

  test.each(TIER_NAMES)("tier %s serves assets, read only and cached, from the bucket", (tier) => {
    expect(distributionOf(recorded(tier))["orderedCacheBehaviors"]).toEqual([
      {
        pathPattern: "/assets/*",
        targetOriginId: "assets",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        responseHeadersPolicyId: "cdn-headers-id",
      },
    ]);
    const origin = originOf(recorded(tier), "assets");
    expect(origin).toMatchObject({
      domainName: expect.stringMatching(/\.s3\.us-east-1\.amazonaws\.com$/) as string,
      originAccessControlId: "cdn-assets-access-id",
    });
    expect(origin?.["originShield"]).toEqual(
      tierNamed(tier).cdn.originShield ? { enabled: true, originShieldRegion: "us-east-1" } : undefined,
    );
  });

  test("refuses Origin Shield in a region it knows no neighbour of", () => {
    const context = contextOf("10k", { region: "xx-nowhere-1" });
    expect(
      () =>
        new Cdn("cdn", {
          context,
          spec: tierNamed("10k").cdn,
          internetGateway: new Listener(),
          origin: {
            loadBalancerArn: pulumi.output("a"),
            dnsName: pulumi.output("b"),
            isEncrypted: false,
            ready: [],
          },
          domain: null,
          certificateArn: null,
          wafExcludedPaths: [],
          copies: null,
          accountCopies: null,
        }),
    ).toThrow(
      "No region of Origin Shield is known for an origin in xx-nowhere-1. Set cdn.originShield to false, or add the nearest region to components/cdn/origin-shield-region.ts.",
    );
  });
});

describe("the asset bucket", () => {
  test("is private, encrypted, versioned and outlives the stack with its settings", () => {
    const tier = recorded("100");
    expect(tier.named("cdn-assets-public-access-block").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(tier.named("cdn-assets-ownership").inputs["rule"]).toEqual({
      objectOwnership: "BucketOwnerEnforced",
    });
    expect(tier.named("cdn-assets-encryption").inputs["rules"]).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    expect(tier.named("cdn-assets-versioning").inputs["versioningConfiguration"]).toEqual({
      status: "Enabled",
    });
    expect(tier.named("cdn-assets-bucket")).toMatchObject({ protect: true, retainOnDelete: true });
    for (const { name, retainOnDelete } of awsResources(tier).filter(({ type }) =>
      type.startsWith("aws:s3/"),
    ))
      expect([name, retainOnDelete]).toEqual([name, true]);
  });

  test("is named by a prefix that leaves the provider room for its 26 characters", () => {
    const prefix = recorded("100").named("cdn-assets-bucket").inputs["bucketPrefix"];
    expect(prefix).toMatch(/^test-assets-[a-z0-9]{8}-$/);
    expect(String(prefix).length + 26).toBeLessThanOrEqual(63);
  });

  test("is read by this distribution alone, and by nobody without TLS", () => {
    const policy: unknown = JSON.parse(String(recorded("100").named("cdn-assets-policy").inputs["policy"]));
    const bucket = expect.stringMatching(/^arn:aws:s3:::test-assets-[a-z0-9]{8}-mock$/) as string;
    const objects = expect.stringMatching(/^arn:aws:s3:::test-assets-[a-z0-9]{8}-mock\/\*$/) as string;
    const readers = {
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: {
        StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront:us-east-1:123456789012:cdn-distribution" },
      },
    };
    expect(policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "ReadByDistribution", ...readers, Action: "s3:GetObject", Resource: objects },
        { Sid: "TellMissingByDistribution", ...readers, Action: "s3:ListBucket", Resource: bucket },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket, objects],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    expect(recorded("100").dependenciesOf("cdn-assets-policy")).toContain("cdn-assets-public-access-block");
  });
});

describe("the web ACL", () => {
  test("is not built and not attached without rules", () => {
    expect(recorded("100").ofType("aws:wafv2/webAcl:WebAcl")).toEqual([]);
    expect(distributionOf(recorded("100"))).not.toHaveProperty("webAclId");
  });

  test.each(tiers.filter(({ cdn }) => cdn.webAclRules.length > 0).map(({ name }) => name))(
    "tier %s has one in us-east-1, attached to the distribution",
    (tier) => {
      const { inputs } = recorded(tier).named("cdn-web-acl");
      expect(inputs).toMatchObject({
        region: "us-east-1",
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        visibilityConfig: { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
      });
      expect(inputs["rules"]).toHaveLength(tierNamed(tier).cdn.webAclRules.length);
      expect(distributionOf(recorded(tier))["webAclId"]).toBe(
        "arn:aws:wafv2:us-east-1:123456789012:cdn-web-acl",
      );
    },
  );

  test("is in us-east-1 wherever the stack is", async () => {
    const frankfurt = await recordCdn("500", { context: contextOf("500", { region: "eu-central-1" }) });
    expect(frankfurt.named("cdn-web-acl").inputs["region"]).toBe("us-east-1");
  });
});

describe("the function at the edge", () => {
  test("runs the code that is tested beside it", () => {
    expect(recorded("20k").named("cdn-viewer-request").inputs).toMatchObject({
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: expect.stringContaining("function handler(event)") as string,
    });
  });
});

describe("the public address", () => {
  test("is CloudFront's own without a domain", () => {
    expect(recorded("100").outputs).toMatchObject({
      url: "https://cdn-distribution.cloudfront.net",
      domainName: "cdn-distribution.cloudfront.net",
      assetBaseUrl: "https://cdn-distribution.cloudfront.net/assets",
      distributionId: "cdn-distribution-id",
    });
    expect(distributionOf(recorded("100"))["viewerCertificate"]).toEqual({
      cloudfrontDefaultCertificate: true,
    });
  });

  test("is the own domain, with its certificate and records for IPv4 and IPv6", async () => {
    const own = await recordCdn("100", withDomain());
    expect(own.outputs).toMatchObject({
      url: "https://app.example.com",
      domainName: "app.example.com",
      assetBaseUrl: "https://app.example.com/assets",
    });
    expect(distributionOf(own)).toMatchObject({
      aliases: ["app.example.com"],
      viewerCertificate: {
        acmCertificateArn: CERTIFICATE_ARN,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    });
    for (const [name, type] of [
      ["cdn-alias-a", "A"],
      ["cdn-alias-aaaa", "AAAA"],
    ] as const)
      expect(own.named(name).inputs).toEqual({
        zoneId: "Z0000000EXAMPLE",
        name: "app.example.com",
        type,
        aliases: [
          {
            name: "cdn-distribution.cloudfront.net",
            zoneId: "Z2FDTNDATAQYW2",
            evaluateTargetHealth: false,
          },
        ],
      });
  });

  test("comes and goes without touching the distribution's identity", async () => {
    const own = await recordCdn("100", withDomain());
    expect(own.named("cdn-distribution").urn).toBe(recorded("100").named("cdn-distribution").urn);
  });
});
