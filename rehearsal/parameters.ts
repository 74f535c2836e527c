import type { Values } from "../models/manifest/values";
import type { World, WorldObject } from "./world";

const PARAMETER = "aws:ssm/parameter:Parameter";
const INSTANCE = "aws:ec2/instance:Instance";

/** An instance whose script names a parameter has run it, and written its id; of several, the last one. */
function valueOf(parameter: WorldObject, world: World): unknown {
  const writer = world
    .ofType(INSTANCE)
    .filter(({ inputs }) => String(inputs["userData"]).includes(String(parameter.inputs["name"])))
    .at(-1);
  return writer?.id ?? parameter.inputs["insecureValue"];
}

/**
 * What Parameter Store answers of parameters that the stack has made, and of AWS's own that the world names.
 * @returns undefined for another question, or another parameter
 */
export function parameterAnswer(token: string, args: Values, world: World): Values | undefined {
  const parameters = world.ofType(PARAMETER);
  if (token === "aws:ssm/getParameter:getParameter") {
    const parameter = parameters.find(({ inputs }) => inputs["name"] === args["name"]);
    const value =
      parameter === undefined ? world.publicParameters[String(args["name"])] : valueOf(parameter, world);
    if (value === undefined) return undefined;
    return { ...args, value, insecureValue: value };
  }
  if (token !== "aws:ssm/getParametersByPath:getParametersByPath") return undefined;
  const found = parameters.filter(({ inputs }) =>
    String(inputs["name"]).startsWith(`${String(args["path"])}/`),
  );
  return {
    ...args,
    arns: found.map(({ outputs }) => outputs["arn"]),
    names: found.map(({ inputs }) => inputs["name"]),
    types: found.map(({ inputs }) => inputs["type"]),
    values: found.map((parameter) => valueOf(parameter, world)),
  };
}
