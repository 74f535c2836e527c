import { fc } from "../../support/property";
import { NAME_LENGTH_MAX, physicalName, type NamedType } from "../../../components/shared/names";

const TYPES = Object.keys(NAME_LENGTH_MAX) as NamedType[];
const VALID = /^[a-z][a-z0-9-]*[a-z0-9]$/;

/** Any text a person may choose, of any length and script. */
const words = fc.string({ unit: "binary", maxLength: 300 });
const context = fc.record({ project: words, stack: words, environment: words });
const type = fc.constantFrom(...TYPES);
/** No longer than the shortest names leave room for. */
const role = fc.stringMatching(/^[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,4})?$/);

const production = { project: "scaling-tiers", stack: "prod", environment: "prod" };

test("a name is the environment, the role and eight characters that make it unique", () => {
  expect(physicalName(production, "aws:iam/role:Role", "cluster")).toMatch(/^prod-cluster-[a-z0-9]{8}$/);
});

test("is accepted by AWS, whatever the stack is called", () => {
  fc.assert(
    fc.property(context, type, role, (of, named, as) => {
      const name = physicalName(of, named, as);
      expect(name.length).toBeLessThanOrEqual(NAME_LENGTH_MAX[named]);
      expect(name).toMatch(VALID);
      expect(name).not.toContain("--");
      expect(name).not.toMatch(/^(internal|sg|sthree|amzn-s3-demo)-/);
    }),
    { numRuns: 2000 },
  );
});

test("is the same each time", () => {
  fc.assert(
    fc.property(context, type, role, (of, named, as) =>
      expect(physicalName({ ...of }, named, as)).toBe(physicalName(of, named, as)),
    ),
  );
});

test("differs between any two projects, stacks, environments or roles", () => {
  fc.assert(
    fc.property(context, context, type, role, role, (one, other, named, oneRole, otherRole) => {
      const same = JSON.stringify([one, oneRole]) === JSON.stringify([other, otherRole]);
      expect(physicalName(one, named, oneRole) === physicalName(other, named, otherRole)).toBe(same);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [
    "environments that are cut to the same",
    { environment: "x".repeat(300) },
    { environment: "x".repeat(301) },
  ],
  ["environments that read the same", { environment: "a.b" }, { environment: "a_b" }],
  ["environments in upper and lower case", { environment: "Prod" }, { environment: "prod" }],
  ["scripts without Latin letters", { environment: "生産" }, { environment: "試験" }],
  ["halves of a character", { environment: "\ud800" }, { environment: "\ud801" }],
  ["a border moved", { project: "ab", stack: "c" }, { project: "a", stack: "bc" }],
])("tells apart %s", (_what, one, other) => {
  const nameOf = (changes: Partial<typeof production>) =>
    physicalName({ ...production, ...changes }, "aws:lb/loadBalancer:LoadBalancer", "web");
  expect(nameOf(one)).not.toBe(nameOf(other));
});

test.each([
  ["begins with a digit", "2024", "e2024-web-"],
  ["is empty to AWS", "生産", "e-web-"],
  ["is the beginning AWS keeps for its own load balancers", "internal", "einternal-web-"],
  ["begins with that word", "internal-tools", "einternal-tools-web-"],
  ["begins with that word and is cut", "internal-preproduction", "einternal-preproduc-web-"],
  ["is the beginning of security group ids", "sg", "esg-web-"],
  ["only looks like it", "sgp", "sgp-web-"],
  ["is only marks", "---", "e-web-"],
])("an environment that %s", (_what, environment, beginning) => {
  const name = physicalName({ ...production, environment }, "aws:lb/loadBalancer:LoadBalancer", "web");
  expect(name.slice(0, -8)).toBe(beginning);
});

test("a role that leaves no room is refused", () => {
  expect(() =>
    physicalName(production, "aws:lb/targetGroup:TargetGroup", "web-behind-the-load-balancer"),
  ).toThrow(
    new RangeError(
      'The role "web-behind-the-load-balancer" is too long for a aws:lb/targetGroup:TargetGroup: its names hold 32 characters.',
    ),
  );
});

test("the longest role that fits leaves one character for the environment", () => {
  const longest = "r".repeat(32 - 9 - 2);
  expect(physicalName(production, "aws:lb/targetGroup:TargetGroup", longest)).toMatch(
    /^p-r{21}-[a-z0-9]{8}$/,
  );
  expect(() => physicalName(production, "aws:lb/targetGroup:TargetGroup", `${longest}r`)).toThrow(RangeError);
});

test("prefixes leave the provider room for a hyphen and its 26 characters", () => {
  expect(NAME_LENGTH_MAX["aws:s3/bucket:Bucket"] + 1 + 26).toBe(63);
  expect(NAME_LENGTH_MAX["aws:secretsmanager/secret:Secret"] + 1 + 26).toBe(512);
});
