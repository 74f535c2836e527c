import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { recordedTiers } from "../../support/recorded-tiers";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";

const manifestOf = recordedTiers();

const named = (tier: TierName, name: string) =>
  manifestOf(tier).resources.find((resource) => resource.name === name);

test.each(TIER_NAMES)("%s logs what its firewall refuses where its sizes say so", (tier) => {
  expect(named(tier, "cdn-web-acl-logs-configuration") !== undefined).toBe(tierNamed(tier).cdn.webAclLogs);
});

test("only requests that a rule refused or counted are kept, without tokens and query strings", () => {
  expect(named("5k", "cdn-web-acl-logs-configuration")?.inputs).toMatchObject({
    region: "us-east-1",
    resourceArn: named("5k", "cdn-distribution")?.inputs["webAclId"],
    loggingFilter: {
      defaultBehavior: "DROP",
      filters: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          conditions: [{ actionCondition: { action: "BLOCK" } }, { actionCondition: { action: "COUNT" } }],
        },
      ],
    },
    redactedFields: [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { queryString: {} },
    ],
  });
});

test("the bucket is called as WAF asks, expires its objects, and lets in nobody but the delivery", () => {
  const prefix = named("5k", "cdn-web-acl-logs-bucket")?.inputs["bucketPrefix"];
  expect(prefix).toMatch(/^aws-waf-logs-[a-z0-9-]+-[a-z0-9]{8}-$/);
  // The provider adds 26 characters, and S3 takes 63.
  expect(String(prefix).length).toBeLessThanOrEqual(37);
  expect(named("5k", "cdn-web-acl-logs-lifecycle")?.inputs["rules"]).toMatchObject([
    { expiration: { days: 30 } },
  ]);
  expect(named("5k", "cdn-web-acl-logs-configuration")?.dependsOn).toContainEqual(
    expect.stringContaining("cdn-web-acl-logs-policy"),
  );
});

test("of a stack elsewhere the bucket is in the firewall's region, us-east-1", async () => {
  const { resources } = await recordedManifest("5k", { "aws:region": "eu-west-1" });
  const regions = resources
    .filter(({ name }) => name.startsWith("cdn-web-acl-logs-"))
    .map(({ inputs }) => inputs["region"]);
  expect(new Set(regions)).toEqual(new Set(["us-east-1"]));
  expect(regions.length).toBe(7);
});
