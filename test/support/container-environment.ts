import { at, listOf, recordOf, type Values } from "../../models/manifest/values";

/** Variables of the first container of an object, by name; one that comes from elsewhere has no value. @param spec path of the pod's spec */
export function environmentAt(inputs: Values, spec: string): Record<string, unknown> {
  const [container] = listOf(at(inputs, `${spec}.containers`));
  const variables = listOf(recordOf(container)["env"]).map((variable) => recordOf(variable));
  return Object.fromEntries(variables.map(({ name, value }) => [String(name), value]));
}

/** The same as texts, as a process is given them. */
export const processEnvironmentAt = (inputs: Values, spec: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environmentAt(inputs, spec)).map(([name, value]) => [name, String(value)]),
  );
