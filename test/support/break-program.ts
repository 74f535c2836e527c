import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { withValue } from "./with-value";

/** A property of a resource, as a program sets it. */
export interface Breakage {
  /** Logical name of the resource. */
  readonly name: string;
  /** `protect`, or from the resource down to an input, with dots. */
  readonly path: string;
  readonly value: unknown;
}

/** The inputs with one of them broken; where an output holds it, once that is known. */
function broken(inputs: pulumi.Inputs, path: string, value: unknown): pulumi.Inputs {
  const [key = "", ...rest] = path.split(".");
  const inner: unknown = inputs[key];
  if (rest.length > 0 && pulumi.Output.isInstance(inner))
    return { ...inputs, [key]: inner.apply((known) => withValue(known, rest.join("."), value)) };
  return withValue(inputs, path, value) as pulumi.Inputs;
}

/** A program that is as it was but for one property. */
export const breaking =
  ({ name, path, value }: Breakage, program: PulumiFn): PulumiFn =>
  async () => {
    pulumi.runtime.registerStackTransformation((resource) => {
      if (resource.name !== name) return undefined;
      return path === "protect"
        ? { props: resource.props, opts: { ...resource.opts, protect: value === true } }
        : { props: broken(resource.props, path.replace(/^inputs\./, ""), value), opts: resource.opts };
    });
    return program();
  };
