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

export interface InstanceShape {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/**
 * Shape of a Graviton instance type that EKS Auto Mode accepts, or `undefined` when it does not.
 * T4g types have two vCPUs up to `large` (source: EC2 burstable performance instances).
 */
export function instanceShape(instanceType: string): InstanceShape | undefined {
  const match = /^(?:(t)4g|([cmr])[6-9]g[dn]?)\.(medium|large|\d*xlarge)$/.exec(instanceType);
  const [, burstable, family, size] = match ?? [];
  if (size === undefined) return undefined;
  if (burstable !== undefined) {
    const memoryGiB = { medium: 4, large: 8, xlarge: 16, "2xlarge": 32 }[size];
    return memoryGiB === undefined ? undefined : { vcpu: Math.max(2, VCPU_BY_SIZE[size] ?? 0), memoryGiB };
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
