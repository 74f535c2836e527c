import { recordStep } from "../../../cli/record/record-step";
import type { UpgradeReport } from "../../../models/upgrade/report";
import { upgradeReport } from "../../../models/upgrade/upgrade";
import type { TierName } from "../../../tiers";

async function reportOf(from: TierName, to: TierName, keepsSizes: boolean): Promise<UpgradeReport> {
  const step = await recordStep(from, to, keepsSizes);
  return upgradeReport(step.from, step.to, step.between, step.overrides);
}

describe("a step to fewer shards", () => {
  let report: UpgradeReport;
  beforeAll(async () => {
    report = await reportOf("20k", "10k", false);
  });

  test("takes them out of service after their ventures have moved, and before anything gets smaller", () => {
    expect(report.phases.slice(0, 2).map(({ title }) => title)).toEqual([
      "Move all ventures off shard-2, shard-3",
      "Take the shards out of service that tier 10k has fewer than tier 20k",
    ]);
    expect(report.phases.flatMap(({ kind, commands }) => (kind === "up" ? [commands] : []))).toEqual([
      [
        "pulumi config set --path decommission.shard-2.venturesLeft 0",
        "pulumi config set --path decommission.shard-3.venturesLeft 0",
        "pulumi preview",
        "pulumi up",
      ],
      [
        "pulumi config set tier 10k",
        "pulumi config set --path phase.from 20k",
        "pulumi config set --path phase.name prepare",
        "pulumi preview",
        "pulumi up",
      ],
      [
        "pulumi config rm decommission",
        "pulumi config set --path phase.name move",
        "pulumi preview",
        "pulumi up",
      ],
      ["pulumi config set --path phase.name empty", "pulumi preview", "pulumi up"],
      ["pulumi config rm phase", "pulumi preview", "pulumi up"],
    ]);
  });

  test("touches no other database meanwhile, and says how to go back", () => {
    const leaving = report.phases[1];
    expect(
      leaving?.steps
        .filter(({ type }) => type === "aws:rds/instance:Instance")
        .map(({ name, operation, properties, blocked }) => ({ name, operation, properties, blocked })),
    ).toEqual(
      ["postgres-shard-2-primary", "postgres-shard-3-primary"].map((name) => ({
        name,
        operation: "update",
        properties: ["deletionProtection"],
        blocked: null,
      })),
    );
    expect(leaving?.rollback).toBe(
      "pulumi config rm decommission, then pulumi up: the shards serve again, and are protected.",
    );
  });

  test("can then delete them, which nothing refuses", () => {
    const { phases, blocked } = report;
    const gone = phases
      .flatMap(({ steps }) => steps)
      .filter(({ name, operation }) => operation === "delete" && /^postgres-shard-[23]-primary$/.test(name));
    expect(gone).toHaveLength(2);
    expect(blocked.filter(({ urn }) => /postgres-shard-[23]/.test(urn))).toEqual([]);
  });
});

test("a step that keeps the number of shards takes none out of service", async () => {
  const { phases } = await reportOf("20k", "10k", true);
  expect(phases.flatMap(({ commands }) => commands).join("\n")).not.toContain("decommission");
});
