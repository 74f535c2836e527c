import type { Values } from "../manifest/values";
import { recordOf } from "../manifest/values";

/** Text at a path of inputs, such as `vpcOriginEndpointConfig.name`; undefined where there is none. */
export function textAt(inputs: Values, path: string): string | undefined {
  const value = path.split(".").reduce<unknown>((inner, key) => recordOf(inner)[key], inputs);
  return typeof value === "string" ? value : undefined;
}
