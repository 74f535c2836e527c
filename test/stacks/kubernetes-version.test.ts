import { kubernetesVersion, versionNotice } from "../../stacks/kubernetes-version";

test.each([
  ["a new stack", "1.35", null, { version: "1.35", isRunning: false }],
  ["an upgrade that is asked for", "1.36", "1.35", { version: "1.36", isRunning: false }],
  ["nothing to do", "1.35", "1.35", { version: "1.35", isRunning: true }],
  ["a control plane that AWS has upgraded", "1.35", "1.36", { version: "1.36", isRunning: true }],
  ["ten minor versions are more than nine", "1.35", "1.100", { version: "1.100", isRunning: true }],
] as const)("%s", (_what, configured, running, expected) => {
  expect(kubernetesVersion(configured, running)).toEqual(expected);
});

test("whoever configured an older version than AWS runs is told in one sentence", () => {
  expect(versionNotice("1.35", kubernetesVersion("1.35", "1.36"))).toBe(
    "The control plane runs Kubernetes 1.36, the configuration says 1.35: AWS has upgraded it, and it stays. Say so: pulumi config set --path overrides.cluster.kubernetesVersion 1.36",
  );
  expect(versionNotice("1.36", kubernetesVersion("1.36", "1.35"))).toBeUndefined();
  expect(versionNotice("1.35", kubernetesVersion("1.35", null))).toBeUndefined();
});
