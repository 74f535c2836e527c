import { chooseZones, REFUSED_ZONE_IDS } from "../../stacks/site";

const zones = (...ids: string[]) => ids.map((id) => ({ id, name: `name-of-${id}` }));
const VIRGINIA = zones("use1-az6", "use1-az3", "use1-az1", "use1-az10", "use1-az2", "use1-az4");

test("takes the first three zones by id, whatever order the account lists them in", () => {
  expect(chooseZones(VIRGINIA, "us-east-1", undefined).map(({ id }) => id)).toEqual([
    "use1-az1",
    "use1-az2",
    "use1-az4",
  ]);
  expect(chooseZones([...VIRGINIA].reverse(), "us-east-1", undefined)).toEqual(
    chooseZones(VIRGINIA, "us-east-1", undefined),
  );
});

test("a zone with a two-digit id comes after those with one digit", () => {
  expect(
    chooseZones(zones("use1-az10", "use1-az2", "use1-az4", "use1-az5"), "us-east-1", undefined).map(
      ({ id }) => id,
    ),
  ).toEqual(["use1-az2", "use1-az4", "use1-az5"]);
});

test("never takes a zone that EKS or VPC origins refuse", () => {
  expect(REFUSED_ZONE_IDS).toEqual(["use1-az3", "usw1-az2", "cac1-az3", "apne1-az3"]);
  expect(() => chooseZones(zones("use1-az1", "use1-az2", "use1-az3"), "us-east-1", undefined)).toThrow(
    "Region us-east-1 has 2 usable availability zones (use1-az1, use1-az2); the platform needs 3 that both EKS and CloudFront VPC origins accept. Choose another region: pulumi config set aws:region us-east-1",
  );
});

test("pinned zones are taken in the order given", () => {
  expect(
    chooseZones(VIRGINIA, "us-east-1", ["use1-az6", "use1-az1", "use1-az2"]).map(({ id }) => id),
  ).toEqual(["use1-az6", "use1-az1", "use1-az2"]);
});

test("a pinned zone that is not usable is refused by its place in the list", () => {
  expect(() => chooseZones(VIRGINIA, "us-east-1", ["use1-az1", "use1-az3", "use1-az2"])).toThrow(
    'The configured zones are refused:\n  zoneIds.1: given "use1-az3"; allowed: three of the usable zones of us-east-1: use1-az1, use1-az2, use1-az4, use1-az6, use1-az10',
  );
});
