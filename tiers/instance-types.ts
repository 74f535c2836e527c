/** vCPUs and memory of the Graviton sizes a pool may be pinned to, by size name (EC2 instance type pages). */
const VCPU_BY_SIZE: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
};
const GIB_PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/** Share of a vCPU that T4g earns for free (EC2 user guide, "Key concepts for burstable performance instances"). */
const T4G_BASELINE_BY_SIZE: Readonly<Record<string, number>> = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
  xlarge: 0.4,
  "2xlarge": 0.4,
};
/** T4g has two vCPUs in every size up to `large`. */
const T4G_VCPU_MIN = 2;

/** What a burstable type does all day without spending credits. */
export interface Burstable {
  readonly vcpu: number;
  /** Share of each vCPU; undefined for a size that is not known. */
  readonly baselineShare: number | undefined;
}

/** Of a T4g type or class, such as `t4g.large` or `db.t4g.micro`; undefined for another family. */
export function burstable(instanceType: string): Burstable | undefined {
  const size = /(?:^|\.)t4g\.(\w+)$/.exec(instanceType)?.[1];
  if (size === undefined) return undefined;
  return {
    vcpu: Math.max(T4G_VCPU_MIN, VCPU_BY_SIZE[size] ?? 0),
    baselineShare: T4G_BASELINE_BY_SIZE[size],
  };
}

export interface InstanceShape {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/**
 * Shape of a Graviton instance type that EKS Auto Mode accepts, or `undefined` when it does not.
 */
export function instanceShape(instanceType: string): InstanceShape | undefined {
  const match = /^(?:(t)4g|([cmr])[6-9]g[dn]?)\.(medium|large|\d*xlarge)$/.exec(instanceType);
  const [, burstable, family, size] = match ?? [];
  if (size === undefined) return undefined;
  if (burstable !== undefined) {
    const memoryGiB = { medium: 4, large: 8, xlarge: 16, "2xlarge": 32 }[size];
    return memoryGiB === undefined
      ? undefined
      : { vcpu: Math.max(T4G_VCPU_MIN, VCPU_BY_SIZE[size] ?? 0), memoryGiB };
  }
  const vcpu = VCPU_BY_SIZE[size];
  const perVcpu = family === undefined ? undefined : GIB_PER_VCPU[family];
  if (vcpu === undefined || perVcpu === undefined || vcpu < 2) return undefined;
  return { vcpu, memoryGiB: vcpu * perVcpu };
}

/**
 * Why Auto Mode would refuse an instance type, or `undefined` when it accepts it.
 * Rule: at least 2 vCPU and not nano, micro or small (EKS user guide, Auto Mode managed instances); our
 * images and prices are Graviton only.
 */
export function instanceTypeProblem(instanceType: string): string | undefined {
  if (instanceShape(instanceType) !== undefined) return undefined;
  return "a Graviton type of family c, m, r or t with at least 2 vCPU, such as t4g.medium or m7g.large; EKS Auto Mode refuses nano, micro, small and types with 1 vCPU";
}
