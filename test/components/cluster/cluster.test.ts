import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Cluster, type ClusterArgs } from "../../../components/cluster/cluster";
import { ClusterRoles, clusterNameOf } from "../../../components/cluster/cluster-roles";
import { metricsServerValues } from "../../../components/cluster/metrics-server";
import { instanceShape, TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import { contextOf, recordResources, ZONES, type Recorded } from "../../support/record";
import { networkReference } from "../../support/references";

const DEPLOYER = "arn:aws:iam::123456789012:role/deployer";
const OTHER = "arn:aws:iam::123456789012:role/ci/other";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/1";
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
const NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";

/** Nodes of the dedicated pools, by zone; none where Qdrant shares the app pool. */
const qdrantNodes = (tier: TierName): number[] => {
  const { placement, peerCount } = tierNamed(tier).qdrant;
  return placement === "shared" ? [] : [2, 1, 0].map((rest) => Math.floor((peerCount + rest) / 3));
};

function createCluster(
  tier: TierName,
  access: Partial<ClusterArgs["access"]> = {},
  changes: Parameters<typeof contextOf>[1] = {},
  isRunning = false,
): Cluster {
  const context = contextOf(tier, changes);
  const { cluster: spec, qdrant } = tierNamed(tier);
  const appNodeShape = instanceShape(spec.appNodeInstanceType);
  if (appNodeShape === undefined) throw new Error(`The shape of ${spec.appNodeInstanceType} is unknown.`);
  return new Cluster("cluster", {
    context,
    spec,
    kubernetes: { version: spec.kubernetesVersion, isRunning },
    appNodeShape,
    qdrant,
    zones: ZONES,
    network: { ...networkReference(), egressReady: [new aws.ec2.InternetGateway("way-out")] },
    roles: new ClusterRoles("cluster-roles", { context }),
    keyArn: pulumi.output(KEY_ARN),
    access: {
      deployerRoleArns: [DEPLOYER],
      publicAccessCidrs: ["203.0.113.0/24"],
      privateOnly: false,
      ...access,
    },
    maintenance: { cronUtc: "0 3 * * 0", durationHours: 4 },
  });
}

const recordings = new Map<TierName, Recorded>();
const at = (tier: TierName): Recorded => {
  const recorded = recordings.get(tier);
  if (recorded === undefined) throw new Error(`Tier ${tier} was not recorded.`);
  return recorded;
};

const namesOf = (urns: unknown): string[] =>
  (urns as string[]).map((urn) => urn.split("::")[3] ?? urn).sort();
const deployerEntries = (recorded: Recorded): string[] =>
  recorded
    .names()
    .filter((name) => name.startsWith("cluster-deployer-"))
    .sort();

beforeAll(async () => {
  for (const tier of TIER_NAMES)
    recordings.set(
      tier,
      await recordResources(() => {
        const cluster = createCluster(tier);
        return {
          clusterName: cluster.clusterName,
          securityGroupId: cluster.securityGroupId,
          nodesReady: cluster.nodesReady.map(({ urn }) => urn),
          metricsReady: cluster.metricsReady.map(({ urn }) => urn),
        };
      }),
    );
});

test("a version that the control plane runs already is never asked for: AWS refuses it, and every way back", async () => {
  const running = await recordResources(() => {
    createCluster("100", {}, {}, true);
    return {};
  });
  expect(running.named("cluster-control-plane").ignoreChanges).toEqual(["version"]);
  expect(at("100").named("cluster-control-plane").ignoreChanges).toBeUndefined();
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  const dedicated = qdrantNodes(tier).length;
  const controlPlane = () => at(tier).named("cluster-control-plane");

  test("makes exactly these resources", () => {
    expect(at(tier).counts()).toEqual({
      "scaling-tiers:cluster:ClusterRoles": 1,
      "aws:iam/role:Role": 2,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 7,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "scaling-tiers:cluster:Cluster": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:eks/cluster:Cluster": 1,
      "aws:eks/accessEntry:AccessEntry": 2,
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": 2,
      "pulumi:providers:kubernetes": 1,
      "kubernetes:core/v1:ConfigMapPatch": 1,
      "scaling-tiers:app:NodePools": 1,
      ...(dedicated > 0 ? { "scaling-tiers:qdrant:NodePools": 1 } : {}),
      [NODE_CLASS]: dedicated > 0 ? 2 : 1,
      [NODE_POOL]: 1 + dedicated,
      "aws:eks/addon:Addon": 1,
      // The network it is given.
      "test:index:Marker": 2,
      "aws:ec2/internetGateway:InternetGateway": 1,
    });
  });

  test("switches all three parts of Auto Mode on, with no pool and no role of EKS's own", () => {
    const { inputs } = controlPlane();
    expect(inputs["computeConfig"]).toEqual({ enabled: true, nodePools: [] });
    expect(inputs["kubernetesNetworkConfig"]).toMatchObject({ elasticLoadBalancing: { enabled: true } });
    expect(inputs["storageConfig"]).toEqual({ blockStorage: { enabled: true } });
    expect(inputs["bootstrapSelfManagedAddons"]).toBe(false);
  });

  test("never enters extended support, and cannot be deleted by mistake", () => {
    expect(controlPlane()).toMatchObject({
      protect: true,
      inputs: { upgradePolicy: { supportType: "STANDARD" }, deletionProtection: true },
    });
  });

  test("encrypts Secrets with the given key", () => {
    expect(controlPlane().inputs["encryptionConfig"]).toEqual({
      provider: { keyArn: KEY_ARN },
      resources: ["secrets"],
    });
  });

  test("answers inside the VPC in all three zones, and outside only those named", () => {
    expect(controlPlane().inputs["vpcConfig"]).toEqual({
      subnetIds: ["subnet-private-0", "subnet-private-1", "subnet-private-2"],
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
  });

  test("knows no administrator but those named", () => {
    expect(controlPlane().inputs["accessConfig"]).toEqual({
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
    const [entry = "", policy = ""] = deployerEntries(at(tier));
    expect(at(tier).named(entry).inputs).toMatchObject({ principalArn: DEPLOYER, type: "STANDARD" });
    expect(at(tier).named(policy).inputs).toMatchObject({
      principalArn: DEPLOYER,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
  });

  test("lets nodes of the node role join", () => {
    expect(at(tier).named("cluster-nodes").inputs).toMatchObject({
      principalArn: "arn:aws:iam:us-east-1:123456789012:cluster-roles-node",
      type: "EC2",
    });
    expect(at(tier).named("cluster-nodes-policy").inputs["policyArn"]).toBe(
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
    );
  });

  test("keeps its roles' permissions, and its log group, until it is gone", () => {
    const permissions = at(tier)
      .names()
      .filter((name) => /^cluster-roles-(Amazon|custom-tags)/.test(name));
    expect(permissions).toHaveLength(8);
    expect(at(tier).dependenciesOf("cluster-control-plane")).toEqual(
      expect.arrayContaining([...permissions, "cluster-log-group"]),
    );
  });

  test("logs what the tier asks for into a group that forgets", () => {
    expect(controlPlane().inputs["enabledClusterLogTypes"]).toEqual(
      tierNamed(tier).cluster.controlPlaneLogTypes,
    );
    expect(at(tier).named("cluster-log-group").inputs).toMatchObject({
      name: `/aws/eks/${clusterNameOf(contextOf(tier))}/cluster`,
      retentionInDays: tierNamed(tier).operations.logRetentionDays,
      kmsKeyId: KEY_ARN,
    });
  });

  test("bounds the app pool by a node more than the autoscalers can ask for, three without Qdrant, in all zones", () => {
    const { appNodeInstanceType, appNodeCountMax } = tierNamed(tier).cluster;
    const nodes = appNodeCountMax + (dedicated > 0 ? 3 : 1);
    const { vcpu = 0, memoryGiB = 0 } = instanceShape(appNodeInstanceType) ?? {};
    const spec = at(tier).named("cluster-app-nodes").inputs["spec"];
    expect(spec).toMatchObject({
      limits: {
        cpu: String(nodes * vcpu),
        memory: `${nodes * memoryGiB}Gi`,
      },
      disruption: { consolidationPolicy: dedicated > 0 ? "WhenEmptyOrUnderutilized" : "WhenEmpty" },
    });
    expect(JSON.stringify(spec)).toContain('["us-east-1a","us-east-1b","us-east-1c"]');
    expect(spec).not.toHaveProperty("replicas");
  });

  test("gives Qdrant a static pool in each zone once it has nodes of its own", () => {
    const pools = at(tier)
      .ofType(NODE_POOL)
      .filter(({ component }) => component === "qdrant");
    expect(pools.map(({ inputs }) => (inputs["spec"] as { replicas: number }).replicas)).toEqual(
      qdrantNodes(tier),
    );
    pools.forEach(({ inputs }, zone) => {
      expect(JSON.stringify(inputs)).toContain(`"values":["${ZONES[zone]?.name}"]`);
    });
  });

  test("builds nodes from a class that no tier changes but by the size of its disk", () => {
    const nodeClass = at(tier).named("cluster-app-node-class").inputs;
    expect(nodeClass).toMatchObject({
      metadata: { name: "app" },
      spec: {
        role: at(tier).named("cluster-roles-node").inputs["name"],
        networkPolicy: "DefaultAllow",
        ephemeralStorage: { size: `${tierNamed(tier).cluster.nodeEphemeralStorageGiB}Gi` },
        securityGroupSelectorTerms: [{ id: "sg-eks-cluster" }],
        tags: {
          "cost-component": "app",
          environment: "test",
          "managed-by": "pulumi",
          project: "scaling-tiers",
        },
      },
    });
    for (const { inputs } of at(tier).ofType(NODE_CLASS))
      expect(JSON.stringify(inputs)).not.toMatch(/scaling-tier"|monthly-budget/);
  });

  test("launches no node before it may join and reach the registries", () => {
    for (const { name } of at(tier).ofType(NODE_POOL))
      expect(at(tier).dependenciesOf(name)).toEqual(
        expect.arrayContaining(["cluster-nodes", "cluster-nodes-policy", "way-out"]),
      );
    expect(at(tier).dependenciesOf("cluster-app-nodes")).toContain("cluster-app-node-class");
  });

  test("enforces NetworkPolicies by a patch, which an object that is there already does not stop", () => {
    expect(at(tier).named("cluster-network-policies")).toMatchObject({
      type: "kubernetes:core/v1:ConfigMapPatch",
      inputs: {
        kind: "ConfigMap",
        metadata: {
          name: "amazon-vpc-cni",
          namespace: "kube-system",
          annotations: { "pulumi.com/patchForce": "true" },
        },
        data: { "enable-network-policy-controller": "true" },
      },
    });
  });

  test("tells workloads to wait for pools, enforcement and access", () => {
    const pools = at(tier)
      .ofType(NODE_POOL)
      .map(({ name }) => name);
    expect(namesOf(at(tier).outputs["nodesReady"])).toEqual(
      [...pools, "cluster-network-policies", ...deployerEntries(at(tier))].sort(),
    );
  });

  test("installs the metrics server where its pods can run", () => {
    expect(at(tier).named("cluster-metrics-server").inputs).toMatchObject({
      addonName: "metrics-server",
      // The one that EKS recommends for the cluster's Kubernetes; without one it would never be upgraded.
      addonVersion: "v0.8.0-eksbuild.2",
      configurationValues: metricsServerValues({
        cluster: tierNamed(tier).cluster,
        network: tierNamed(tier).network,
        qdrant: tierNamed(tier).qdrant,
      }),
    });
    expect(at(tier).dependenciesOf("cluster-metrics-server")).toContain("cluster-app-nodes");
    expect(namesOf(at(tier).outputs["metricsReady"])).toEqual(["cluster-metrics-server"]);
  });

  test("knows every input at preview", () => {
    expect(JSON.stringify(at(tier).resources)).not.toContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });

  test("tags everything that can carry tags", () => {
    const untagged = at(tier)
      .resources.filter(({ type, name }) => type.startsWith("aws:") && name !== "way-out")
      .filter(({ inputs }) => inputs["tags"] === undefined)
      .map(({ type }) => type);
    expect([...new Set(untagged)].sort()).toEqual([
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ]);
  });
});

describe("the Kubernetes provider", () => {
  const provider = () => at("100").named("cluster-provider");

  test("is tied to the cluster alone, and updates in place what it would replace by default", () => {
    expect(provider().inputs).toMatchObject({
      clusterIdentifier: `arn:aws:eks:us-east-1:123456789012:cluster/${String(at("100").named("cluster-control-plane").inputs["name"])}`,
      enableServerSideApply: "true",
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
    });
    expect(provider().inputs).not.toHaveProperty("deleteUnreachable");
  });

  test("asks for a token at each run and holds none", () => {
    const config = JSON.parse(String(provider().inputs["kubeconfig"])) as {
      clusters: unknown[];
      users: { user: object }[];
    };
    expect(config.clusters).toEqual([
      {
        name: "eks",
        cluster: {
          server: "https://cluster-control-plane.gr7.us-east-1.eks.amazonaws.com",
          "certificate-authority-data": "Y2VydGlmaWNhdGU=",
        },
      },
    ]);
    expect(config.users.map(({ user }) => Object.keys(user))).toEqual([["exec"]]);
    expect(config.users).toMatchObject([
      {
        user: {
          exec: {
            command: "aws",
            args: [
              "eks",
              "get-token",
              "--cluster-name",
              clusterNameOf(contextOf("100")),
              "--region",
              "us-east-1",
              "--output",
              "json",
            ],
          },
        },
      },
    ]);
  });

  test("connects only when the deployers may", () => {
    expect(at("100").dependenciesOf("cluster-provider")).toEqual(
      expect.arrayContaining(deployerEntries(at("100"))),
    );
  });
});

describe("a tier step", () => {
  test("changes nothing that would replace the cluster, its roles or its access", () => {
    const locked = (tier: TierName) => {
      const { name, roleArn, bootstrapSelfManagedAddons, accessConfig, kubernetesNetworkConfig, vpcConfig } =
        at(tier).named("cluster-control-plane").inputs;
      const access = at(tier)
        .resources.filter(({ type }) => /^aws:(iam|eks\/access)/.test(type))
        .map(({ urn, inputs }) => ({ urn, inputs: { ...inputs, tags: null } }));
      return {
        cluster: {
          name,
          roleArn,
          bootstrapSelfManagedAddons,
          accessConfig,
          kubernetesNetworkConfig,
          vpcConfig,
        },
        access,
        provider: at(tier).named("cluster-provider").inputs,
      };
    };
    for (const tier of TIER_NAMES) expect(locked(tier)).toEqual(locked("100"));
  });

  test("makes pools of other nodes other resources, with another name in the cluster", () => {
    const zone0 = (tier: TierName, type: string) => {
      const { urn, inputs } = at(tier).named(`cluster-qdrant-zone-0-${type}`);
      return { urn, name: (inputs["metadata"] as { name: string }).name };
    };
    expect(zone0("2k", "r6g-large").name).toBe("qdrant-zone-0-r6g-large");
    expect(zone0("5k", "r6g-xlarge").name).toBe("qdrant-zone-0-r6g-xlarge");
    expect(zone0("10k", "r6g-xlarge")).toEqual(zone0("5k", "r6g-xlarge"));
  });
});

test("a private cluster has no public endpoint", async () => {
  const recorded = await recordResources(() => {
    createCluster("100", { privateOnly: true, publicAccessCidrs: [] });
  });
  const vpcConfig = recorded.named("cluster-control-plane").inputs["vpcConfig"];
  expect(vpcConfig).toMatchObject({ endpointPrivateAccess: true, endpointPublicAccess: false });
  expect(vpcConfig).not.toHaveProperty("publicAccessCidrs");
});

test("a deployer keeps the name of its entry whatever others come, go or are named twice", async () => {
  const recorded = await recordResources(() => {
    createCluster("100", { deployerRoleArns: [OTHER, DEPLOYER, DEPLOYER] });
  });
  expect(deployerEntries(recorded)).toHaveLength(4);
  expect(deployerEntries(recorded)).toEqual(expect.arrayContaining(deployerEntries(at("100"))));
});

test("the cluster may be destroyed only when the stack says so", async () => {
  const recorded = await recordResources(() => {
    createCluster("100", {}, { allowDataDestruction: true });
  });
  expect(recorded.named("cluster-control-plane")).toMatchObject({
    protect: false,
    inputs: { deletionProtection: false },
  });
});

test("roles trust the service they are for, and have AWS's own policies for Auto Mode", () => {
  const trust = (name: string): unknown =>
    (JSON.parse(String(at("100").named(name).inputs["assumeRolePolicy"])) as { Statement: unknown[] })
      .Statement[0];
  expect(trust("cluster-roles-cluster")).toMatchObject({
    Principal: { Service: "eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
  });
  expect(trust("cluster-roles-node")).toMatchObject({
    Principal: { Service: "ec2.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  });
  const attached = at("100")
    .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .map(({ inputs }) => String(inputs["policyArn"]).split("/").pop())
    .sort();
  expect(attached).toEqual([
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSClusterPolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
    "AmazonEKSWorkerNodeMinimalPolicy",
  ]);
});
