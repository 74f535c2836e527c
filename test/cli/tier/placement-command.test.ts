import { placementDocument } from "../../../cli/tier/placement-document";
import { exitCodeOf } from "../../../cli/run/exit-code";
import { textOf } from "../../../cli/print/text-printer";
import { PLAIN } from "../../../cli/print/style";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { UnplacedError } from "../../../kinds/pricing/errors";
import { estimateCost } from "../../../models/cost/estimate";
import { assuming } from "../../../models/cost/nodes/node-assumption";
import { tierNodes } from "../../../models/cost/nodes/tier-nodes";
import { pricesOf } from "../../../models/cost/prices/price-books";
import type { Manifest } from "../../../models/manifest/manifest";
import { placementReport, placementSchema } from "../../../models/reports/placement";
import { requireRoomOnNodes } from "../../../policies/rules/require-room-on-nodes";
import { tierNamed, type TierName, type TierSpec } from "../../../tiers";
import { runScale } from "../../support/run-scale";
import { makeCheckout, stackText, type Checkout } from "../../support/checkout";
import { withValue } from "../../support/with-value";

/** Not by an override: what no placement can have is refused there already. */
const sized = (tier: TierName, path: string, value: number): Promise<Manifest> =>
  recordedManifest(withValue(tierNamed(tier), path, value) as TierSpec);

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
    "(1,340 millicores and 591 MiB free)\n├─ app/web\n├─ kube-system/metrics-server\n├─ observer/observer\n",
  );
  expect(stdout.replaceAll("\n", " ")).toContain(
    "In any order of arrival: cluster-app-nodes: 2 nodes at the minimum, cluster-app-nodes: 2 nodes at the maximum; cluster-app-nodes needs 2 nodes for a release there, of 3 that it may have",
  );
});

test("a node that reserves memory for fewer pods has more room", async () => {
  const { stdout } = await runScale("placement", "100", "--reserved", "defaultPods");
  expect(stdout).toContain("(1,340 millicores and 1,614 MiB free)");
});

test("another reservation is refused with those that there are", async () => {
  const { code, stderr } = await runScale("placement", "100", "--reserved", "17");
  expect(code).toBe(2);
  expect(stderr).toContain("argument '17' is invalid. Allowed choices are podLimit, defaultPods.");
});

test("nodes with other room than is priced are placed with that, and the report says so", async () => {
  const options = ["--allocatable", "96", "--pods-per-node", "29"];
  const { stdout } = await runScale("placement", "2k", ...options, "--json");
  const { pools, ...assumed } = placementSchema.parse(JSON.parse(stdout));
  expect(assumed).toEqual({
    schemaVersion: 1,
    tier: "2k",
    reserved: "podLimit",
    allocatablePercent: 96,
    podsPerNode: 29,
  });
  expect(pools[0]).toMatchObject({ allocatable: { millicores: 1832, pods: 28 }, nodesAtMaximum: [3, 3] });
});

test.each([
  [["--allocatable", "10"], '--allocatable is "10". Give a whole number from 50 to 150.'],
  [["--allocatable", "9.5"], '--allocatable is "9.5". Give a whole number from 50 to 150.'],
  [["--pods-per-node", "none"], '--pods-per-node is "none". Give a whole number from 4 to 250.'],
])("%j is refused", async (options, message) => {
  const { code, stderr } = await runScale("placement", "500", ...options);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${message}\n` });
});

test("where a release stands still, the report and its words say so", async () => {
  const larger = withValue(tierNamed("500"), "qdrant.memoryMiB", 4864);
  const manifest = await recordedManifest(withValue(larger, "app.webReplicasMax", 4) as TierSpec);
  const pools = tierNodes(manifest, assuming());
  expect(placementReport("500", pools, assuming()).pools.map(({ nodesInRelease }) => nodesInRelease)).toEqual(
    [null],
  );
  expect(textOf(placementDocument(pools, "It"), PLAIN).replaceAll("\n", " ")).toContain(
    "at the maximum; in some orders a release stands still there on the 4 nodes that cluster-app-nodes may have",
  );
});

test("a static pool has its nodes in its zone, each with one peer", async () => {
  const pools = tierNodes(await recordedManifest("20k"), assuming());
  const qdrant = placementReport("20k", pools, assuming()).pools.filter(({ name }) =>
    name.startsWith("cluster-qdrant"),
  );
  expect(qdrant.map(({ name, nodesAtMaximum }) => [name, nodesAtMaximum])).toEqual([
    ["cluster-qdrant-zone-0-r6g-2xlarge", [3, 3]],
    ["cluster-qdrant-zone-1-r6g-2xlarge", [3, 3]],
    ["cluster-qdrant-zone-2-r6g-2xlarge", [2, 2]],
  ]);
  expect(textOf(placementDocument(pools, "It"), PLAIN)).toContain("r6g.2xlarge in us-east-1c");
});

/** Qdrant's peers want four zones and there are four of them. */
async function spreadTooWide(): Promise<Manifest> {
  const manifest = await recordedManifest(withValue(tierNamed("500"), "qdrant.peerCount", 4) as TierSpec);
  const text = JSON.stringify(manifest).replaceAll('"minDomains":3', '"minDomains":4');
  return JSON.parse(text) as Manifest;
}

describe.each<[string, () => Promise<Manifest>, string, string]>([
  [
    "a pod larger than its node",
    () => sized("500", "app.webMemoryMiB", 7000),
    "A pod of app/web (200m, 7000 MiB) fits no node: an empty one has 1910m and 5980 MiB for pods. Lower what it requests, or choose a larger instance type.",
    "A pod of app/web (200m, 7000 MiB) fits no node: an empty one has 1910m and 5980 MiB for pods. Lower what it requests, or choose a larger instance type; allowed: pods that have a place.",
  ],
  [
    "a pool that is too small",
    () => sized("100", "qdrant.memoryMiB", 1728),
    "A pod of app/web (150m, 288 MiB) has no place: cluster-app-nodes may have 3 nodes, and its rules of spread or the room on them keep it off each. All pods have a place on 4 nodes: raise appNodeCountMax to 4 or more, or lower what the pods request.",
    "its limits allow 3 nodes, but the autoscalers' maximum needs 5, and a pod of app/web has no place; allowed: limits of 5 nodes or more.",
  ],
  [
    "a spread over more zones than there are",
    spreadTooWide,
    "A pod of qdrant/qdrant has a place on no number of nodes: it is to be spread over 4 zones, and cluster-app-nodes is in 3 (us-east-1a, us-east-1b, us-east-1c). Let it be spread over 3, or give the pool more zones.",
    "A pod of qdrant/qdrant has a place on no number of nodes: it is to be spread over 4 zones, and cluster-app-nodes is in 3 (us-east-1a, us-east-1b, us-east-1c). Let it be spread over 3, or give the pool more zones; allowed: pods that have a place.",
  ],
])("%s", (_, manifestOf, message, problem) => {
  test("is refused by placement and cost in the same words", async () => {
    const manifest = await manifestOf();
    expect(refusal(() => tierNodes(manifest, assuming()))).toBe(message);
    expect(refusal(() => estimateCost(manifest, pricesOf("us-east-1")))).toBe(message);
  });

  test("is a problem of the policy that pools have room", async () => {
    const manifest = await manifestOf();
    const problems = requireRoomOnNodes.check(manifest.resources, { tier: manifest.spec } as never);
    expect(problems.map(({ wrong, allowed }) => `${wrong}; allowed: ${allowed}.`)).toEqual([problem]);
  });
});

describe("a stack whose overrides leave a pod without a place", () => {
  let checkout: Checkout;
  const before = process.cwd();
  const commands = ["placement", "cost", "policy"];

  beforeEach(() => {
    checkout = makeCheckout();
    checkout.write("Pulumi.yaml", "name: scaling-tiers\nruntime: nodejs\nstackConfigDir: stacks/config\n");
    process.chdir(checkout.folder);
  });

  afterEach(() => {
    process.chdir(before);
    checkout.remove();
  });

  const stack = (overrides: string): void => {
    checkout.write(
      "stacks/config/Pulumi.prod.yaml",
      stackText('scaling-tiers:tier: "500"', `scaling-tiers:overrides: ${overrides}`),
    );
  };

  test.each(commands)("as a pod larger than its node: %s says which, and ends with 3", async (command) => {
    stack("{ app: { webMemoryMiB: 7000 } }");
    const { code, stderr } = await runScale(command, "--stack", "prod");
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.any(String) });
    expect(stderr).toContain(
      "app.webMemoryMiB: given 7000; allowed: at most 5980, which is what an empty node of cluster.appNodeInstanceType t4g.large has for a pod of app/web; or cluster.appNodeInstanceType t4g.xlarge or larger",
    );
  });

  test.each(commands)("as a pool that is too small: %s says for which, and ends with 3", async (command) => {
    stack("{ cluster: { appNodeCountMax: 1 } }");
    const { code, stderr } = await runScale(command, "--stack", "prod");
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.any(String) });
    expect(stderr).toContain(
      "cluster.appNodeCountMax: given 1; allowed: at least 3: the pods of the app pool, most of all qdrant/qdrant ×3, need so many nodes of t4g.large when every autoscaler is at its maximum; or fewer or smaller pods, or a larger cluster.appNodeInstanceType",
    );
  });

  test("beside another mistake it is wrong input, with 2", async () => {
    stack("{ app: { webMemoryMiB: 7000, webReplicasMin: 9 } }");
    expect((await runScale("placement", "--stack", "prod")).code).toBe(2);
  });
});

test("what has no place closes a gate: exit code 3", () => {
  let said = "";
  expect(exitCodeOf(new UnplacedError("no place"), { write: (text) => (said += text) })).toBe(3);
  expect(said).toBe("no place\n");
});
