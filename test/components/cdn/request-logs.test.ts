import { recordedTiers } from "../../support/recorded-tiers";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";

const manifestOf = recordedTiers();

const named = (tier: TierName, name: string) =>
  manifestOf(tier).resources.find((resource) => resource.name === name);

test.each(TIER_NAMES)("%s logs requests where its sizes say so", (tier) => {
  expect(named(tier, "cdn-request-logs-delivery") !== undefined).toBe(tierNamed(tier).cdn.requestLogs);
});

test("the log of the distribution is delivered from CloudFront's region into a bucket that expires it", () => {
  expect(named("2k", "cdn-request-logs-source")?.inputs).toMatchObject({
    logType: "ACCESS_LOGS",
    resourceArn: "arn:aws:cloudfront:us-east-1:123456789012:cdn-distribution",
    region: "us-east-1",
  });
  expect(named("2k", "cdn-request-logs-lifecycle")?.inputs["rules"]).toMatchObject([
    { expiration: { days: 30 }, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
  ]);
  expect(named("2k", "cdn-request-logs-destination")?.dependsOn).toContainEqual(
    expect.stringContaining("cdn-request-logs-policy"),
  );
});

test("what tokens stand in is not logged", () => {
  const fields = named("2k", "cdn-request-logs-delivery")?.inputs["recordFields"] as string[];
  expect(fields).toContain("cs-uri-stem");
  for (const field of ["cs-uri-query", "cs(Cookie)", "cs(Referer)"]) expect(fields).not.toContain(field);
});
