import { lostZoneTable, pageWithLostZone } from "../../../cli/docs/lost-zone-table";
import { LEFT_WITHOUT_ZONE } from "../../../models/recovery/left-without-zone";
import { TIER_NAMES, tierNamed } from "../../../tiers";

const cellsOf = (title: string): string[] =>
  (
    lostZoneTable()
      .split("\n")
      .find((line) => line.startsWith(`| ${title} `)) ?? ""
  )
    .split("|")
    .map((cell) => cell.trim());

test.each(TIER_NAMES)("%s: the runs were of the pods that the tier has at its minimum", (tier) => {
  const { app, postgres, qdrant } = tierNamed(tier);
  const { "app/worker": worker, ...sets } = LEFT_WITHOUT_ZONE[tier];
  expect(Object.values(sets).map(({ of }) => of)).toEqual([
    app.webReplicasMin,
    postgres.poolerReplicas,
    qdrant.peerCount,
  ]);
  expect(worker?.of ?? 0).toBe(app.workerReplicasMin);
});

test("a tier whose databases are in one zone carries nobody without it", () => {
  expect(cellsOf("100").slice(5, 10)).toEqual([
    "**0 of 1**",
    "**gone** with its zone",
    "**gone** with its zone",
    "one instance: gone with its zone",
    "**nobody**",
  ]);
});

test("a tier with standbys goes on, and the part that breaks first is named", () => {
  const cells = cellsOf("5K");
  expect(cells.slice(6, 9)).toEqual([
    "a standby takes over",
    "a standby takes over",
    "the other zones' gateways",
  ]);
  expect(cells[9]).toMatch(/^[\d,]+ \(.+\)$/);
});

test("a page without its marks is named", () => {
  expect(() => pageWithLostZone("# Reliability\n")).toThrow(
    "docs/reliability.md has lost the marks around its table of a lost zone.",
  );
});
