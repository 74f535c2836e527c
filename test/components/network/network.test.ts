import * as pulumi from "@pulumi/pulumi";
import { Network } from "../../../components/network/network";
import { TIER_NAMES, tierNamed, type TierName, type TierSpec } from "../../../tiers";
import { contextOf, recordResources, ZONES, type Recorded } from "../../support/record";

const egressOf = (tier: TierName): TierSpec["network"]["egress"] => tierNamed(tier).network.egress;

/** Resources of each way out, beside what all have. */
const DEVICES: Record<TierSpec["network"]["egress"], Record<string, number>> = {
  natInstance: {
    "scaling-tiers:network:NatInstance": 1,
    "aws:ec2/securityGroup:SecurityGroup": 1,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 3,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
    "aws:ec2/networkInterface:NetworkInterface": 1,
    "aws:ec2/eip:Eip": 1,
    "aws:iam/role:Role": 1,
    "aws:iam/rolePolicy:RolePolicy": 2,
    "aws:iam/instanceProfile:InstanceProfile": 1,
    "aws:ec2/instance:Instance": 1,
    "aws:ssm/parameter:Parameter": 2,
    "aws:cloudwatch/metricAlarm:MetricAlarm": 1,
  },
  natGateway: { "aws:ec2/eip:Eip": 1, "aws:ec2/natGateway:NatGateway": 1 },
  natGatewayPerZone: { "aws:ec2/eip:Eip": 3, "aws:ec2/natGateway:NatGateway": 3 },
};

const ALWAYS = {
  "scaling-tiers:network:Network": 1,
  "aws:ec2/vpc:Vpc": 1,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
  "aws:ec2/internetGateway:InternetGateway": 1,
  "aws:ec2/subnet:Subnet": 9,
  "aws:ec2/routeTable:RouteTable": 5,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": 9,
  "aws:ec2/route:Route": 4,
  "aws:ec2/vpcEndpoint:VpcEndpoint": 1,
};

const FLOW_LOGS = {
  "scaling-tiers:network:FlowLogs": 1,
  "aws:s3/bucket:Bucket": 1,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
  "aws:s3/bucketPolicy:BucketPolicy": 1,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
  "aws:ec2/flowLog:FlowLog": 1,
};

const recordings = new Map<TierName, Recorded>();
const at = (tier: TierName): Recorded => {
  const recorded = recordings.get(tier);
  if (recorded === undefined) throw new Error(`Tier ${tier} was not recorded.`);
  return recorded;
};

/** In a function: an Output exists only within a recording. */
const natSettings = (generation = 1) => ({
  generation,
  alertTopicArn: pulumi.output("arn:aws:sns:us-east-1:123456789012:alerts"),
});

const createNetwork = (tier: TierName, changes: Parameters<typeof contextOf>[1] = {}, nat = natSettings()) =>
  new Network("network", {
    context: contextOf(tier, changes),
    zones: ZONES,
    spec: tierNamed(tier).network,
    nat,
  });

beforeAll(async () => {
  for (const tier of TIER_NAMES)
    recordings.set(
      tier,
      await recordResources(() => {
        const network = createNetwork(tier);
        return {
          vpcId: network.vpcId,
          privateSubnetIds: network.privateSubnetIds,
          privateCidrBlocks: network.privateCidrBlocks,
          dataCidrBlocks: network.dataCidrBlocks,
          egressReady: network.egressReady.map(({ urn }) => urn),
        };
      }),
    );
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  test("makes exactly the resources of its way out", () => {
    expect(at(tier).counts()).toEqual({
      ...ALWAYS,
      ...DEVICES[egressOf(tier)],
      ...(tierNamed(tier).network.flowLogs ? FLOW_LOGS : {}),
    });
  });

  test("sends every private subnet out by a device that stands before the route does", () => {
    for (const zone of [0, 1, 2]) {
      const device = {
        natInstance: { networkInterfaceId: "network-nat-interface-id" },
        natGateway: { natGatewayId: "network-nat-gateway-0-id" },
        natGatewayPerZone: { natGatewayId: `network-nat-gateway-${zone}-id` },
      }[egressOf(tier)];
      expect(at(tier).named(`network-default-route-${zone}`).inputs).toEqual({
        routeTableId: `network-private-route-table-${zone}-id`,
        destinationCidrBlock: "0.0.0.0/0",
        ...device,
      });
      expect(at(tier).named(`network-private-association-${zone}`).inputs).toEqual({
        subnetId: `network-private-${zone}-id`,
        routeTableId: `network-private-route-table-${zone}-id`,
      });
      expect(at(tier).dependenciesOf(`network-default-route-${zone}`)).toContain(
        {
          natInstance: "network-nat-instance",
          natGateway: "network-nat-gateway-0",
          natGatewayPerZone: `network-nat-gateway-${zone}`,
        }[egressOf(tier)],
      );
    }
  });

  test("gives data subnets no way out and public ones the internet gateway", () => {
    const routes = at(tier).ofType("aws:ec2/route:Route");
    expect(routes.map(({ inputs }) => inputs["routeTableId"])).not.toContain("network-data-route-table-id");
    expect(at(tier).named("network-public-default-route").inputs).toMatchObject({
      routeTableId: "network-public-route-table-id",
      gatewayId: "network-internet-gateway-id",
    });
    for (const zone of [0, 1, 2]) {
      expect(at(tier).named(`network-data-association-${zone}`).inputs["routeTableId"]).toBe(
        "network-data-route-table-id",
      );
      expect(at(tier).named(`network-public-association-${zone}`).inputs["routeTableId"]).toBe(
        "network-public-route-table-id",
      );
    }
  });

  test("protects what everything stands on", () => {
    const held = at(tier).resources.filter(({ protect }) => protect);
    expect(held.map(({ name }) => name).sort()).toEqual(
      [
        "network-vpc",
        ...["public", "private", "data"].flatMap((role) =>
          [0, 1, 2].map((zone) => `network-${role}-${zone}`),
        ),
      ].sort(),
    );
    expect(at(tier).resources.filter(({ retainOnDelete }) => retainOnDelete)).toEqual([]);
  });

  test("makes nothing public by itself and lets nobody in from the internet", () => {
    for (const { inputs } of at(tier).ofType("aws:ec2/subnet:Subnet"))
      expect(inputs["mapPublicIpOnLaunch"]).toBe(false);
    for (const { inputs } of at(tier).ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
      expect(["10.0.64.0/18", "10.0.128.0/18", "10.0.192.0/18"]).toContain(inputs["cidrIpv4"]);
    expect(at(tier).named("network-default-security-group").inputs).toMatchObject({
      ingress: [],
      egress: [],
    });
  });

  test("tags everything that can carry tags, in plain text", () => {
    const untagged = at(tier)
      .resources.filter(({ type }) => type.startsWith("aws:"))
      .filter(({ inputs }) => inputs["tags"] === undefined)
      .map(({ type }) => type);
    const cannot = [
      "aws:ec2/route:Route",
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "aws:iam/rolePolicy:RolePolicy",
      ...Object.keys(FLOW_LOGS).filter(
        (type) => type.startsWith("aws:s3/bucket") && !type.endsWith(":Bucket"),
      ),
    ];
    expect(untagged.filter((type) => !cannot.includes(type))).toEqual([]);
    expect(at(tier).named("network-vpc").inputs["tags"]).toMatchObject({
      "cost-component": "network",
      "scaling-tier": tier,
    });
  });

  test("knows every input at preview", () => {
    expect(JSON.stringify(at(tier).resources)).not.toContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });

  test("keeps image layers and snapshots away from the NAT", () => {
    expect(at(tier).named("network-s3-endpoint").inputs).toMatchObject({
      serviceName: "com.amazonaws.us-east-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: [0, 1, 2].map((zone) => `network-private-route-table-${zone}-id`),
    });
  });

  test("tells others that a subnet can reach the internet only when route and association are there", () => {
    const ready = (at(tier).outputs["egressReady"] as string[]).map((urn) => urn.split("::")[3]).sort();
    expect(ready).toEqual(
      [
        ...[0, 1, 2].flatMap((zone) => [
          `network-default-route-${zone}`,
          `network-private-association-${zone}`,
        ]),
        "network-s3-endpoint",
      ].sort(),
    );
  });
});

test("a tier step moves no subnet, table, association or endpoint, and only the target of a route", () => {
  const locked = (tier: TierName) =>
    at(tier)
      .resources.filter(({ type }) =>
        /:(Vpc|Subnet|RouteTable|RouteTableAssociation|VpcEndpoint|InternetGateway)$/.test(type),
      )
      .map(({ urn, inputs }) => ({ urn, inputs: { ...inputs, tags: null } }));
  const routes = (tier: TierName) =>
    at(tier)
      .ofType("aws:ec2/route:Route")
      .map(({ urn, inputs }) => ({ urn, table: inputs["routeTableId"], to: inputs["destinationCidrBlock"] }));
  for (const tier of TIER_NAMES) {
    expect(locked(tier)).toEqual(locked("100"));
    expect(routes(tier)).toEqual(routes("100"));
  }
});

test("the first zone keeps its gateway and address when the others get theirs", () => {
  for (const name of ["network-nat-gateway-0", "network-nat-address-0"]) {
    const one = at("2k").named(name);
    const perZone = at("5k").named(name);
    expect(perZone.urn).toBe(one.urn);
    expect({ ...perZone.inputs, tags: null }).toEqual({ ...one.inputs, tags: null });
  }
});

test("subnets lie in the zones by id, in order, and only private ones offer themselves to load balancers", () => {
  ZONES.forEach(({ id }, zone) => {
    for (const role of ["public", "private", "data"]) {
      const { inputs } = at("100").named(`network-${role}-${zone}`);
      const tags = inputs["tags"] as Record<string, string>;
      expect(inputs["availabilityZoneId"]).toBe(id);
      expect(tags["kubernetes.io/role/internal-elb"]).toBe(role === "private" ? "1" : undefined);
      expect(tags["kubernetes.io/role/elb"]).toBeUndefined();
    }
  });
});

describe("the NAT instance", () => {
  const inputs = (name: string) => at("100").named(name).inputs;

  test("forwards foreign packets through an interface that outlives it", () => {
    expect(inputs("network-nat-interface")).toMatchObject({
      subnetId: "network-public-0-id",
      securityGroups: ["network-nat-security-group-id"],
      sourceDestCheck: false,
    });
    expect(inputs("network-nat-address")).toMatchObject({
      domain: "vpc",
      networkInterface: "network-nat-interface-id",
    });
    expect(inputs("network-nat-instance")["primaryNetworkInterface"]).toEqual({
      networkInterfaceId: "network-nat-interface-id",
    });
  });

  test("boots only when it can reach the package servers", () => {
    expect(at("100").dependenciesOf("network-nat-instance")).toEqual(
      expect.arrayContaining(["network-nat-address", "network-public-default-route"]),
    );
  });

  test("is small, encrypted, without surplus credits, without SSH and with IMDSv2 only", () => {
    const instance = inputs("network-nat-instance");
    expect(instance).toMatchObject({
      instanceType: "t4g.nano",
      ami: "ami-0123456789abcdef0",
      creditSpecification: { cpuCredits: "standard" },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 8 },
      maintenanceOptions: { autoRecovery: "default" },
      userDataReplaceOnChange: true,
    });
    expect(instance["keyName"]).toBeUndefined();
    expect(instance["userData"]).toContain("10.0.64.0/18, 10.0.128.0/18, 10.0.192.0/18");
  });

  test("may write the parameter of its signal, and nothing else of Parameter Store", () => {
    const { name } = inputs("network-nat-forwards");
    expect(name).toMatch(/^\/nat\/test-nat-[a-z0-9]{8}\/forwards$/);
    expect(JSON.parse(String(inputs("network-nat-signal")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "ssm:PutParameter",
          Resource: "arn:aws:ssm:us-east-1:123456789012:network-nat-forwards",
        },
      ],
    });
    expect(inputs("network-nat-instance")["userData"]).toContain(`--name ${String(name)} --overwrite`);
    // Else it would boot without the right to say anything.
    expect(at("100").dependenciesOf("network-nat-instance")).toEqual(
      expect.arrayContaining(["network-nat-signal", "network-nat-session-manager"]),
    );
  });

  test("keeps what it and its image were given: the program's values are the first ones alone", () => {
    for (const name of ["network-nat-forwards", "network-nat-image-1"])
      expect(at("100").named(name).ignoreChanges).toEqual(["insecureValue"]);
    expect(at("100").named("network-nat-instance").ignoreChanges).toEqual(["sourceDestCheck"]);
  });

  test("a raised generation looks the newest image up once more, by a resource of its own", async () => {
    const raised = await recordResources(() => createNetwork("100", {}, natSettings(2)));
    expect(raised.names().filter((name) => !at("100").names().includes(name))).toEqual([
      "network-nat-image-2",
    ]);
    expect(raised.named("network-nat-image-2").inputs).toMatchObject({
      name: String(inputs("network-nat-image-1")["name"]).replace(/1$/, "2"),
      insecureValue: "ami-0123456789abcdef0",
    });
    expect(raised.dependenciesOf("network-nat-instance")).toContain("network-nat-image-2");
  });

  test("an alarm hears of an instance that fails its checks or is gone, once it has come up", () => {
    expect(inputs("network-nat-status")).toMatchObject({
      namespace: "AWS/EC2",
      metricName: "StatusCheckFailed",
      dimensions: { InstanceId: "network-nat-instance-id" },
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "breaching",
      alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"],
    });
    expect(at("100").dependenciesOf("network-nat-status")).toContain("network-nat-instance");
  });

  test("may open a Session Manager channel and nothing else", () => {
    const policy = JSON.parse(String(inputs("network-nat-session-manager")["policy"])) as {
      Statement: { Action: string[] }[];
    };
    expect(policy.Statement.flatMap(({ Action }) => Action)).toEqual([
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]);
    expect(at("100").ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  });
});

describe("flow logs", () => {
  const inputs = (name: string) => at("2k").named(name).inputs;

  test("record all traffic into a closed, encrypted bucket that forgets after 90 days", () => {
    expect(inputs("network-flow-logs-log")).toMatchObject({
      vpcId: "network-vpc-id",
      trafficType: "ALL",
      logDestinationType: "s3",
    });
    expect(inputs("network-flow-logs-public-access-block")).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputs("network-flow-logs-encryption")["rules"]).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    expect(inputs("network-flow-logs-lifecycle")["rules"]).toMatchObject([
      { status: "Enabled", expiration: { days: 90 } },
    ]);
    expect(inputs("network-flow-logs-bucket")["forceDestroy"]).toBe(true);
  });

  test("start only when the bucket's own policy is there", () => {
    expect(at("2k").dependenciesOf("network-flow-logs-log")).toContain("network-flow-logs-policy");
    expect(inputs("network-flow-logs-policy")["policy"]).toContain("aws:SecureTransport");
  });
});

test("data may be destroyed only when the stack says so", async () => {
  const recorded = await recordResources(() => createNetwork("100", { allowDataDestruction: true }));
  expect(recorded.resources.filter(({ protect }) => protect)).toEqual([]);
});

test("another number of zones than three is refused", async () => {
  await expect(
    recordResources(
      () =>
        new Network("network", {
          context: contextOf("100"),
          zones: ZONES.slice(0, 2),
          spec: tierNamed("100").network,
          nat: natSettings(),
        }),
    ),
  ).rejects.toThrow(new RangeError("The network needs 3 zones, from the first tier on; it was given 2."));
});
