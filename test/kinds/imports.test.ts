import { importFactOf } from "../../kinds/imports";
import { KINDS } from "../../kinds";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { cloudOutputs } from "../../models/cloud-outputs";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { isCustomResource } from "../../models/manifest/manifest";
import { at, type Values } from "../../models/manifest/values";
import { findIds, type Ask } from "../../models/recovery/rebuild/find-ids";
import { asCommand, importOf, questionOf } from "../../models/recovery/rebuild/question";
import { storedPasswords } from "../../models/recovery/rebuild/stored-passwords";
import { TIER_NAMES } from "../../tiers";
import { EVERYTHING } from "../support/everything";
import { resourceNamed } from "../support/recorded-resource";

const PLACE = { account: "123456789012", region: "us-east-1" };

/** AWS, as far as a manifest goes: each object answers to the command that is about it. */
function answering({ resources }: Manifest, but: readonly string[] = []): Ask {
  const answers = new Map<string, string[]>();
  // AWS makes the id of a role of its name.
  const roles = new Map(
    resources
      .filter(({ type }) => type === "aws:iam/role:Role")
      .map(({ name, inputs }) => [`${name}-id`, inputs["name"]]),
  );
  const inputOf = (inputs: Values) => (path: string) => {
    const value = at(inputs, path);
    return typeof value === "string" ? (roles.get(value) ?? value) : value;
  };
  for (const { type, name, inputs } of resources.filter(isCustomResource)) {
    const lookup = importOf(type, inputs)?.lookup;
    if (lookup === undefined || but.includes(name)) continue;
    const own = typeof inputs["region"] === "string" ? inputs["region"] : PLACE.region;
    const { args } = questionOf(lookup, inputOf(inputs), { account: PLACE.account, name }, own);
    const given =
      lookup.gives === undefined ? `${name}-id` : at(cloudOutputs(type, name, { ...inputs }), lookup.gives);
    const key = args.join("\n");
    answers.set(key, [...(answers.get(key) ?? []), String(given)]);
  }
  return ({ args }) => Promise.resolve(answers.get(args.join("\n")) ?? []);
}

const named = ({ resources }: Manifest, name: string): ManifestResource => resourceNamed(resources, name);

test("every type of the catalogue says how it is imported, or why it is not", () => {
  for (const { type } of KINDS) {
    const fact = importFactOf(type);
    expect([type, fact]).not.toEqual([type, undefined]);
    for (const one of fact === undefined || "lost" in fact ? [] : "source" in fact ? [fact] : fact) {
      expect(one.source).toMatch(/^https:\/\/www\.pulumi\.com\/registry\/packages\/.*#import$/);
      expect(one.id ?? one.lookup).toBeDefined();
    }
  }
});

test.each([...TIER_NAMES.map((tier) => [tier, {}] as const), ["500", EVERYTHING] as const])(
  "at tier %s each lookup finds one object, and it is the right one",
  async (tier, config) => {
    const manifest = await recordedManifest(tier, config);
    const found = await findIds(manifest, PLACE, answering(manifest));
    const strange = manifest.resources
      .filter(isCustomResource)
      .filter(({ urn }) => !["id", "lost"].includes(found.get(urn)?.kind ?? ""))
      .map(({ urn, name }) => [name, found.get(urn)]);
    expect(strange).toEqual([]);
  },
);

test("ids are those of the provider's pages", async () => {
  const manifest = await recordedManifest("500");
  const found = await findIds(manifest, PLACE, answering(manifest));
  const idOf = (name: string): unknown => {
    const place = found.get(named(manifest, name).urn);
    return place?.kind === "id" ? place.id : place;
  };
  expect(idOf("network-data-association-0")).toBe("network-data-0-id/network-data-route-table-id");
  expect(idOf("network-default-route-0")).toBe("network-private-route-table-0-id_0.0.0.0/0");
  expect(idOf("operations-budget-account")).toMatch(/^123456789012:example-account-budget-\w+$/);
  expect(idOf("app-web-identity")).toMatch(/^example-cluster-\w+,app-web-identity-id$/);
  expect(idOf("postgres-secret-version")).toBe("postgres-secret-id|postgres-secret-version-id");
  expect(idOf("app-web-deployment")).toBe("app/web");
  expect(idOf("cdn-web-acl")).toMatch(/cdn-web-acl\/example-cdn-\w+\/CLOUDFRONT$/);
});

test("what lies in another region than the stack says so in its id", async () => {
  const manifest = await recordedManifest("500");
  const found = await findIds(manifest, { ...PLACE, region: "eu-central-1" }, ({ args }) =>
    Promise.resolve(args[1] === "list-topics" ? ["arn:aws:sns:us-east-1:123456789012:edge"] : []),
  );
  expect(found.get(named(manifest, "operations-edge-alerts-topic").urn)).toEqual({
    kind: "id",
    id: "arn:aws:sns:us-east-1:123456789012:edge@us-east-1",
    wasAsked: true,
  });
});

test("what belongs to something that is gone is not looked for", async () => {
  const manifest = await recordedManifest("500");
  const found = await findIds(manifest, PLACE, answering(manifest, ["network-vpc"]));
  expect(found.get(named(manifest, "network-vpc").urn)).toEqual({
    kind: "none",
    command:
      'aws ec2 describe-vpcs --filters Name=tag:project,Values=scaling-tiers Name=tag:environment,Values=example Name=tag:Name,Values=example-vpc --query "Vpcs[].VpcId" --region us-east-1 --output text',
    answers: [],
  });
  expect(found.get(named(manifest, "network-data-0").urn)).toEqual({ kind: "blocked", by: "network-vpc" });
});

test("a lookup that finds two is no answer", async () => {
  const manifest = await recordedManifest("500");
  const found = await findIds(manifest, PLACE, ({ args }) =>
    Promise.resolve(args[1] === "describe-vpcs" ? ["vpc-1", "vpc-2"] : []),
  );
  expect(found.get(named(manifest, "network-vpc").urn)).toMatchObject({
    kind: "several",
    answers: ["vpc-1", "vpc-2"],
  });
});

test("a command is printed as a shell takes it", () => {
  expect(
    asCommand({ args: ["elbv2", "describe-listeners", "--query", "Listeners[?Port==`80`].ListenerArn"] }),
  ).toBe('aws elbv2 describe-listeners --query "Listeners[?Port==\\`80\\`].ListenerArn"');
});

test("each password in use but the observer's is kept in Secrets Manager, and of one in rotation nothing is known", async () => {
  const manifest = await recordedManifest("500");
  // The observer takes a new one as it takes the first: from the cluster's secret, with its pod.
  const passwords = manifest.resources.filter(
    ({ type, name }) => type.endsWith(":RandomPassword") && !/observer|read-only/.test(name),
  );
  expect(
    storedPasswords(manifest)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(passwords.map(({ name }) => name).sort());
  const second = { ...named(manifest, "valkey-password"), urn: "urn:other", name: "valkey-password-2" };
  const rotating = { ...manifest, resources: [...manifest.resources, second] };
  expect(storedPasswords(rotating).map(({ name }) => name)).not.toContain("valkey-password");
});
