import { nameOf, type Cluster } from "./cluster";
import type { Step, Wanted } from "./plan";

/** A step as a person would say it. */
export function describe(step: Step, cluster: Cluster): string {
  if (step.kind === "set-factor")
    return `set the replication factor of ${step.collection} from ${step.from} to ${step.to}`;
  const shard = `shard ${step.collection}/${step.shardId}`;
  const from = nameOf(cluster, step.from);
  if (step.kind === "drop") return `drop the copy of ${shard} on ${from}`;
  return `${step.kind === "move" ? "move" : "copy"} ${shard} from ${from} to ${nameOf(cluster, step.to)}`;
}

/** A plan: a line for each step, and one that sums up. */
export function planLines(steps: readonly Step[], cluster: Cluster, output: "text" | "json"): string[] {
  if (output === "json") {
    const lines = steps.map((step, index) => ({ step: index + 1, ...withNames(step, cluster) }));
    return [...lines, { result: "plan", steps: steps.length }].map((line) => JSON.stringify(line));
  }
  const count = (...kinds: Step["kind"][]): number => steps.filter(({ kind }) => kinds.includes(kind)).length;
  return [
    ...steps.map((step, index) => `${index + 1}. ${describe(step, cluster)}`),
    steps.length === 0
      ? "plan: nothing to do"
      : `plan: ${amount(steps.length, "step")}: ${amount(count("set-factor"), "setting")}, ${amount(count("replicate"), "copy", "copies")}, ${amount(count("drop"), "drop")}, ${amount(count("move"), "move")}`,
  ];
}

/** What a cluster is like after a run that had nothing left to do. */
export function balancedLine(cluster: Cluster, { keep }: Wanted, output: "text" | "json"): string {
  const { shards, copies } = sizesOf(cluster);
  const emptied = cluster.peers.filter((peer) => !keep.includes(peer)).map(({ name }) => name);
  const [result, before] =
    emptied.length > 0 ? ["drained", `${emptied.join(", ")} hold no shards; `] : ["balanced", ""];
  return output === "json"
    ? JSON.stringify({ result, peers: keep.length, shards, copies, emptied })
    : `${result}: ${before}${holding(keep.length, cluster)}`;
}

function sizesOf({ collections }: Cluster): { readonly shards: number; readonly copies: number } {
  const shards = collections.flatMap((collection) => [...collection.shards.values()]);
  return { shards: shards.length, copies: shards.reduce((sum, replicas) => sum + replicas.size, 0) };
}

function holding(peers: number, cluster: Cluster): string {
  const { shards, copies } = sizesOf(cluster);
  return `${amount(peers, "peer")} hold${peers === 1 ? "s" : ""} ${amount(copies, "copy", "copies")} of ${amount(shards, "shard")}`;
}

/** What a cluster is like after a peer was replaced, or was found to be alive. */
export function replacedLine(
  cluster: Cluster,
  { ordinal, removed }: { readonly ordinal: number; readonly removed: boolean },
  output: "text" | "json",
): string {
  const peer = cluster.peers.find((each) => each.ordinal === ordinal)?.name ?? `the peer ${ordinal}`;
  const peers = cluster.peers.length;
  if (output === "json")
    return JSON.stringify({ result: "replaced", peer, removed, peers, ...sizesOf(cluster) });
  const what = removed
    ? `the dead ${peer} was removed and joined anew`
    : `${peer} is a member, none was removed`;
  return `replaced: ${what}; ${holding(peers, cluster)}`;
}

/** What became of the peers that were not to stay. */
export function removedLine(removed: readonly string[], remaining: number, output: "text" | "json"): string {
  return output === "json"
    ? JSON.stringify({ result: "removed", removed, peers: remaining })
    : `removed: ${removed.length === 0 ? "no peer was left to remove" : removed.join(", ")}; ${amount(remaining, "peer")} remain${remaining === 1 ? "s" : ""}`;
}

function amount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function withNames(step: Step, cluster: Cluster): Readonly<Record<string, string | number>> {
  if (step.kind === "set-factor") return step;
  const from = nameOf(cluster, step.from);
  return step.kind === "drop" ? { ...step, from } : { ...step, from, to: nameOf(cluster, step.to) };
}
