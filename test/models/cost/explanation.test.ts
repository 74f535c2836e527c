import { explain, explanationSchema, namesToExplain } from "../../../models/cost/explanation";
import { nameOfUrn, typeOfUrn } from "../../../models/manifest/urn";
import { exampleCost } from "../../support/cost-example";

const { report, book } = exampleCost("500");
const linesOf = (asked: string) =>
  explain(report, book, asked).lines.map(({ name, item }) => `${name}: ${item}`);

test.each([
  ["a logical name", "postgres-shard-0-primary"],
  ["a name in other case", "POSTGRES-Shard-0-primary"],
  ["a type", "aws:rds/instance:Instance"],
  [
    "a URN",
    "urn:pulumi:example::scaling-tiers::scaling-tiers:area:Part$aws:rds/instance:Instance::postgres-shard-0-primary",
  ],
])("%s finds every line of the resource, those outside the figures too", (_, asked) => {
  expect(linesOf(asked)).toEqual([
    "postgres-shard-0-primary: instance hours",
    "postgres-shard-0-primary: surplus CPU credits",
  ]);
});

test("an item finds it in every resource, and a price key wherever it is charged", () => {
  expect(linesOf("node hours")).toEqual(["app-pools-app: node hours", "valkey-main-group: node hours"]);
  expect(linesOf("ec2.t4g.large")).toEqual(["app-pools-app: node hours"]);
});

test("a part of a name finds what holds it, unless something has just that name", () => {
  expect(linesOf("credits")).toEqual(["postgres-shard-0-primary: surplus CPU credits"]);
  expect(linesOf("requests")).toEqual(["app-embeddings-queue: requests"]);
});

test("a free resource is found with its reason", () => {
  expect(explain(report, book, "network-private-0").free).toEqual([
    {
      urn: expect.stringContaining("network-private-0") as string,
      name: "network-private-0",
      type: "aws:ec2/subnet:Subnet",
      reason: "AWS does not charge for subnets.",
    },
  ]);
});

test("each line carries its price's source, date and rule", () => {
  const [line] = explain(report, book, "instance hours").lines;
  expect(line?.price).toEqual({
    source: "an example",
    asOf: "2026-09-25",
    confidence: "high",
    derived: "half of Multi-AZ",
  });
  expect(line?.outsideFigures).toBe(false);
});

test("nothing and the empty word find nothing", () => {
  for (const asked of ["no such thing", ""]) expect(linesOf(asked)).toEqual([]);
});

test("every name that can be asked for finds something", () => {
  for (const name of namesToExplain(report)) {
    const { lines, free } = explain(report, book, name);
    expect(lines.length + free.length).toBeGreaterThan(0);
  }
});

test("an explanation fits its schema", () => {
  expect(explanationSchema.safeParse(explain(report, book, "aws:")).error).toBeUndefined();
});

test("a URN ends in the name, and its type stands without its parents'", () => {
  const urn = "urn:pulumi:dev::scaling-tiers::a:b:C$d:e:F$aws:ec2/vpc:Vpc::network-vpc";
  expect([nameOfUrn(urn), typeOfUrn(urn)]).toEqual(["network-vpc", "aws:ec2/vpc:Vpc"]);
  expect(typeOfUrn("urn:pulumi:dev::scaling-tiers::aws:ec2/vpc:Vpc::vpc")).toBe("aws:ec2/vpc:Vpc");
});
