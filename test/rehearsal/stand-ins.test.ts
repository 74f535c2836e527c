import { fc } from "../support/property";
import { AwsPackage } from "../../rehearsal/aws";
import { KubernetesPackage } from "../../rehearsal/kubernetes";
import { RandomPackage } from "../../rehearsal/random";
import { isLower } from "../../models/manifest/version";
import { StandIn, type Package } from "../../rehearsal/stand-in";
import { changesBetween, touches } from "../../models/manifest/changes";
import { type Values } from "../../models/manifest/values";
import { UNKNOWN } from "../../rehearsal/values";
import { NotReady, World } from "../../rehearsal/world";

const subject = (type: string, name = "it") => ({ urn: `urn:${name}`, type, name });
const QUEUE = "aws:sqs/queue:Queue";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

function standIn(kind: Package = new AwsPackage(), config: Values = {}): { provider: StandIn; world: World } {
  const world = new World();
  const provider = new StandIn(kind, world);
  provider.configure(config);
  return { provider, world };
}

/** What a change of inputs does to an object: `same`, `update`, or the paths that replace it. */
function change(type: string, before: Values, after: Values, kind?: Package, config?: Values) {
  const { provider } = standIn(kind, config);
  const { changes, replacing, deleteBeforeReplace } = provider.diff(
    subject(type),
    { id: "id", inputs: before, outputs: before },
    after,
  );
  if (changes.length === 0) return "same";
  if (replacing.length === 0) return "update";
  return { replaces: replacing.map(({ path }) => path), deletesFirst: deleteBeforeReplace };
}

describe("check", () => {
  test("rejects an input that the class of the SDK does not take, by name", () => {
    const { provider } = standIn();
    const [problem] = provider.check(subject("aws:sqs/queuePolicy:QueuePolicy"), {
      queueUrl: "u",
      policy: "{}",
      retention: 4,
    });
    expect(problem).toEqual({
      property: "retention",
      reason: "is not an input of aws:sqs/queuePolicy:QueuePolicy; those are: policy, queueUrl, region",
    });
  });

  test("rejects the absence of a required input", () => {
    const { provider } = standIn();
    expect(provider.check(subject("aws:rds/instance:Instance"), {})).toEqual([
      { property: "instanceClass", reason: "is required by aws:rds/instance:Instance" },
    ]);
  });

  test("rejects a type that no installed SDK package has", () => {
    expect(() => standIn().provider.check(subject("aws:sqs/queue:Quue"), {})).toThrow(
      "No class of the installed SDK packages has the type aws:sqs/queue:Quue.",
    );
  });

  test("rejects a Kubernetes object without a name", () => {
    const { provider } = standIn(new KubernetesPackage());
    expect(provider.check(subject(CONFIG_MAP), { apiVersion: "v1", kind: "ConfigMap" })).toEqual([
      { property: "metadata.name", reason: "is required: objects are not auto-named" },
    ]);
  });

  test("rejects a field of a custom kind that its vendor does not name, and lets what is unknown pass", () => {
    const { provider } = standIn(new KubernetesPackage());
    const binding = (spec: Values) =>
      provider.check(subject("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding"), {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "TargetGroupBinding",
        metadata: { name: "web" },
        spec: { serviceRef: { name: "web", port: 80 }, targetType: "ip", ...spec },
      });
    expect(binding({ targetGroupARN: UNKNOWN })).toEqual([]);
    expect(binding({ targetGroupARN: "arn:tg", targetGroupName: "tg" })).toEqual([
      { property: "spec", reason: 'Unrecognized key: "targetGroupName"' },
    ]);
    expect(binding({ targetGroupARN: "tg" })).toEqual([
      { property: "spec.targetGroupARN", reason: 'Invalid string: must start with "arn:"' },
    ]);
  });
});

describe("what is read back", () => {
  const INSTANCE = "aws:rds/instance:Instance";
  const sizes = { allocatedStorage: 100, maxAllocatedStorage: 120, instanceClass: "db.t4g.small" };
  const given = { ...sizes, engineVersion: "17", identifier: "db" };

  /** A database whose disk has grown and whose minor version has moved, as a refresh reads it. */
  async function grown() {
    const { provider, world } = standIn();
    const { id } = await provider.create(subject(INSTANCE), given, false);
    expect(world.moveByItself()).toBe(1);
    const existing = provider.read(subject(INSTANCE), id);
    if (existing === undefined) throw new Error("It is gone.");
    return { provider, existing, read: () => provider.read(subject(INSTANCE), id)?.outputs };
  }

  test("is the disk that has grown, which is no change, and no smaller one is asked for", async () => {
    const { provider, existing, read } = await grown();
    expect(existing.inputs).toMatchObject({ allocatedStorage: 120, engineVersion: "17.9" });
    expect(provider.diff(subject(INSTANCE), existing, given).changes).toEqual([]);
    const tagged = { ...given, tags: { tier: "500" } };
    expect(await provider.update(subject(INSTANCE), existing, tagged, false)).toMatchObject({
      allocatedStorage: 120,
    });
    expect(read()).toMatchObject({ allocatedStorage: 120, engineVersion: "17.9" });
  });

  test("is the size of a larger tier once it is there", async () => {
    const { provider, existing, read } = await grown();
    const larger = { ...given, allocatedStorage: 200, maxAllocatedStorage: 240 };
    expect(provider.diff(subject(INSTANCE), existing, larger).changes.map(({ path }) => path)).toEqual([
      "allocatedStorage",
      "maxAllocatedStorage",
    ]);
    await provider.update(subject(INSTANCE), existing, larger, false);
    expect(read()).toMatchObject({ allocatedStorage: 200, engineVersion: "17.9" });
  });

  test("is a size that a smaller tier cannot have, and the update is refused", async () => {
    const { provider, existing } = await grown();
    await expect(
      provider.update(
        subject(INSTANCE),
        existing,
        { ...given, allocatedStorage: 110, maxAllocatedStorage: 110 },
        false,
      ),
    ).rejects.toThrow("[rds-storage-shrinks]");
  });

  test("is compared with the provider's default, unless the engine ignores it", async () => {
    const NAT = "aws:ec2/instance:Instance";
    const { provider } = standIn();
    const inputs = { ami: "ami-1", primaryNetworkInterface: { networkInterfaceId: "eni-1" } };
    const { id, outputs } = await provider.create(subject(NAT), inputs, false);
    const changes = (ignored: readonly string[]) =>
      provider.diff(subject(NAT), { id, inputs, outputs }, inputs, ignored).changes;
    expect(changes([])).toMatchObject([{ path: "sourceDestCheck", kind: "update" }]);
    expect(changes(["sourceDestCheck"])).toEqual([]);
  });

  test("is a version of the control plane that AWS has moved: the old one is a change", () => {
    const CLUSTER = "aws:eks/cluster:Cluster";
    const { provider, world } = standIn();
    world.add({
      ...subject(CLUSTER),
      package: "aws",
      id: "it-id",
      key: null,
      handle: "it",
      inputs: { version: "1.35", upgradePolicy: { supportType: "STANDARD" } },
      outputs: {},
      read: { version: "1.35" },
    });
    expect(world.moveByItself([CLUSTER])).toBe(0);
    expect(world.moveByItself()).toBe(1);
    const existing = provider.read(subject(CLUSTER), "it-id");
    if (existing === undefined) throw new Error("It is gone.");
    const asks = (version: string) =>
      provider
        .diff(subject(CLUSTER), existing, { ...existing.inputs, version })
        .changes.map(({ path }) => path);
    expect(asks("1.35")).toEqual(["version"]);
    expect(asks("1.36")).toEqual([]);
  });
});

describe("create", () => {
  const role = { name: "deployer", assumeRolePolicy: "{}" };
  const ROLE = "aws:iam/role:Role";

  test("gives inputs, what AWS computes, and all tags", async () => {
    const { provider } = standIn(new AwsPackage(), {
      region: "eu-west-1",
      defaultTags: '{"tags":{"owner":"a"}}',
    });
    const { id, outputs } = await provider.create(
      subject(QUEUE),
      { name: "jobs", tags: { team: "b" } },
      false,
    );
    expect(id).toBe("jobs/eu-west-1");
    expect(outputs).toMatchObject({
      name: "jobs",
      arn: "arn:aws:sqs:eu-west-1:123456789012:it",
      url: "https://sqs.us-east-1.amazonaws.com/123456789012/it",
      region: "eu-west-1",
      tagsAll: { owner: "a", team: "b" },
    });
  });

  test("refuses a second object of the same physical name, and makes none", async () => {
    const { provider, world } = standIn();
    await provider.create(subject(ROLE, "one"), role, false);
    await expect(provider.create(subject(ROLE, "two"), role, false)).rejects.toThrow(
      "aws:iam/role:Role deployer already exists (id one-id).",
    );
    expect(world.all()).toHaveLength(1);
  });

  test("knows names of a region from those of the account, whatever region a stack is of", async () => {
    const { provider, world } = standIn();
    const other = new StandIn(new AwsPackage(), world);
    other.configure({ region: "eu-west-1" });
    const [group, parameters] = [
      "aws:rds/parameterGroup:ParameterGroup",
      { name: "all", family: "postgres17" },
    ];
    await provider.create(subject(group, "a"), { ...parameters, region: "eu-west-1" }, false);
    await expect(other.create(subject(group, "b"), parameters, false)).rejects.toThrow(
      "aws:rds/parameterGroup:ParameterGroup all/eu-west-1 already exists (id a-id).",
    );
    await provider.create(subject(ROLE, "c"), role, false);
    await expect(other.create(subject(ROLE, "d"), role, false)).rejects.toThrow(
      "aws:iam/role:Role deployer already exists (id c-id).",
    );
  });

  test("reaches nothing in a region that is lost, and all else", async () => {
    const { provider, world } = standIn();
    world.loseRegion("us-east-1");
    const queue = { name: "jobs" };
    await expect(provider.create(subject(QUEUE), queue, false)).rejects.toThrow(
      "request send failed: no endpoint of us-east-1 answers",
    );
    await provider.create(subject(QUEUE), { ...queue, region: "eu-west-1" }, false);
    await provider.create(subject(ROLE), role, false);
    world.bringRegionBack("us-east-1");
    await provider.create(subject(QUEUE), queue, false);
    expect(world.all()).toHaveLength(3);
  });

  test("lets the same name stand in another region", async () => {
    const { provider, world } = standIn();
    const acl = { name: "edge", scope: "CLOUDFRONT" };
    await provider.create(subject("aws:wafv2/webAcl:WebAcl", "a"), { ...acl, scope: "REGIONAL" }, false);
    const elsewhere = { ...acl, scope: "REGIONAL", region: "eu-west-1" };
    await provider.create(subject("aws:wafv2/webAcl:WebAcl", "b"), elsewhere, false);
    expect(world.all()).toHaveLength(2);
  });

  test("writes over what can exist only once", async () => {
    const { provider, world } = standIn();
    const attachment = { role: "deployer", policyArn: "arn:p" };
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    const first = await provider.create(subject(type, "a"), attachment, false);
    const second = await provider.create(subject(type, "b"), attachment, false);
    expect(second.id).toBe(first.id);
    expect(world.all()).toHaveLength(1);
  });

  test("gives a new object of the same logical name other ids and other computed values", async () => {
    const { provider } = standIn();
    const vpc = { cidrBlock: "10.0.0.0/16" };
    const first = await provider.create(subject("aws:ec2/vpc:Vpc"), vpc, false);
    const second = await provider.create(subject("aws:ec2/vpc:Vpc"), vpc, false);
    expect(second.id).not.toBe(first.id);
    expect(second.outputs["arn"]).not.toBe(first.outputs["arn"]);
  });

  test("in a preview, makes nothing and knows nothing that only AWS computes", async () => {
    const { provider, world } = standIn();
    const { id, outputs } = await provider.create(subject(QUEUE), { name: "jobs" }, true);
    expect(id).toBe("");
    expect(outputs).toMatchObject({ name: "jobs", arn: UNKNOWN, url: UNKNOWN });
    expect(world.all()).toEqual([]);
  });

  test("in a preview, knows an object's own inputs and nothing that AWS adds inside them", async () => {
    const { provider } = standIn();
    const inputs = { name: "c", roleArn: "r", vpcConfig: { subnetIds: ["a"] }, upgradePolicy: {} };
    const { outputs } = await provider.create(subject("aws:eks/cluster:Cluster"), inputs, true);
    expect(outputs["vpcConfig"]).toEqual({ subnetIds: ["a"], clusterSecurityGroupId: UNKNOWN });
  });

  test("keeps an object that is not ready, and says why", async () => {
    const { provider, world } = standIn();
    world.hooks = {
      afterCreate: () => {
        throw new NotReady("no node to run it");
      },
    };
    await expect(provider.create(subject(ROLE), role, false)).rejects.toMatchObject({
      id: "it-id",
      reasons: ["no node to run it"],
    });
    expect(world.named(ROLE, "it").inputs).toEqual(role);
  });
});

describe("update, read and delete", () => {
  test("an update keeps computed values, in a preview too", async () => {
    const { provider } = standIn();
    const type = "aws:eks/cluster:Cluster";
    const inputs = { name: "c", roleArn: "r", vpcConfig: { subnetIds: ["a"] }, upgradePolicy: {} };
    const outputs = { ...inputs, endpoint: "https://it.gr7.us-east-1.eks.amazonaws.com" };
    const planned = await provider.update(
      subject(type),
      { id: "it-id", inputs, outputs },
      { ...inputs, version: UNKNOWN },
      true,
    );
    expect(planned).toMatchObject({ endpoint: outputs.endpoint, version: UNKNOWN });
  });

  test("read finds what is there, by id, and nothing else", async () => {
    const { provider } = standIn();
    const { id } = await provider.create(subject(QUEUE), { name: "jobs" }, false);
    expect(provider.read(subject(QUEUE), id)?.inputs).toEqual({ name: "jobs" });
    expect(provider.read(subject(QUEUE), "other")).toBeUndefined();
  });

  test("a delete takes the object away, and a second one finds it gone", async () => {
    const { provider, world } = standIn();
    const { id, outputs } = await provider.create(subject(QUEUE), { name: "jobs" }, false);
    const existing = { id, inputs: { name: "jobs" }, outputs };
    await provider.delete(subject(QUEUE), existing);
    await provider.delete(subject(QUEUE), existing);
    expect(world.all()).toEqual([]);
    expect(world.counters).toEqual({ created: 1, updated: 0, deleted: 1 });
  });

  test("an update of what is gone fails", async () => {
    const { provider } = standIn();
    await expect(
      provider.update(subject(QUEUE), { id: "x", inputs: {}, outputs: {} }, { name: "jobs" }, false),
    ).rejects.toThrow("aws:sqs/queue:Queue x does not exist.");
  });
});

describe("replacement", () => {
  test.each([
    ["a tag", "aws:ec2/vpc:Vpc", { tags: { a: "1" } }, { tags: { a: "2" } }, "update"],
    ["nothing", "aws:ec2/vpc:Vpc", { cidrBlock: "a" }, { cidrBlock: "a" }, "same"],
    [
      "the block of a VPC",
      "aws:ec2/vpc:Vpc",
      { cidrBlock: "a" },
      { cidrBlock: "b" },
      { replaces: ["cidrBlock"], deletesFirst: false },
    ],
    [
      "the port of a named target group",
      "aws:lb/targetGroup:TargetGroup",
      { name: "web", port: 80 },
      { name: "web", port: 81 },
      { replaces: ["port"], deletesFirst: true },
    ],
    [
      "the family of a cluster's addresses, inside a block",
      "aws:eks/cluster:Cluster",
      { kubernetesNetworkConfig: { ipFamily: "ipv4" } },
      { kubernetesNetworkConfig: { ipFamily: "ipv6" } },
      { replaces: ["kubernetesNetworkConfig.ipFamily"], deletesFirst: false },
    ],
    [
      "the size of a database",
      "aws:rds/instance:Instance",
      { instanceClass: "a" },
      { instanceClass: "b" },
      "update",
    ],
    ["a region that was the provider's", "aws:sns/topic:Topic", { region: "us-east-1" }, {}, "update"],
    [
      "a region that was another",
      "aws:sns/topic:Topic",
      { region: "eu-west-1" },
      {},
      { replaces: ["region"], deletesFirst: false },
    ],
  ])("%s", (_title, type, before, after, expected) => {
    expect(change(type, before, after)).toEqual(expected);
  });

  test("of a type without data is assumed, so that the gap shows", () => {
    expect(change("aws:msk/cluster:Cluster", { kafkaVersion: "3" }, { kafkaVersion: "4" })).toEqual({
      replaces: ["kafkaVersion"],
      deletesFirst: false,
    });
  });

  test.each<[string, string, Values, Values, boolean]>([
    [
      "redis to valkey",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { engine: "redis" },
      { engine: "valkey" },
      false,
    ],
    [
      "valkey to redis",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { engine: "valkey" },
      { engine: "redis" },
      true,
    ],
    [
      "a lower engine",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { engineVersion: "8.1" },
      { engineVersion: "7.2" },
      true,
    ],
    [
      "a higher engine",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { engineVersion: "8.1" },
      { engineVersion: "8.2" },
      false,
    ],
    [
      "encryption of a cluster, added",
      "aws:eks/cluster:Cluster",
      {},
      { encryptionConfig: { resources: ["secrets"] } },
      false,
    ],
    [
      "encryption of a cluster, removed",
      "aws:eks/cluster:Cluster",
      { encryptionConfig: { resources: ["secrets"] } },
      {},
      true,
    ],
    [
      "subnets of an application load balancer",
      "aws:lb/loadBalancer:LoadBalancer",
      { subnets: ["a", "b"] },
      { subnets: ["a"] },
      false,
    ],
    ["user data", "aws:ec2/instance:Instance", { userData: "a" }, { userData: "b" }, false],
    [
      "user data of an instance that is to be replaced for it",
      "aws:ec2/instance:Instance",
      { userData: "a" },
      { userData: "b", userDataReplaceOnChange: true },
      true,
    ],
    [
      "a secret's value",
      "aws:secretsmanager/secretVersion:SecretVersion",
      { secretString: "a" },
      { secretString: "b" },
      true,
    ],
  ])("%s", (_title, type, before, after, isReplaced) => {
    const result = change(type, before, after);
    expect(typeof result === "object").toBe(isReplaced);
  });

  test("default tags show in all tags, and nowhere else", () => {
    const { provider } = standIn(new AwsPackage(), { defaultTags: { tags: { owner: "new" } } });
    const { changes, replacing } = provider.diff(
      subject(QUEUE),
      { id: "q", inputs: {}, outputs: { tagsAll: { owner: "old" } } },
      {},
    );
    expect(changes.map(({ path }) => path)).toEqual(["tagsAll.owner"]);
    expect(replacing).toEqual([]);
  });
});

describe("Kubernetes replacement", () => {
  const object = (further: Values): Values => ({ metadata: { name: "it", namespace: "app" }, ...further });
  const kubernetes = (type: string, before: Values, after: Values, config?: Values) =>
    change(type, object(before), object(after), new KubernetesPackage(), config);
  const first = (...replaces: string[]) => ({ replaces, deletesFirst: true });

  test.each([
    [
      "replicas of a set",
      "apps/v1:StatefulSet",
      { spec: { replicas: 1 } },
      { spec: { replicas: 3 } },
      "update",
    ],
    [
      "its claim templates",
      "apps/v1:StatefulSet",
      { spec: { volumeClaimTemplates: [{ spec: { storageClassName: "a" } }] } },
      { spec: { volumeClaimTemplates: [{ spec: { storageClassName: "b" } }] } },
      first("spec.volumeClaimTemplates[0].spec.storageClassName"),
    ],
    [
      "a Deployment's selector",
      "apps/v1:Deployment",
      { spec: { selector: { matchLabels: { app: "a" } } } },
      { spec: { selector: { matchLabels: { app: "b" } } } },
      first("spec.selector.matchLabels.app"),
    ],
    [
      "the size of a claim",
      "core/v1:PersistentVolumeClaim",
      { spec: { resources: { requests: { storage: "1Gi" } } } },
      { spec: { resources: { requests: { storage: "2Gi" } } } },
      "update",
    ],
    [
      "its class",
      "core/v1:PersistentVolumeClaim",
      { spec: { storageClassName: "a" } },
      { spec: { storageClassName: "b" } },
      first("spec.storageClassName"),
    ],
    [
      "the parameters of a class",
      "storage.k8s.io/v1:StorageClass",
      { parameters: { type: "gp2" } },
      { parameters: { type: "gp3" } },
      first("parameters.type"),
    ],
    [
      "the template of a job",
      "batch/v1:Job",
      { spec: { template: { a: 1 } } },
      { spec: { template: { a: 2 } } },
      first("spec.template.a"),
    ],
  ])("%s", (_title, kind, before, after, expected) => {
    expect(kubernetes(`kubernetes:${kind}`, before, after)).toEqual(expected);
  });

  test("data of a ConfigMap replaces it unless the provider says otherwise", () => {
    const [before, after] = [{ data: { a: "1" } }, { data: { a: "2" } }];
    expect(kubernetes(CONFIG_MAP, before, after)).toEqual(first("data.a"));
    expect(kubernetes(CONFIG_MAP, before, after, { enableConfigMapMutable: "true" })).toBe("update");
  });

  test("the type of a Secret replaces it in spite of that setting", () => {
    const change = kubernetes(
      "kubernetes:core/v1:Secret",
      { type: "Opaque" },
      { type: "kubernetes.io/tls" },
      { enableSecretMutable: "true" },
    );
    expect(change).toEqual(first("type"));
  });

  test("a cluster that is gone is not reached: nothing is read or changed, until a variable says that it is gone", async () => {
    const kind = new KubernetesPackage();
    const { provider, world } = standIn(kind);
    const server = "https://it.gr7.us-east-1.eks.amazonaws.com";
    kind.configure({ kubeconfig: JSON.stringify({ clusters: [{ name: "eks", cluster: { server } }] }) });
    const type = "kubernetes:core/v1:Namespace";
    const of = subject(type, "app");
    const inputs = { metadata: { name: "app" } };
    const made = await provider.create(of, inputs, false);
    const existing = { id: made.id, inputs, outputs: made.outputs };
    const found = world.named(type, "app");
    jest.spyOn(world, "isLostServer").mockImplementation((asked) => asked === server);
    const rerun =
      'If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';
    const reason = `configured Kubernetes cluster is unreachable: unable to load schema information from the API server: Get "${server}/openapi/v2?timeout=32s": dial tcp: lookup it.gr7.us-east-1.eks.amazonaws.com: no such host`;
    expect(() => provider.read(of, made.id)).toThrow(
      `failed to read resource state due to unreachable cluster. ${rerun}`,
    );
    await expect(provider.delete(of, existing)).rejects.toThrow(
      `configured Kubernetes cluster is unreachable. ${rerun}`,
    );
    await expect(provider.update(of, existing, inputs, false)).rejects.toThrow(reason);
    await expect(provider.create(subject(type, "two"), { metadata: { name: "two" } }, false)).rejects.toThrow(
      reason,
    );
    expect(world.named(type, "app")).toBe(found);
    kind.environment = { PULUMI_K8S_DELETE_UNREACHABLE: "true" };
    expect(provider.read(of, made.id)).toBeUndefined();
    await provider.delete(of, existing);
    expect(world.named(type, "app")).toBe(found);
    await expect(provider.update(of, existing, inputs, false)).rejects.toThrow(reason);
  });

  test("the provider is replaced by another cluster, by its identifier when there is one", () => {
    const { provider } = standIn(new KubernetesPackage());
    const replaces = (before: Values, after: Values) =>
      provider.diffConfig(before, after).replacing.map(({ path }) => path);
    expect(replaces({ kubeconfig: "{}" }, { kubeconfig: "[]" })).toEqual(["kubeconfig"]);
    expect(
      replaces({ kubeconfig: "{}", clusterIdentifier: "a" }, { kubeconfig: "[]", clusterIdentifier: "a" }),
    ).toEqual([]);
    expect(replaces({ clusterIdentifier: "a" }, { clusterIdentifier: "b" })).toEqual(["clusterIdentifier"]);
    expect(replaces({ kubeconfig: "{}" }, { kubeconfig: UNKNOWN })).toEqual([]);
  });
});

test("random values have the length asked for, differ by name, and each changed input makes new ones", async () => {
  const { provider } = standIn(new RandomPackage());
  const type = "random:index/randomPassword:RandomPassword";
  const one = await provider.create(subject(type, "one"), { length: 40 }, false);
  const two = await provider.create(subject(type, "two"), { length: 40 }, false);
  expect(one.outputs["result"]).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(two.outputs["result"]).not.toBe(one.outputs["result"]);
  expect(change(type, { keepers: { a: "1" } }, { keepers: { a: "2" } }, new RandomPackage())).toEqual({
    replaces: ["keepers.a"],
    deletesFirst: false,
  });
});

describe("differences", () => {
  test("are found at every leaf, with the path the engine writes", () => {
    expect(
      changesBetween(
        { tags: { a: "1" }, rules: [{ n: 1 }, { n: 2 }], labels: { "x.y/z": "1" }, same: [1] },
        { tags: { b: "1" }, rules: [{ n: 3 }], labels: { "x.y/z": "2" }, same: [1] },
      ),
    ).toEqual([
      { path: 'labels["x.y/z"]', generic: "labels.x.y/z", kind: "update" },
      { path: "rules[0].n", generic: "rules[*].n", kind: "update" },
      { path: "rules[1]", generic: "rules[*]", kind: "delete" },
      { path: "tags.a", generic: "tags.a", kind: "delete" },
      { path: "tags.b", generic: "tags.b", kind: "add" },
    ]);
  });

  test("there are none between a value and its copy", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(changesBetween(JSON.parse(text), JSON.parse(text))).toEqual([]);
      }),
    );
  });

  test("there is one wherever one leaf of a tree is another", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.array(fc.integer(), { minLength: 1 }), {
          minKeys: 1,
        }),
        fc.nat(),
        fc.nat(),
        (tree, whichKey, whichItem) => {
          const keys = Object.keys(tree);
          const key = keys[whichKey % keys.length] ?? "";
          const items = tree[key] ?? [];
          const index = whichItem % items.length;
          const changed = { ...tree, [key]: items.map((item, at) => (at === index ? item + 1 : item)) };
          expect(changesBetween(tree, changed)).toEqual([
            { path: `${key}[${index}]`, generic: `${key}[*]`, kind: "update" },
          ]);
        },
      ),
    );
  });

  test("touch a property that they are, that holds them, or that they take away", () => {
    expect(touches({ generic: "spec.selector.matchLabels.a" }, "spec.selector")).toBe(true);
    expect(touches({ generic: "spec" }, "spec.selector")).toBe(true);
    expect(touches({ generic: "spec.selectors" }, "spec.selector")).toBe(false);
  });
});

test.each([
  ["17.4", "17", false],
  ["16", "17.4", true],
  ["17.3", "17.4", true],
  ["8.1", "8.1", false],
  ["7.10", "7.9", false],
])("version %s is below %s: %s", (version, than, expected) => {
  expect(isLower(version, than)).toBe(expected);
});
