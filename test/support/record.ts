import type { PlatformContext, Zone } from "../../components/shared/context";
import type { ManifestResource } from "../../models/manifest/manifest";
import { record } from "../../stacks/recorder";
import { tierNamed, type TierName, type TierSpec } from "../../tiers";

export const ZONES: readonly Zone[] = [
  { id: "use1-az1", name: "us-east-1a" },
  { id: "use1-az2", name: "us-east-1b" },
  { id: "use1-az4", name: "us-east-1c" },
];

/** A platform context of a tier, with single values changed. */
export function contextOf(tier: TierName, changes: Partial<PlatformContext> = {}): PlatformContext {
  const spec: TierSpec = tierNamed(tier);
  return {
    project: "scaling-tiers",
    stack: "test",
    environment: "test",
    region: "us-east-1",
    accountId: "123456789012",
    partition: "aws",
    tier,
    monthlyBudgetUsd: spec.monthlyBudgetUsd,
    logRetentionDays: spec.operations.logRetentionDays,
    allowDataDestruction: false,
    ...changes,
  };
}

/** What a test sees of the resources that a function creates under mocks. */
export class Recorded {
  constructor(
    readonly resources: readonly ManifestResource[],
    readonly outputs: Readonly<Record<string, unknown>>,
  ) {}

  /** All resources of a type, in URN order. */
  ofType(type: string): ManifestResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The one resource of this logical name; fails the test when there are none or several. */
  named(name: string): ManifestResource {
    const found = this.resources.filter((resource) => resource.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`${found.length} resources are named ${name}; there are: ${this.names().join(", ")}`);
    return only;
  }

  names(): string[] {
    return this.resources.map((resource) => resource.name).sort();
  }

  /** How many resources there are of each type. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { type } of this.resources) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  }

  /** Logical names of what a resource waits for. */
  dependenciesOf(name: string): string[] {
    return this.named(name)
      .dependsOn.map((urn) => urn.split("::")[3] ?? urn)
      .sort();
  }
}

/** Runs `create` under mocks and returns what it registered; what `create` returns become the outputs. */
export async function recordResources(create: () => unknown): Promise<Recorded> {
  const { resources, outputs } = await record(create, {
    project: "scaling-tiers",
    stack: "test",
    config: {},
  });
  return new Recorded(resources, outputs);
}
