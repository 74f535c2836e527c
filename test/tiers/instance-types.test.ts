import { fc } from "../support/property";
import { instanceShape, instanceTypeProblem } from "../../tiers";

const REFUSED =
  "a Graviton type of family c, m, r or t with at least 2 vCPU, such as t4g.medium or m7g.large; EKS Auto Mode refuses nano, micro, small and types with 1 vCPU";

test.each([
  ["t4g.medium", 2, 4],
  ["t4g.large", 2, 8],
  ["t4g.xlarge", 4, 16],
  ["t4g.2xlarge", 8, 32],
  ["c7g.large", 2, 4],
  ["c7gn.xlarge", 4, 8],
  ["m7g.large", 2, 8],
  ["m6gd.2xlarge", 8, 32],
  ["r6g.large", 2, 16],
  ["r8g.8xlarge", 32, 256],
  ["r8g.48xlarge", 192, 1536],
])("%s has %i vCPU and %i GiB", (instanceType, vcpu, memoryGiB) => {
  expect(instanceShape(instanceType)).toEqual({ vcpu, memoryGiB });
  expect(instanceTypeProblem(instanceType)).toBeUndefined();
});

test.each([
  ["with less than 2 vCPU", "m7g.medium"],
  ["with less than 2 vCPU", "c7g.medium"],
  ["with less than 2 vCPU", "r6gd.medium"],
  ["that Auto Mode finds too small", "t4g.nano"],
  ["that Auto Mode finds too small", "t4g.micro"],
  ["that Auto Mode finds too small", "t4g.small"],
  ["of x86", "t3.medium"],
  ["of x86", "m7i.large"],
  ["of x86", "c7a.xlarge"],
  ["with a graphics card", "g5g.xlarge"],
  ["that is not made", "t4g.4xlarge"],
  ["that is not made", "t3g.medium"],
  ["that is not made", "m5g.large"],
  ["that is not made", "r6gn.large"],
  ["that is not made", "m7g.24xlarge"],
  ["that Auto Mode does not have yet", "m9g.large"],
  ["that is no type", "large"],
  ["that is no type", "m7g.large "],
  ["that is no type", "db.m7g.large"],
  ["that is no type", ""],
])("a type %s is refused: %s", (_why, instanceType) => {
  expect(instanceShape(instanceType)).toBeUndefined();
  expect(instanceTypeProblem(instanceType)?.startsWith(REFUSED)).toBe(true);
});

test.each([
  ["m7i.large", "m7g.large"],
  ["M7G.large", "m7g.large"],
  ["db.m7g.large", "m7g.large"],
  ["c7g.3xlarge", "c7g.xlarge"],
])("for %s it offers %s", (given, offered) => {
  expect(instanceTypeProblem(given)).toBe(`${REFUSED}, did you mean "${offered}"?`);
});

test("no type that is accepted has less than 2 vCPU or no memory", () => {
  const instanceType = fc
    .tuple(
      fc.constantFrom("a", "c", "g", "i", "m", "r", "t", "x"),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("", "g", "gd", "gn", "i", "a"),
      fc.constantFrom(
        "nano",
        "micro",
        "small",
        "medium",
        "large",
        "xlarge",
        "2xlarge",
        "4xlarge",
        "8xlarge",
        "metal",
      ),
    )
    .map(([family, generation, kind, size]) => `${family}${generation}${kind}.${size}`);
  fc.assert(
    fc.property(instanceType, (type) => {
      const shape = instanceShape(type);
      expect(instanceTypeProblem(type)?.startsWith(REFUSED)).toBe(shape === undefined ? true : undefined);
      expect(shape?.vcpu ?? 2).toBeGreaterThanOrEqual(2);
      expect(shape?.memoryGiB ?? 1).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});
