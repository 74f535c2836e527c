import * as proxy from "@pulumi/policy/proxy";
import { isUnknownValue } from "../../policies/unknown-value";

/** Exported by the package and left out of its types. */
const { unknownCheckingProxy } = proxy as unknown as {
  readonly unknownCheckingProxy: <Inputs>(inputs: Inputs) => Inputs;
};

/** How the engine writes a string that it does not know yet. */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What reading throws; fails the test when it throws nothing. */
function thrownBy(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  throw new Error("Reading threw nothing.");
}

test("an input that the engine does not know yet is told from every other failure, with the way down to it", () => {
  const inputs = unknownCheckingProxy({ vpc: { id: UNKNOWN_STRING, name: "known" } });
  expect(inputs.vpc.name).toBe("known");
  const error = thrownBy(() => inputs.vpc.id);
  expect(isUnknownValue(error)).toBe(true);
  expect(isUnknownValue(error) ? error.props : []).toEqual(["vpc", "id"]);
  expect(isUnknownValue(new Error("another"))).toBe(false);
});
