import type { Allocatable } from "../../tiers";

interface Requirement {
  readonly key: string;
  readonly operator: "In";
  readonly values: readonly string[];
}

/** One that Karpenter's kwok provider may start, in the words of its file. */
export interface InstanceType {
  readonly name: string;
  readonly architecture: "arm64";
  readonly operatingSystems: readonly ["linux"];
  readonly resources: Readonly<Record<string, string>>;
  readonly offerings: readonly {
    readonly Price: number;
    readonly Available: true;
    readonly Requirements: readonly Requirement[];
  }[];
}

/** What the provider takes off each type for itself. */
const RESERVED = { millicores: 100, memoryMiB: 10 };

/** An instance type of which pods get exactly so much. */
export function instanceType(
  name: string,
  { millicores, memoryMiB, pods }: Allocatable,
  zones: readonly string[],
): InstanceType {
  const only = (key: string, value: string): Requirement => ({ key, operator: "In", values: [value] });
  return {
    name,
    architecture: "arm64",
    operatingSystems: ["linux"],
    resources: {
      cpu: `${millicores + RESERVED.millicores}m`,
      memory: `${memoryMiB + RESERVED.memoryMiB}Mi`,
      pods: String(pods),
      "ephemeral-storage": "20Gi",
    },
    offerings: zones.map((zone) => ({
      Price: 1,
      Available: true,
      Requirements: [
        only("karpenter.sh/capacity-type", "on-demand"),
        only("topology.kubernetes.io/zone", zone),
      ],
    })),
  };
}
