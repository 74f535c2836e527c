import { removeLostNodes } from "./lost-nodes";
import { Patience } from "./patience";
import { Sight } from "./sight";
import { startsIn } from "./starts";
import type { ApiServer, Ask } from "../kubernetes/api-server";

const METRICS = `# TYPE karpenter_nodeclaims_created_total counter
karpenter_nodeclaims_created_total{capacity_type="on-demand",nodepool="app",reason="provisioned"} 4
karpenter_nodeclaims_created_total{capacity_type="on-demand",nodepool="app",reason="drifted"} 2
karpenter_nodeclaims_created_total{capacity_type="on-demand",nodepool="qdrant",reason="provisioned"} 3
karpenter_nodeclaims_terminated_total{capacity_type="on-demand",nodepool="app"} 9
`;

/** A server with these objects, of which the version of each is that of the look. */
function server(names: { readonly claims?: string[]; readonly nodes?: string[] }, isChanging = true) {
  let version = 0;
  const asked: string[] = [];
  const api: ApiServer = (path: string, { method = "GET" }: Ask = {}) => {
    version += isChanging ? 1 : 0;
    if (method !== "GET") asked.push(`${method} ${path}`);
    const some = path.endsWith("/nodeclaims")
      ? (names.claims ?? [])
      : path.endsWith("/nodes")
        ? (names.nodes ?? [])
        : [];
    const items = some.map((name) => ({
      metadata: {
        name,
        uid: name,
        resourceVersion: String(version),
        labels: { "kubernetes.io/hostname": name.replace("node-of-", "") },
      },
      spec: {},
      status: {},
    }));
    return Promise.resolve({ status: 200, body: { items }, warnings: [] });
  };
  return { api, asked };
}

/** Looks, and a minute later again, until it is given up or for as long as `looks`. */
async function waiting(
  { api }: ReturnType<typeof server>,
  looks: number,
  startsPerLook = 0,
): Promise<string | undefined> {
  const sight = new Sight(api);
  let count = 0;
  const patience = new Patience(sight, {
    starts: () => Promise.resolve(new Map([["app", (count += startsPerLook)]])),
    mostStarts: () => 24,
  });
  for (let look = 0; look < looks; look++) {
    await sight.look();
    const reason = await patience.isOver();
    if (reason !== undefined) return reason;
    jest.setSystemTime(Date.now() + 60_000);
  }
  return undefined;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
});

afterEach(() => {
  jest.useRealTimers();
});

test("what a pool has started is what Karpenter's metrics count", () => {
  expect([...startsIn(METRICS)]).toEqual([
    ["app", 6],
    ["qdrant", 3],
  ]);
});

test("what changes is waited for, for hours on a slow machine", async () => {
  expect(await waiting(server({ claims: ["one"] }), 600)).toBeUndefined();
});

test("nodes that are started without end are not", async () => {
  expect(await waiting(server({ claims: ["one"] }), 600, 5)).toBe(
    "app has started 25 nodes, where 24 are more than enough",
  );
});

test("nor is what does not change any more", async () => {
  expect(await waiting(server({ claims: ["one"] }, false), 600)).toBe("nothing has changed for 360 s");
});

test("a node goes whose claim is gone, and a node with its claim stays", async () => {
  const { api, asked } = server({ claims: ["kept"], nodes: ["node-of-kept", "node-of-taken-back"] });
  const sight = new Sight(api);
  await sight.look();
  await removeLostNodes(api, sight);
  expect(asked).toEqual(["DELETE /api/v1/nodes/node-of-taken-back"]);
});
