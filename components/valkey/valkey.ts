import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type * as random from "@pulumi/random";
import type { CacheRestore, Rotation, TierSpec } from "../../tiers";
import { mainCaches, type MainCache } from "../../tiers/restored-caches";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { MaintenancePlan } from "../shared/maintenance";
import { createPassword } from "../shared/password";
import { PORTS, type ClusterReference, type NetworkReference } from "../shared/references";
import { generationsOf, ofGeneration, type Generations } from "../shared/rotation";
import { createStoredSecret } from "../shared/stored-secret";
import { ValkeyGroup } from "./group";
import { valkeySizes, type ValkeySize } from "./sizes";

const USER_NAME = "app";

/**
 * All keys and channels, and every command but the dangerous ones (`FLUSHALL`, `KEYS`, `CONFIG`, … and with them all
 * of `@admin`, also the subcommands of `CLUSTER` that change a cluster; those that tell its topology are not dangerous).
 * `INFO` is given back: ioredis reads the state of a node by it, and fails without it
 * (https://github.com/redis/ioredis/issues/1902).
 */
const ACCESS_STRING = "on ~* &* +@all -@dangerous +info";

/** Who watches the caches, and may read no key. */
export const VALKEY_OBSERVER = "observer";

/** What it may ask: how a node is, and nothing that touches a key. */
const OBSERVER_ACCESS_STRING = "on -@all +info";

export interface ValkeyArgs {
  readonly context: PlatformContext;
  /** Sizes of the groups. */
  readonly spec: TierSpec["valkey"];
  /** Which passwords are valid and used. */
  readonly rotation: Rotation;
  /** Which group holds sessions, where it was restored or is on its way there. Default: the one it began with. */
  readonly restore?: CacheRestore | undefined;
  readonly network: NetworkReference;
  /** Pods of this cluster, and nobody else, reach the caches. */
  readonly cluster: ClusterReference;
  /** Key of data at rest, snapshots, logs and the secret. */
  readonly keyArn: pulumi.Output<string>;
  /** When nodes may be restarted, and snapshots are made. */
  readonly windows: MaintenancePlan["valkey"];
}

/**
 * ElastiCache for Valkey: group `main` for sessions and the dashboard cache and, where the tier says so, group
 * `embeddings` with nodes of its own. The three URLs are the same contract at every tier; `embeddingUrl` points to
 * `main` until there is an own group.
 *
 * What a client must do, at the smallest tier already, so that no later tier breaks it (docs/application.md):
 * - connect with a cluster-aware client to the configuration endpoint; a plain client gets `MOVED` once there are
 *   shards. With ioredis: user name and password in `redisOptions`, as those of the URL reach no other node, and
 *   `dnsLookup: (host, done) => done(null, host)`, else the certificate of a node does not match its address;
 * - use TLS (`rediss://`) and database 0, the only one in cluster mode;
 * - put keys of one multi-key command, transaction or script in one slot with a hash tag: `session:{user-7}:cart`;
 * - give every key a TTL: `main` evicts keys with a TTL only, and without them writes fail when memory is full;
 * - give sessions a longer TTL than any cache entry: `main` evicts first what expires first;
 * - keep embeddings to 24 hours, and to few while they share `main`: there they compete with sessions for memory.
 */
export class Valkey extends PlatformComponent {
  /** Sessions: `rediss://app:<password>@<configuration endpoint>:6379`. Secret. */
  readonly sessionUrl: pulumi.Output<string>;
  /** Dashboard cache, in the shape of `sessionUrl`. Secret. */
  readonly cacheUrl: pulumi.Output<string>;
  /** Embedding cache, in the shape of `sessionUrl`. Secret. */
  readonly embeddingUrl: pulumi.Output<string>;
  /** Of the replication groups that the tier has, by what they are for. */
  readonly groupIds: Readonly<Record<string, string>>;
  /** Configuration endpoints of the groups that the tier has. */
  readonly endpoints: readonly pulumi.Output<string>[];
  /** Of the user `observer`; secret. */
  readonly observerPassword: pulumi.Output<string>;
  /** Of the user in ElastiCache. */
  readonly userId: pulumi.Output<string>;
  /** In the order in which they are made. */
  private readonly groups: ValkeyGroup[] = [];

  constructor(
    name: string,
    private readonly args: ValkeyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Valkey", name, args.context, "valkey", opts);
    const generations = generationsOf(args.rotation);
    const { valid, used } = this.createPasswords(generations);
    this.storeCredentials(used);
    const user = this.createUser(valid);
    this.userId = user.userId;
    const observerPassword = createPassword(this, ofGeneration("observer-password", generations.valid[0]));
    const observer = this.createObserver(observerPassword);
    this.observerPassword = pulumi.secret(observerPassword.result);
    const shared = {
      subnetGroupName: this.createSubnetGroup().name,
      securityGroupId: this.createSecurityGroup().id,
      userGroupId: this.createUserGroup([user, observer]).userGroupId,
    };
    const [mainSize, embeddingsSize] = valkeySizes(args.spec);
    const mains = mainCaches(args.restore).map((placed) => ({
      ...placed,
      group: this.createGroup(placed.role, mainSize, shared, placed),
    }));
    const main = mains.find(({ isServing }) => isServing)?.group;
    if (main === undefined) throw new Error("No group of the cache serves.");
    const embeddings =
      embeddingsSize === undefined ? main : this.createGroup("embeddings", embeddingsSize, shared);

    this.endpoints = [...new Set([main, embeddings])].map(
      ({ configurationEndpoint }) => configurationEndpoint,
    );
    this.groupIds = {
      main: main.replicationGroupId,
      ...(embeddings === main ? {} : { embeddings: embeddings.replicationGroupId }),
    };
    this.sessionUrl = urlOf(main, used);
    this.cacheUrl = this.sessionUrl;
    this.embeddingUrl = urlOf(embeddings, used);
    this.registerOutputs({
      sessionUrl: this.sessionUrl,
      cacheUrl: this.cacheUrl,
      embeddingUrl: this.embeddingUrl,
    });
  }

  /** One for each generation that is valid, none of which a rotation changes. */
  private createPasswords({ valid, used }: Generations): {
    readonly valid: readonly random.RandomPassword[];
    readonly used: random.RandomPassword;
  } {
    const [first, ...more] = valid.map((generation) => ({
      generation,
      password: createPassword(this, ofGeneration("password", generation)),
    }));
    if (first === undefined) throw new Error("No generation of passwords is valid.");
    const all = [first, ...more];
    return {
      valid: all.map(({ password }) => password),
      used: (all.find(({ generation }) => generation === used) ?? first).password,
    };
  }

  /** The credentials for people and tools outside the cluster, as `{"username":…,"password":…}`. */
  private storeCredentials(password: random.RandomPassword): void {
    createStoredSecret(this, {
      name: this.logicalName,
      description: "User of the Valkey groups",
      keyArn: this.args.keyArn,
      value: { username: USER_NAME, password: password.result },
      roles: { secret: "credentials", version: "credentials-value" },
    });
  }

  private createSubnetGroup(): aws.elasticache.SubnetGroup {
    return new aws.elasticache.SubnetGroup(
      this.childName("subnets"),
      {
        name: this.physicalName("aws:elasticache/subnetGroup:SubnetGroup", this.logicalName),
        description: "Data subnets of all zones",
        subnetIds: [...this.args.network.dataSubnetIds],
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /** Lets the cluster's pods in at one port and nothing out: a cache opens no connections. */
  private createSecurityGroup(): aws.ec2.SecurityGroup {
    const name = this.physicalName("aws:ec2/securityGroup:SecurityGroup", this.logicalName);
    const group = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        name,
        description: "Valkey nodes",
        vpcId: this.args.network.vpcId,
        tags: this.tags({ Name: name }),
      },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("from-cluster"),
      {
        securityGroupId: group.id,
        description: "Pods of the cluster",
        referencedSecurityGroupId: this.args.cluster.securityGroupId,
        ipProtocol: "tcp",
        fromPort: PORTS.valkey,
        toPort: PORTS.valkey,
        tags: this.tags(),
      },
      { parent: this },
    );
    return group;
  }

  /**
   * One user, with two passwords during a rotation; both let in, and a connection that is open stays
   * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html, "Password rotation"). There is no user `default` in it: user groups of engine `valkey` need none and take only
   * users that authenticate, so who brings no name cannot log in
   * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html).
   */
  private createUser(passwords: readonly random.RandomPassword[]): aws.elasticache.User {
    return new aws.elasticache.User(
      this.childName("user"),
      {
        userId: this.physicalName("aws:elasticache/user:User", `${this.logicalName}-${USER_NAME}`),
        userName: USER_NAME,
        engine: "valkey",
        accessString: ACCESS_STRING,
        authenticationMode: { type: "password", passwords: passwords.map(({ result }) => result) },
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /** Has one password, which changes when a rotation ends: a minute without metrics hurts nobody. */
  private createObserver(password: random.RandomPassword): aws.elasticache.User {
    return new aws.elasticache.User(
      this.childName("observer"),
      {
        userId: this.physicalName("aws:elasticache/user:User", `${this.logicalName}-${VALKEY_OBSERVER}`),
        userName: VALKEY_OBSERVER,
        engine: "valkey",
        accessString: OBSERVER_ACCESS_STRING,
        authenticationMode: { type: "password", passwords: [password.result] },
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createUserGroup(users: readonly aws.elasticache.User[]): aws.elasticache.UserGroup {
    return new aws.elasticache.UserGroup(
      this.childName("users"),
      {
        userGroupId: this.physicalName("aws:elasticache/userGroup:UserGroup", `${this.logicalName}-users`),
        engine: "valkey",
        userIds: users.map(({ userId }) => userId),
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createGroup(
    role: string,
    size: ValkeySize,
    shared: {
      subnetGroupName: pulumi.Output<string>;
      securityGroupId: pulumi.Output<string>;
      userGroupId: pulumi.Output<string>;
    },
    restored?: Pick<MainCache, "isLeaving" | "isRestored" | "snapshot">,
  ): ValkeyGroup {
    const { context, keyArn, windows } = this.args;
    const group = new ValkeyGroup(
      this.childName(role),
      { context, size, keyArn, windows, after: this.groups.slice(-1), ...shared, ...restored },
      { parent: this },
    );
    // While ElastiCache attaches a user group it refuses to attach it elsewhere, so one group follows the other.
    this.groups.push(group);
    return group;
  }
}

function urlOf(group: ValkeyGroup, password: random.RandomPassword): pulumi.Output<string> {
  return pulumi.interpolate`rediss://${USER_NAME}:${password.result}@${group.configurationEndpoint}:${PORTS.valkey}`;
}
