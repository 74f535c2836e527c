/** vCPUs of a Graviton size, whatever its family (EC2 instance type pages). */
const VCPU_BY_SIZE = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
  "24xlarge": 96,
  "48xlarge": 192,
} as const;

/** What a size of a machine has. */
export interface InstanceShape {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/** Families that come in the same sizes. */
export interface Families {
  readonly names: readonly string[];
  readonly gibPerVcpu: number;
  /** Of the largest size. */
  readonly vcpuMax: 64 | 192;
}

/** Memory of T4g by size (EC2 user guide, "Burstable performance instances"). */
const T4G_GIB = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 } as const;

const T4G_VCPU_ABOVE_LARGE: Readonly<Record<string, number>> = { xlarge: 4, "2xlarge": 8 };

/** vCPUs of a size of T4g. */
export const t4gVcpu = (size: string): number => T4G_VCPU_ABOVE_LARGE[size] ?? 2;

/** Shapes of the sizes of T4g from a size on, by name behind a prefix: `db.t4g.micro`. */
export const t4gShapes = (
  prefix: string,
  memoryGiBMin: number,
): readonly (readonly [string, InstanceShape])[] =>
  Object.entries(T4G_GIB)
    .filter(([, memoryGiB]) => memoryGiB >= memoryGiBMin)
    .map(([size, memoryGiB]) => [`${prefix}t4g.${size}`, { vcpu: t4gVcpu(size), memoryGiB }]);

/** Shapes of all sizes of some families, by name behind a prefix: `db.r7g.large`. */
export const shapesOf = (
  prefix: string,
  families: readonly Families[],
): readonly (readonly [string, InstanceShape])[] =>
  families.flatMap(({ names, gibPerVcpu, vcpuMax }) =>
    names.flatMap((name) =>
      Object.entries(VCPU_BY_SIZE)
        .filter(([, vcpu]) => vcpu <= vcpuMax)
        .map(([size, vcpu]) => [`${prefix}${name}.${size}`, { vcpu, memoryGiB: vcpu * gibPerVcpu }] as const),
    ),
  );
