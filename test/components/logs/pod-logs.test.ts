import { parse } from "yaml";
import { fluentBitConfig } from "../../../components/logs/fluent-bit-config";
import { FLUENT_BIT_POD } from "../../../components/logs/fluent-bit-pod";
import { LOG_CLASS_NAMES } from "../../../components/logs/log-groups";
import { ofType, type Manifest } from "../../../models/manifest/manifest";
import { at } from "../../../models/manifest/values";
import { requireNonRoot } from "../../../policies/rules/require-non-root";
import { TIER_NAMES, tierNamed } from "../../../tiers";
import { DAEMON_POD } from "../../../tiers/limits";
import { recordedTiers } from "../../support/recorded-tiers";

const manifestOf = recordedTiers();

interface Config {
  readonly pipeline: {
    readonly inputs: readonly Readonly<Record<string, unknown>>[];
    readonly outputs: readonly {
      readonly name: string;
      readonly match_regex: string;
      readonly log_group_name: string;
      readonly auto_create_group: boolean;
    }[];
  };
}

const config = parse(fluentBitConfig({ clusterName: "one", region: "eu-central-1" })) as Config;
const own = (manifest: Manifest, type: string) =>
  ofType(manifest, type).filter(({ name }) => name.startsWith("pod-logs-"));

test("the tag of a file is its namespace, pod and container, and leads to one group", () => {
  const [input] = config.pipeline.inputs;
  const tagRegex = new RegExp(String(input?.["tag_regex"]));
  const groupOf = (path: string): string[] => {
    const { namespace = "", pod = "", container = "" } = tagRegex.exec(path)?.groups ?? {};
    const tag = `${namespace}.${pod}.${container}`;
    return config.pipeline.outputs
      .filter(({ match_regex: regex }) => new RegExp(regex).test(tag))
      .map(({ log_group_name: group }) => `${tag} ${group}`);
  };
  const uid = "6f1c2d3e-0000-4000-8000-000000000000";
  expect(groupOf(`/var/log/pods/app_web-7d9f-x2x_${uid}/web/0.log`)).toEqual([
    "app.web-7d9f-x2x.web /aws/eks/one/pods/app",
  ]);
  expect(groupOf(`/var/log/pods/qdrant_qdrant-0_${uid}/qdrant/3.log`)).toEqual([
    "qdrant.qdrant-0.qdrant /aws/eks/one/pods/data",
  ]);
  expect(groupOf(`/var/log/pods/kube-system_metrics-server-1_${uid}/metrics-server/0.log`)).toEqual([
    "kube-system.metrics-server-1.metrics-server /aws/eks/one/pods/system",
  ]);
  // A namespace that begins like another is not that one.
  expect(groupOf(`/var/log/pods/apple_web-1_${uid}/web/0.log`)).toEqual([
    "apple.web-1.web /aws/eks/one/pods/system",
  ]);
});

test("its own lines are not read, and no group is made without a retention", () => {
  expect(config.pipeline.inputs[0]).toMatchObject({
    exclude_path: "/var/log/pods/logs_*/*/*.log",
    "multiline.parser": "cri",
    read_from_head: true,
  });
  for (const { name, auto_create_group: makes } of config.pipeline.outputs) {
    expect(name).toBe("cloudwatch_logs");
    expect(makes).toBe(false);
  }
});

test("the pod reads the logs of the node and writes nothing there", () => {
  const hostPaths = (FLUENT_BIT_POD.volumes as { hostPath?: { path: string } }[]).flatMap(
    ({ hostPath }) => hostPath?.path ?? [],
  );
  expect(hostPaths).toEqual(["/var/log/pods"]);
  const [container] = FLUENT_BIT_POD.containers as {
    volumeMounts: { name: string; readOnly?: boolean }[];
    securityContext: unknown;
    resources: unknown;
  }[];
  expect(container?.volumeMounts.find(({ name }) => name === "pod-logs")?.readOnly).toBe(true);
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  // Nodes are reckoned with it.
  expect(container?.resources).toMatchObject({
    requests: { cpu: `${DAEMON_POD.millicores}m`, memory: `${DAEMON_POD.memoryMiB}Mi` },
  });
});

test("any other pod of root's is refused, also beside it", () => {
  const [set] = ofType(manifestOf("100"), "kubernetes:apps/v1:DaemonSet");
  if (set === undefined) throw new Error("There is no DaemonSet.");
  const called = (name: string, namespace: string) =>
    requireNonRoot.check(
      { ...set, inputs: { ...set.inputs, metadata: { name, namespace } } },
      { tier: tierNamed("100"), region: "us-east-1" },
    );
  expect(called("fluent-bit", "logs")).toEqual([]);
  for (const [name, namespace] of [
    ["fluent-bit", "app"],
    ["other", "logs"],
  ] as const)
    expect(called(name, namespace)).toEqual([
      { wrong: "container fluent-bit: runAsNonRoot is not set", allowed: "true" },
    ]);
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  test("has one pod on every node, and no other DaemonSet", () => {
    const sets = ofType(manifestOf(tier), "kubernetes:apps/v1:DaemonSet");
    expect(sets.map(({ name }) => name)).toEqual(["pod-logs-daemon-set"]);
    expect(at(sets[0]?.inputs, "spec.template.spec.tolerations")).toEqual([{ operator: "Exists" }]);
  });

  test("has an encrypted group with the tier's retention for each class, and the pod writes into these alone", () => {
    const groups = own(manifestOf(tier), "aws:cloudwatch/logGroup:LogGroup");
    expect(groups.map(({ name }) => name)).toEqual(LOG_CLASS_NAMES.map((each) => `pod-logs-${each}`));
    for (const { inputs } of groups) {
      expect(inputs["retentionInDays"]).toBe(manifestOf(tier).spec.operations.logRetentionDays);
      expect(inputs["kmsKeyId"]).toBeDefined();
    }
    const [policy] = own(manifestOf(tier), "aws:iam/rolePolicy:RolePolicy");
    const { Statement } = JSON.parse(String(policy?.inputs["policy"])) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    expect(Statement).toHaveLength(1);
    expect(Statement[0]?.Action).toEqual([
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]);
    expect(Statement[0]?.Resource).toHaveLength(3);
    expect(Statement[0]?.Resource.join(" ")).not.toContain(" *");
  });
});
