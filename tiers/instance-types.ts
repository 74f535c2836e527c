import { shapesOf, t4gShapes, t4gVcpu, type InstanceShape } from "./graviton-sizes";
import { nearestOffer } from "./spelling";

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
  return { vcpu: t4gVcpu(size), baselineShare: T4G_BASELINE_BY_SIZE[size] };
}

/** Sizes of T4g below 4 GiB are nano, micro and small. */
const T4G_GIB_MIN = 4;

/**
 * Graviton types of which EKS Auto Mode makes nodes, by their families c, m, r and t (EKS user guide, "EKS Auto Mode supported
 * instance reference", a copy without a date), in the sizes that EC2 has of them (AWS price list, November 2026).
 */
const NODE_SHAPES: ReadonlyMap<string, InstanceShape> = new Map([
  ...t4gShapes("", T4G_GIB_MIN),
  ...shapesOf("", [
    { names: ["c6g", "c6gd", "c6gn", "c7g", "c7gd", "c7gn"], gibPerVcpu: 2, vcpuMax: 64 },
    { names: ["c8g", "c8gd", "c8gn", "c8gb"], gibPerVcpu: 2, vcpuMax: 192 },
    { names: ["m6g", "m6gd", "m7g", "m7gd"], gibPerVcpu: 4, vcpuMax: 64 },
    { names: ["m8g", "m8gd", "m8gn", "m8gb"], gibPerVcpu: 4, vcpuMax: 192 },
    { names: ["r6g", "r6gd", "r7g", "r7gd"], gibPerVcpu: 8, vcpuMax: 64 },
    { names: ["r8g", "r8gd", "r8gn", "r8gb"], gibPerVcpu: 8, vcpuMax: 192 },
  ]),
]);

/** Shape of a Graviton instance type that EKS Auto Mode accepts, or `undefined` when it does not. */
export function instanceShape(instanceType: string): InstanceShape | undefined {
  return NODE_SHAPES.get(instanceType);
}

/**
 * Why Auto Mode would refuse an instance type, or `undefined` when it accepts it.
 * Rule: at least 2 vCPU and not nano, micro or small (EKS user guide, Auto Mode managed instances); our
 * images and prices are Graviton only.
 */
export function instanceTypeProblem(instanceType: string): string | undefined {
  if (NODE_SHAPES.has(instanceType)) return undefined;
  return (
    "a Graviton type of family c, m, r or t with at least 2 vCPU, such as t4g.medium or m7g.large; EKS Auto Mode refuses nano, micro, small and types with 1 vCPU" +
    nearestOffer("", instanceType, [...NODE_SHAPES.keys()])
  );
}

/** The type of the same family, or else of any, that is the smallest to have enough; undefined where none has. */
export function smallestTypeFor(
  isEnough: (shape: InstanceShape) => boolean,
  instanceType: string,
): string | undefined {
  const [family = ""] = instanceType.split(".");
  const enough = [...NODE_SHAPES]
    .filter(([, shape]) => isEnough(shape))
    .sort(([, one], [, other]) => one.memoryGiB - other.memoryGiB || one.vcpu - other.vcpu);
  return (enough.find(([type]) => type.startsWith(`${family}.`)) ?? enough[0])?.[0];
}
