import { placementDocument, placementJson } from "../../../cli/tier/placement-document";
import { exitCodeOf } from "../../../cli/run/exit-code";
import { textOf } from "../../../cli/print/text-printer";
import { PLAIN } from "../../../cli/print/style";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { UnplacedError } from "../../../kinds/pricing/errors";
import { estimateCost } from "../../../models/cost/estimate";
import { tierNodes } from "../../../models/cost/nodes/tier-nodes";
import { priceBookFor } from "../../../models/cost/prices/price-books";
import type { Manifest } from "../../../models/manifest/manifest";
import { requireRoomOnNodes } from "../../../policies/rules/require-room-on-nodes";
import { overrideTier, tierNamed, type TierName } from "../../../tiers";
import { runScale } from "../../support/run-scale";

const sized = (tier: TierName, overrides: object): Promise<Manifest> =>
  recordedManifest(overrideTier(tierNamed(tier), overrides, tier));

/** As a program other than ours could make it: the tiers themselves refuse such a pod. */
async function withLargeWeb(): Promise<Manifest> {
  const text = JSON.stringify(await recordedManifest("500"));
  return JSON.parse(text.replaceAll('"memory":"448Mi"', '"memory":"7000Mi"')) as Manifest;
}

/** The message of what throws, and nothing when it does not. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UnplacedError) return error.message;
    throw error;
  }
  return "";
}

test("tier 100 is two nodes, with the room that each has left", async () => {
  const { code, stdout } = await runScale("placement", "100");
  expect(code).toBe(0);
  expect(stdout).toContain("Tier 100: where the pods land\n");
  expect(stdout).toContain(
    "(1,280 millicores and 335 MiB free)\n├─ app/web\n├─ kube-system/metrics-server ×2\n",
  );
  expect(stdout.replaceAll("\n", " ")).toContain(
    "In any order of arrival: cluster-app-nodes: 2 nodes at the minimum, cluster-app-nodes: 2 nodes at the maximum",
  );
});

test("a node that reserves memory for fewer pods has more room", async () => {
  const { stdout } = await runScale("placement", "100", "--reserved", "defaultPods");
  expect(stdout).toContain("(1,280 millicores and 1,358 MiB free)");
});

test("another reservation is refused with those that there are", async () => {
  const { code, stderr } = await runScale("placement", "100", "--reserved", "17");
  expect(code).toBe(2);
  expect(stderr).toContain("argument '17' is invalid. Allowed choices are podLimit, defaultPods.");
});

test("a static pool has its nodes in its zone, each with one peer", async () => {
  const pools = tierNodes(await recordedManifest("20k"), "podLimit");
  const qdrant = pools.map(placementJson).filter(({ name }) => name.startsWith("cluster-qdrant"));
  expect(qdrant.map(({ name, nodesAtMaximum }) => [name, nodesAtMaximum])).toEqual([
    ["cluster-qdrant-zone-0", [3, 3]],
    ["cluster-qdrant-zone-1", [3, 3]],
    ["cluster-qdrant-zone-2", [2, 2]],
  ]);
  expect(textOf(placementDocument(pools, "It"), PLAIN)).toContain("r6g.2xlarge in us-east-1c");
});

describe.each<[string, () => Promise<Manifest>, string]>([
  [
    "a pod larger than its node",
    withLargeWeb,
    "A pod of app/web (200m, 7000 MiB) fits no node: an empty one has 1930m and 6012 MiB for pods. Lower what it requests, or choose a larger instance type.",
  ],
  [
    "a pool that is too small",
    () => sized("100", { qdrant: { memoryMiB: 1728 } }),
    "A pod of app/web (150m, 320 MiB) has no place: cluster-app-nodes may have 3 nodes, and its rules of spread or the room on them keep it off each. All pods have a place on 4 nodes: raise appNodeCountMax to 4 or more, or lower what the pods request.",
  ],
])("%s", (_, manifestOf, message) => {
  test("is refused by placement and cost in the same words", async () => {
    const manifest = await manifestOf();
    expect(refusal(() => tierNodes(manifest, "podLimit"))).toBe(message);
    expect(refusal(() => estimateCost(manifest, priceBookFor("us-east-1")))).toBe(message);
  });

  test("is a problem of the policy that pools have room", async () => {
    const manifest = await manifestOf();
    const problems = requireRoomOnNodes.check(manifest.resources, { tier: manifest.spec } as never);
    expect(problems).toHaveLength(1);
  });
});

test("what has no place closes a gate: exit code 3", () => {
  let said = "";
  expect(exitCodeOf(new UnplacedError("no place"), { write: (text) => (said += text) })).toBe(3);
  expect(said).toBe("no place\n");
});
