import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import type { TierName } from "../../tiers";

/** A name and a value of an AWS parameter group. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
}

interface Probe {
  readonly exec?: { readonly command: readonly string[] };
  readonly timeoutSeconds?: number;
}

/** What a pooler's pods are given. */
export interface PoolerFiles {
  readonly replicas: number;
  /** Texts by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly liveness: Probe;
  readonly readiness: Probe;
}

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`The manifest has no ${what}.`);
  return value;
};

/** What the program builds for a tier, as the running programs read it. */
export class Built {
  private constructor(private readonly manifest: Manifest) {}

  static async of(tier: TierName): Promise<Built> {
    return new Built(await recordedManifest(tier));
  }

  private resource(type: string, fits: (name: string, inputs: ManifestResource["inputs"]) => boolean) {
    const one = this.manifest.resources.find((each) => each.type === type && fits(each.name, each.inputs));
    return found(one, type).inputs as Readonly<Record<string, unknown>>;
  }

  parameters(type: string, name: string): readonly Parameter[] {
    return this.resource(type, (each) => each.startsWith(name))["parameters"] as readonly Parameter[];
  }

  pooler(service: "postgres-rw" | "postgres-ro"): PoolerFiles {
    const isNamed = (_: string, inputs: ManifestResource["inputs"]): boolean =>
      (inputs as { metadata?: { name?: string } }).metadata?.name === service;
    const { data } = this.resource("kubernetes:core/v1:ConfigMap", isNamed) as unknown as {
      data: Record<string, string>;
    };
    const { spec } = this.resource("kubernetes:apps/v1:Deployment", isNamed) as unknown as {
      spec: {
        replicas: number;
        template: {
          spec: { containers: readonly { livenessProbe: Probe; readinessProbe: Probe }[] };
        };
      };
    };
    const container = found(spec.template.spec.containers[0], `container of ${service}`);
    return {
      replicas: spec.replicas,
      files: data,
      liveness: container.livenessProbe,
      readiness: container.readinessProbe,
    };
  }

  /** Of the product's user of the caches. */
  get accessString(): string {
    return this.accessStringOf("valkey-user");
  }

  /** Of a user of the caches, by the name of its resource. */
  accessStringOf(user: "valkey-user" | "valkey-observer"): string {
    return String(this.resource("aws:elasticache/user:User", (name) => name === user)["accessString"]);
  }

  /** Text of the NAT instance's first-boot script, where the tier has one. */
  get natUserData(): string {
    return String(this.resource("aws:ec2/instance:Instance", (name) => name.includes("nat"))["userData"]);
  }
}

/** The names of the hosts of a database in `pgbouncer.ini`, in order. */
export function hostsOf(config: string, database: string): string[] {
  const line = new RegExp(`^${database} = host=(\\S+)`, "m").exec(config);
  return found(line?.[1], `database ${database}`).split(",");
}

/** A setting of `pgbouncer.ini`. */
export function settingOf(config: string, name: string): number {
  return Number(found(new RegExp(`^${name} = (\\d+)$`, "m").exec(config)?.[1], name));
}
