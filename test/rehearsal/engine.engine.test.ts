import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Run } from "../../rehearsal/rehearsal";
import { NotReady } from "../../rehearsal/world";
import { onEngine } from "../support/rehearsal";

const brief = ({ steps }: Run) => steps.map(({ name, operation }) => `${operation} ${name}`).sort();
const step = ({ steps }: Run, name: string) => steps.find((one) => one.name === name);

/** Registers any inputs at all, as the classes of the SDK, which copy the names they know, do not. */
class Raw extends pulumi.CustomResource {}

test("an input that the SDK does not know stops the run before anything is created", async () => {
  const wrong: object = { name: "jobs", fifoo: true };
  const raw = () => {
    new Raw("aws:sqs/queue:Queue", "jobs", wrong);
    return Promise.resolve();
  };
  await onEngine({ program: raw }, async (rehearsal) => {
    const { failure } = await rehearsal.up();
    expect(failure).toContain(
      "aws:sqs/queue:Queue resource 'jobs': property fifoo value {true} has a problem:",
    );
    expect(failure).toContain("is not an input of aws:sqs/queue:Queue; those are:");
    expect(rehearsal.world.all()).toEqual([]);
  });
});

test("a preview shows paths that differ, what forces a replacement, and leaves the world alone", async () => {
  let size = { description: "first", tag: "1" };
  const program = () => {
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { size: size.tag } });
    const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id, description: size.description });
    new aws.vpc.SecurityGroupEgressRule("rule", {
      securityGroupId: group.id,
      ipProtocol: "-1",
      cidrIpv4: "10.0.0.0/8",
    });
    return Promise.resolve();
  };
  await onEngine({ program }, async (rehearsal) => {
    expect(brief(await rehearsal.preview())).toEqual([
      "create default_7_48_0",
      "create group",
      "create rule",
      "create scaling-tiers-example",
      "create vpc",
    ]);
    expect(rehearsal.world.all()).toEqual([]);
    await rehearsal.up();
    size = { description: "second", tag: "2" };
    const preview = await rehearsal.preview();
    expect(brief(preview)).toEqual(["replace group", "replace rule", "update vpc"]);
    expect(step(preview, "vpc")).toMatchObject({
      diffs: ["tags", "tagsAll"],
      detailedDiff: { "tags.size": "update", "tagsAll.size": "update" },
      replacedFor: [],
    });
    expect(step(preview, "group")).toMatchObject({
      detailedDiff: { description: "update-replace" },
      replacedFor: ["description"],
    });
    expect(step(preview, "rule")?.replacedFor).toEqual(["securityGroupId"]);
    const before = rehearsal.world.named("aws:ec2/securityGroup:SecurityGroup", "group").id;
    const up = await rehearsal.up();
    expect(up.failure).toBe("");
    expect(brief(up)).toEqual(brief(preview));
    expect(rehearsal.world.named("aws:ec2/securityGroup:SecurityGroup", "group").id).not.toBe(before);
    expect(rehearsal.world.orphans(await rehearsal.resources())).toEqual([]);
  });
});

test("a refusal fails the run with its message and its name", async () => {
  const program = () => {
    new aws.rds.Instance("replica", {
      replicateSourceDb: "primary",
      instanceClass: "db.t4g.small",
      skipFinalSnapshot: true,
    });
    return Promise.resolve();
  };
  await onEngine({ program }, async (rehearsal) => {
    expect((await rehearsal.up()).failure).toContain(
      "DBInstanceNotFound: the source of the read replica does not exist. Create the primary first. " +
        "[rds-replica-without-primary]",
    );
  });
});

test("an object that is not ready stays in the state, and the next `up` makes it whole", async () => {
  const program = () => {
    new aws.sqs.Queue("jobs", { name: "jobs" });
    return Promise.resolve();
  };
  await onEngine({ program }, async (rehearsal) => {
    rehearsal.world.hooks = {
      afterCreate: () => {
        throw new NotReady("still creating after ten minutes");
      },
    };
    expect((await rehearsal.up()).failure).toContain("still creating after ten minutes");
    const [queue] = (await rehearsal.resources()).filter(({ type }) => type === "aws:sqs/queue:Queue");
    expect(queue?.initErrors).toEqual(["still creating after ten minutes"]);
    rehearsal.world.hooks = {};
    expect(brief(await rehearsal.up())).toEqual(["update jobs"]);
    expect(rehearsal.world.all()).toHaveLength(1);
  });
});

test("an update of the cluster leaves the provider and the objects behind it alone", async () => {
  let version = "1.33";
  const program = () => {
    const subnets = ["use1-az1", "use1-az2"].map(
      (availabilityZoneId, index) =>
        new aws.ec2.Subnet(`subnet-${index}`, {
          vpcId: "vpc",
          cidrBlock: `10.0.${index}.0/24`,
          availabilityZoneId,
        }),
    );
    const cluster = new aws.eks.Cluster("cluster", {
      name: "platform",
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      version,
      vpcConfig: { subnetIds: subnets.map(({ id }) => id) },
    });
    const provider = new kubernetes.Provider("kubernetes", {
      kubeconfig: pulumi.jsonStringify({ server: cluster.endpoint }),
      clusterIdentifier: cluster.arn,
      enableConfigMapMutable: true,
    });
    new kubernetes.core.v1.ConfigMap("map", { metadata: { name: "map" }, data: { version } }, { provider });
    return Promise.resolve();
  };
  await onEngine({ program }, async (rehearsal) => {
    expect((await rehearsal.up()).failure).toBe("");
    version = "1.34";
    const preview = await rehearsal.preview();
    expect(brief(preview)).toEqual(["update cluster", "update map"]);
    expect(step(preview, "map")?.detailedDiff).toEqual({ "data.version": "update" });
    expect(brief(await rehearsal.up())).toEqual(["update cluster", "update map"]);
  });
});

test("a secret output is encrypted in the state and kept whole in the world", async () => {
  const program = () => {
    const { result } = new random.RandomPassword("password", { length: 30 });
    new aws.secretsmanager.SecretVersion("version", { secretId: "secret", secretString: result });
    return Promise.resolve();
  };
  await onEngine({ program }, async (rehearsal) => {
    await rehearsal.up();
    const { inputs } = rehearsal.world.named("aws:secretsmanager/secretVersion:SecretVersion", "version");
    expect(inputs["secretString"]).toMatch(/^[A-Za-z0-9]{30}$/);
    expect(await rehearsal.stateText()).not.toContain(String(inputs["secretString"]));
  });
});
