import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { deadEnds, leadFaults } from "../../models/order/lead-faults";
import { judgeOperation } from "../../models/upgrade/judge";
import { operationsBetween } from "../../models/upgrade/operations";
import { RULES } from "../../policies/all-rules";
import { connections } from "../../policies/effects/connections";
import { inventoryOf } from "../../policies/effects/inventory";
import { evaluate } from "../../policies/evaluate";
import { TIER_NAMES, tierNamed, tierPhases } from "../../tiers";
import { EVERYTHING, everythingIn } from "../support/everything";

const FRANKFURT = everythingIn("eu-central-1");

/** With a domain: a smaller tier, the way to the larger one, and that. */
let small: Manifest;
let between: Manifest;
let large: Manifest;
let frankfurt: Manifest;
let withoutDomain: Manifest;
beforeAll(async () => {
  const [move] = tierPhases(tierNamed("5k"), tierNamed("10k"));
  small = await recordedManifest("5k", EVERYTHING);
  between = await recordedManifest(move.spec, EVERYTHING);
  large = await recordedManifest("10k", EVERYTHING);
  frankfurt = await recordedManifest("10k", FRANKFURT);
  withoutDomain = await recordedManifest("10k");
});

const named = ({ resources }: Manifest, name: string): ManifestResource => {
  const found = resources.find((each) => each.name === name);
  if (found === undefined) throw new Error(`Nothing is called ${name}.`);
  return found;
};
const waits = (manifest: Manifest, name: string): string[] =>
  named(manifest, name).dependsOn.map((urn) => urn.split("::").at(-1) ?? "");

/** The way from CloudFront to the pods. */
const WAY = /^(cdn-(distribution|vpc-origin|certificate|origin)|load-balancer-|app-(content|social)-rule)/;
const operations = (from: Manifest, to: Manifest) =>
  operationsBetween(from, to).filter(({ name, operation }) => WAY.test(name) && operation !== "tag-only");
const done = (from: Manifest, to: Manifest): Record<string, string> =>
  Object.fromEntries(operations(from, to).map(({ name, operation }) => [name, operation]));

test("is on from 10K", () => {
  expect(TIER_NAMES.filter((tier) => tierNamed(tier).cdn.originTls)).toEqual(["10k", "20k"]);
});

test("without a domain the way is HTTP, as at every tier", () => {
  expect(named(withoutDomain, "cdn-vpc-origin").inputs["vpcOriginEndpointConfig"]).toMatchObject({
    originProtocolPolicy: "http-only",
  });
  expect(
    withoutDomain.resources.filter(
      ({ name, type }) => name.startsWith("load-balancer-https") || type.includes(":acm/"),
    ),
  ).toEqual([]);
});

describe("a step that turns it on", () => {
  test("leaves the way in alone while everything behind it moves", () => {
    const { "cdn-distribution": distribution, ...others } = done(small, between);
    expect([undefined, "update"]).toContain(distribution);
    expect(
      Object.keys(others).filter((name) => /vpc-origin|listener|from-cloudfront|group|alb|rule/.test(name)),
    ).toEqual([]);
  });

  test("then makes the new way, moves CloudFront and its rules to it, and takes the old one away", () => {
    expect(done(between, large)).toEqual({
      "app-content-rule": "replace",
      "app-social-rule": "replace",
      "cdn-distribution": "update",
      "cdn-vpc-origin": "replace",
      "load-balancer-from-cloudfront": "delete",
      "load-balancer-https-from-cloudfront": "create",
      "load-balancer-https-listener": "create",
      "load-balancer-listener": "delete",
    });
    // By dependencies: Pulumi makes and moves in their order, and deletes at the end of the same `up`.
    expect(waits(large, "load-balancer-https-listener")).toContain("cdn-certificate-validation");
    expect(waits(large, "cdn-vpc-origin")).toContain("load-balancer-https-listener");
    expect(waits(large, "cdn-distribution")).toContain("cdn-vpc-origin");
    expect([...leadFaults(large), ...deadEnds(between, large)]).toEqual([]);
  });

  test.each(["on", "off"])("interrupts nothing when it goes %s, and the report knows each change", (way) => {
    const [from, to] = way === "on" ? [between, large] : [large, between];
    const steps = operations(from, to).map((operation) => judgeOperation(operation));
    expect(steps.length).toBeGreaterThan(5);
    for (const { name, downtime, blocked, notes } of steps)
      expect([name, downtime.class, blocked, notes.join().includes("unknown")]).toEqual([
        name,
        "none",
        null,
        false,
      ]);
  });

  test("keeps both security groups, which are taken from a load balancer before CloudFront has left them", () => {
    const groups = [between, large].map((of) => named(of, "load-balancer-alb").inputs["securityGroups"]);
    expect(groups[0]).toHaveLength(2);
    expect(groups[1]).toEqual(groups[0]);
  });
});

test("in another region the load balancer has a certificate of its own, which is watched", () => {
  expect(named(frankfurt, "load-balancer-https-listener").inputs["certificateArn"]).toBe(
    named(frankfurt, "cdn-origin-certificate-validation").inputs["certificateArn"],
  );
  expect(waits(frankfurt, "load-balancer-https-listener")).toContain("cdn-origin-certificate-validation");
  expect(frankfurt.resources.filter(({ name }) => name.endsWith("validation-record"))).toHaveLength(1);
  expect(named(frankfurt, "alarms-origin-certificate-ends").inputs["dimensions"]).toEqual({
    CertificateArn: named(frankfurt, "cdn-origin-certificate-validation").inputs["certificateArn"],
  });
  expect(leadFaults(frankfurt)).toEqual([]);
});

describe("the policies", () => {
  const asked = RULES.filter(({ id }) =>
    [
      "forbid-foreign-accounts",
      "require-https",
      "require-origin-tls",
      "require-own-references",
      "require-private-settings",
      "require-promise-alarms",
    ].includes(id),
  );
  const messages = (manifest: Manifest, resources = manifest.resources): string[] =>
    evaluate(asked, resources, { tier: manifest.spec, region: manifest.region }).violations.map(
      ({ policy, message }) => `${policy}: ${message.split("; allowed")[0] ?? ""}`,
    );
  /** What the rules say more, with inputs of one resource set otherwise. */
  const broken = (name: string, inputs: Record<string, unknown>): string[] => {
    const before = new Set(messages(large));
    const resources = large.resources.map((each) =>
      each.name === name ? { ...each, inputs: { ...each.inputs, ...inputs } } : each,
    );
    return messages(large, resources).filter((message) => !before.has(message));
  };
  const config = (changes: Record<string, unknown>) => ({
    vpcOriginEndpointConfig: {
      ...(named(large, "cdn-vpc-origin").inputs["vpcOriginEndpointConfig"] as object),
      ...changes,
    },
  });

  test("find nothing in a stack that has it, wherever it is", () => {
    expect([...messages(large), ...messages(frankfurt)]).toEqual([]);
  });

  test.each<[string, () => string[], string[]]>([
    [
      "CloudFront that comes by HTTP",
      () => broken("cdn-vpc-origin", config({ originProtocolPolicy: "http-only" })),
      [
        'require-origin-tls: cdn-vpc-origin: originProtocolPolicy is "http-only", behind a distribution with a domain',
      ],
    ],
    [
      "CloudFront that comes as its visitor does",
      () => broken("cdn-vpc-origin", config({ originProtocolPolicy: "match-viewer" })),
      [
        'require-origin-tls: cdn-vpc-origin: originProtocolPolicy is "match-viewer", behind a distribution with a domain',
      ],
    ],
    [
      "a port where nobody answers",
      () => broken("cdn-vpc-origin", config({ httpsPort: 8443 })),
      ["require-origin-tls: cdn-vpc-origin: no HTTPS listener of its load balancer is at port 8443"],
    ],
    [
      "a listener in clear",
      () => broken("load-balancer-https-listener", { protocol: "HTTP" }),
      [
        "require-origin-tls: cdn-vpc-origin: no HTTPS listener of its load balancer is at port 443",
        'require-origin-tls: load-balancer-https-listener: protocol is "HTTP", behind a distribution with a domain',
      ],
    ],
    [
      "old TLS",
      () => broken("load-balancer-https-listener", { sslPolicy: "ELBSecurityPolicy-2016-08" }),
      ['require-private-settings: load-balancer-https-listener: sslPolicy is "ELBSecurityPolicy-2016-08"'],
    ],
    [
      "somebody else's certificate",
      () =>
        broken("load-balancer-https-listener", {
          certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/1",
        }),
      [
        "forbid-foreign-accounts: load-balancer-https-listener: it names arn:aws:acm:us-east-1:444455556666:certificate/1",
        'require-own-references: load-balancer-https-listener: certificateArn is "arn:aws:acm:us-east-1:444455556666:certificate/1"',
      ],
    ],
  ])("find %s", (_what, found, expected) => {
    expect(found()).toEqual(expected);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      "a server beside the VPC",
      { customOriginConfig: { originProtocolPolicy: "match-viewer" } },
      'cdn-distribution: originProtocolPolicy is "match-viewer", behind a distribution with a domain',
    ],
    [
      "a VPC origin of somebody else",
      { vpcOriginConfig: { vpcOriginId: "vo_other" } },
      "cdn-distribution: whether the way to vo_other is encrypted is not known",
    ],
  ])("find %s", (_what, origin, expected) => {
    const others = named(large, "cdn-distribution").inputs["origins"] as unknown[];
    expect(broken("cdn-distribution", { origins: [...others, { originId: "other", ...origin }] })).toContain(
      `require-origin-tls: ${expected}`,
    );
  });
});

test("CloudFront reaches the load balancer by the port of TLS alone", () => {
  const ways = ({ resources }: Manifest): string[] =>
    connections(inventoryOf(resources))
      .filter(({ to }) => to === "load-balancer-alb")
      .map(({ from, ports }) => `${from}: ${ports}`);
  expect(ways(large)).toEqual(["CloudFront: tcp 443", "prefix list pl-cloudfront: tcp 443"]);
  expect(ways(small)).toEqual(["CloudFront: tcp 80", "prefix list pl-cloudfront: tcp 80"]);
});
