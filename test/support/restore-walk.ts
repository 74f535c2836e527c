import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import type { Restore } from "../../tiers";

const INSTANCE = "aws:rds/instance:Instance";

/** The configuration that asks for a shard's instance, or for none that was restored. */
export const restoreConfig = (shard: string, restore: Restore | null): Record<string, string> => ({
  [`${PROJECT}:restore`]: JSON.stringify({ postgres: restore === null ? {} : { [shard]: restore } }),
});

/** Identifier of the one primary of a logical role such as `shard-0-restored-2`. */
export const identifierOf = (rehearsal: Rehearsal, role: string): string =>
  String(rehearsal.world.named(INSTANCE, `postgres-${role}-primary`).inputs["identifier"]);

/** Instances to which a pooler leads for a shard, by their identifiers. */
function instancesBehind(rehearsal: Rehearsal, pooler: "rw" | "ro", shard: string): string[] {
  const config = rehearsal.world.named("kubernetes:core/v1:ConfigMap", `postgres-pooler-${pooler}-config`);
  const text = String((config.inputs["data"] as Record<string, unknown>)["pgbouncer.ini"]);
  const line = text.split("\n").find((one) => one.startsWith(`${shard.replace("-", "_")} =`)) ?? "";
  const hosts = /host=(\S+)/.exec(line)?.[1]?.split(",") ?? [];
  return hosts.map((host) => {
    const found = rehearsal.world.ofType(INSTANCE).find(({ outputs }) => outputs["address"] === host);
    if (found === undefined) throw new Error(`The pooler leads to ${host}, which does not exist.`);
    return String(found.inputs["identifier"]);
  });
}

/** The instance that the product writes to. */
export const writesTo = (rehearsal: Rehearsal, shard: string): string =>
  instancesBehind(rehearsal, "rw", shard).join();

/** The primaries of the instances that the product reads from. */
export const readsOf = (rehearsal: Rehearsal, shard: string): string[] => {
  const primaries = instancesBehind(rehearsal, "ro", shard).map((identifier) => {
    const inputs = rehearsal.world
      .ofType(INSTANCE)
      .find((one) => one.inputs["identifier"] === identifier)?.inputs;
    const source = inputs?.["replicateSourceDb"];
    return typeof source === "string" ? source : identifier;
  });
  return [...new Set(primaries)];
};

/** What the job of an instance has run last. */
export function lastRun(rehearsal: Rehearsal, role: string): string {
  const job = rehearsal.world.named("kubernetes:batch/v1:Job", `postgres-pooler-roles-${role}`);
  const text = JSON.stringify(job.inputs);
  return text.includes("closed.sql") ? "closed.sql" : "roles.sql";
}

/** What an `up` did to instances of RDS, in order of their names. */
export const toInstances = ({ steps }: Run): string[] =>
  steps
    .filter(({ type }) => type === INSTANCE)
    .map(({ name, operation, diffs }) => [operation, name, ...diffs].join(" "))
    .sort();
