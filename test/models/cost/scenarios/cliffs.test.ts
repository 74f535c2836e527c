import { costCliffs } from "../../../../models/cost/scenarios/cliffs";
import type { Manifest, ManifestResource } from "../../../../models/manifest/manifest";
import { EXAMPLE_BOOK, exampleResource } from "../../../support/cost-example";
import { manifestWith } from "../../../support/manifest-with";

const manifestOf = (...resources: ManifestResource[]): Manifest => manifestWith("500", resources);

const cluster = (version: string, supportType?: string) =>
  exampleResource("cluster", "aws:eks/cluster:Cluster", "cluster-control-plane", {
    version,
    ...(supportType === undefined ? {} : { upgradePolicy: { supportType } }),
  });

const database = (inputs: Record<string, unknown>) =>
  exampleResource("postgres", "aws:rds/instance:Instance", "postgres-shard-0-primary", inputs);

const DISABLED = "open-source-rds-extended-support-disabled";

test("a cluster of the standard policy is upgraded by AWS, and nothing is added to the bill", () => {
  expect(costCliffs(manifestOf(cluster("1.34", "STANDARD")), EXAMPLE_BOOK)).toEqual([
    {
      what: "Kubernetes 1.34",
      date: "2026-12-02",
      effect:
        "EKS upgrades the control plane by itself; staying in extended support would cost $365 a month more, and upgradePolicy STANDARD rules it out",
      addsMonthlyUsd: null,
      source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    },
  ]);
});

test.each([["EXTENDED"], [undefined]])(
  "a cluster of the policy %s costs 0.50 × 730 dollars more from the date on",
  (policy) => {
    expect(costCliffs(manifestOf(cluster("1.35", policy)), EXAMPLE_BOOK)).toMatchObject([
      { date: "2027-03-27", addsMonthlyUsd: 0.5 * 730, effect: "extended support begins, $365 a month more" },
    ]);
  },
);

test("a version that the calendar does not hold has no date, rather than a guessed one", () => {
  expect(costCliffs(manifestOf(cluster("1.99", "STANDARD")), EXAMPLE_BOOK)).toMatchObject([
    { what: "Kubernetes 1.99", date: null },
  ]);
});

test("PostgreSQL is named once by its major version, whatever the number of instances", () => {
  const cliffs = costCliffs(
    manifestOf(
      database({ engineVersion: "17.6", engineLifecycleSupport: DISABLED }),
      database({ engineVersion: "17", engineLifecycleSupport: DISABLED }),
      database({ replicateSourceDb: "shard-0" }),
    ),
    EXAMPLE_BOOK,
  );
  expect(cliffs).toMatchObject([{ what: "PostgreSQL 17", date: "2030-02-28", addsMonthlyUsd: null }]);
  expect(cliffs[0]?.effect).toBe(
    "RDS upgrades to the next major version by itself, with an outage; extended support is off and costs nothing",
  );
});

test("a database that is enrolled in extended support says that its charge has no figure here", () => {
  expect(costCliffs(manifestOf(database({ engineVersion: "16" })), EXAMPLE_BOOK)[0]?.effect).toBe(
    "RDS Extended Support begins and is charged by the vCPU-hour, which this model does not price",
  );
});

test("the earliest date comes first", () => {
  const cliffs = costCliffs(
    manifestOf(
      database({ engineVersion: "17", engineLifecycleSupport: DISABLED }),
      cluster("1.34", "STANDARD"),
    ),
    EXAMPLE_BOOK,
  );
  expect(cliffs.map(({ date }) => date)).toEqual(["2026-12-02", "2030-02-28"]);
});

test("a surcharge without a price is not a cliff of 0 dollars", () => {
  const book = { ...EXAMPLE_BOOK, region: "eu-west-3", prices: {} };
  const [cliff] = costCliffs(manifestOf(cluster("1.34")), book);
  expect(cliff?.addsMonthlyUsd).toBeNull();
  expect(cliff?.effect).toContain("at a price not known for eu-west-3");
});
