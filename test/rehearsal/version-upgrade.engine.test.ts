import * as kubernetes from "@pulumi/kubernetes";
import { PROJECT } from "../../stacks/dry-run-config";
import type { Run } from "../../rehearsal/rehearsal";
import { onEngine, ranWell } from "../support/rehearsal";

const CLUSTER = "aws:eks/cluster:Cluster";
const INSTANCE = "aws:rds/instance:Instance";
const CONTROL_PLANE = "cluster-control-plane";
const PRIMARY = "postgres-shard-0-primary";

const done = ({ steps }: Run): string[] =>
  steps
    .filter(({ operation }) => operation !== "same")
    .map(({ name, operation }) => `${operation} ${name}`)
    .sort();
const overrides = (fields: object) => ({ [`${PROJECT}:overrides`]: JSON.stringify(fields) });

test("versions move by themselves and by configuration, and never back", async () => {
  await onEngine({ tier: "100" }, async (rehearsal) => {
    const { world } = rehearsal;
    const versionOf = (type: string, name: string, input: string) => world.named(type, name).inputs[input];
    const running = () => versionOf(CLUSTER, CONTROL_PLANE, "version");
    ranWell(await rehearsal.up());
    expect(running()).toBe("1.35");

    // AWS upgrades the control plane at the end of its support. The state does not know.
    world.drift(CLUSTER, CONTROL_PLANE, { version: "1.36" });
    const unaware = ranWell(await rehearsal.up());
    expect(done(unaware)).toEqual([]);
    expect(running()).toBe("1.36");
    expect(unaware.warnings.join("\n")).toContain(
      "The control plane runs Kubernetes 1.36, the configuration says 1.35: AWS has upgraded it, and it stays.",
    );

    // Said so, which changes nothing but what the observer tells of its support: EKS refuses to be asked for what it runs.
    await rehearsal.setConfig(overrides({ cluster: { kubernetesVersion: "1.36" } }));
    expect(done(ranWell(await rehearsal.up()))).toEqual(["update observer-deployment"]);

    // Another major version of PostgreSQL, with the permission; what RDS says without it is in refusals.test.ts.
    const upgraded = { cluster: { kubernetesVersion: "1.36" }, postgres: { engineVersion: "18" } };
    await rehearsal.setConfig({
      ...overrides(upgraded),
      [`${PROJECT}:allowMajorVersionUpgrade`]: "true",
    });
    expect(done(ranWell(await rehearsal.up()))).toEqual([
      "create postgres-parameters-postgres18",
      "delete postgres-parameters-postgres17",
      `update ${PRIMARY}`,
    ]);
    expect(versionOf(INSTANCE, PRIMARY, "engineVersion")).toBe("18");
  });
});

test("an upgrade by configuration is one update of the control plane, and the observer knows its new end of support", async () => {
  await onEngine({ tier: "100" }, async (rehearsal) => {
    ranWell(await rehearsal.up());
    await rehearsal.setConfig(overrides({ cluster: { kubernetesVersion: "1.36" } }));
    expect(done(ranWell(await rehearsal.up()))).toEqual([
      `update ${CONTROL_PLANE}`,
      "update observer-deployment",
    ]);
    expect(rehearsal.world.named(CLUSTER, CONTROL_PLANE).inputs["version"]).toBe("1.36");
  });
});

test("a ConfigMap of an earlier release becomes a patch, and does not go", async () => {
  const args = { metadata: { name: "amazon-vpc-cni", namespace: "kube-system" }, data: { switch: "true" } };
  let isPatch = false;
  const program = () => {
    const provider = new kubernetes.Provider("provider", { kubeconfig: "{}", enableServerSideApply: true });
    if (isPatch)
      new kubernetes.core.v1.ConfigMapPatch("policies", args, {
        provider,
        aliases: [{ type: "kubernetes:core/v1:ConfigMap" }],
      });
    else new kubernetes.core.v1.ConfigMap("policies", args, { provider });
    return Promise.resolve();
  };
  await onEngine({ program }, async (rehearsal) => {
    ranWell(await rehearsal.up());
    isPatch = true;
    expect(done(ranWell(await rehearsal.up()))).toEqual([]);
    expect(rehearsal.world.all().map(({ name }) => name)).toContain("policies");
    expect((await rehearsal.resources()).map(({ type }) => type)).toContain(
      "kubernetes:core/v1:ConfigMapPatch",
    );
  });
});
