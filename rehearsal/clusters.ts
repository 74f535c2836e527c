import type { Values } from "../models/manifest/values";
import type { World } from "./world";

const CLUSTER = "aws:eks/cluster:Cluster";

/** What EKS answers about the clusters as they are now, AWS's own upgrades included; undefined for a question about something else. */
export function clusterAnswer(token: string, { name }: Values, world: World): Values | undefined {
  const clusters = world.ofType(CLUSTER);
  if (token === "aws:eks/getClusters:getClusters")
    return { names: clusters.map(({ inputs }) => inputs["name"]) };
  if (token !== "aws:eks/getCluster:getCluster") return undefined;
  const found = clusters.find(({ inputs }) => inputs["name"] === name);
  if (found === undefined)
    throw new Error(`ResourceNotFoundException: No cluster found for name: ${String(name)}.`);
  return { ...found.outputs, ...found.read };
}
