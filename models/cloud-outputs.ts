import { kindOf } from "../kinds";
import { EXAMPLE_ACCOUNT as ACCOUNT } from "../kinds/example-account";

type Values = Record<string, unknown>;

const regionOf = ({ region }: Values): string => (typeof region === "string" ? region : "us-east-1");

/**
 * State of a resource without a cloud: its inputs and what AWS would compute.
 * @param name what texts are made of: the logical name, or one that tells two objects of it apart
 */
export function cloudOutputs(type: string, name: string, inputs: Values): Values {
  const service = type.split(":")[1]?.split("/")[0] ?? "service";
  const common = type.startsWith("aws:")
    ? { arn: `arn:aws:${service}:${regionOf(inputs)}:${ACCOUNT}:${name}`, name }
    : {};
  return { ...common, ...inputs, ...kindOf(type)?.computed?.(name, inputs) };
}

/** The text of every secret in Secrets Manager. */
const EXAMPLE_SECRET = "a secret of Secrets Manager";

/** Answers of the data sources the program asks, by token. */
export function cloudAnswer(token: string, args: Values): Values {
  switch (token) {
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return {
        names: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"],
        zoneIds: ["use1-az1", "use1-az2", "use1-az4", "use1-az6"],
      };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        accountId: ACCOUNT,
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/dry-run`,
        userId: "AROA:dry-run",
      };
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
      return { ...args, id: "pl-cloudfront" };
    case "aws:ssm/getParameter:getParameter":
      return { ...args, value: "ami-0123456789abcdef0", insecureValue: "ami-0123456789abcdef0" };
    case "aws:eks/getClusters:getClusters":
      return { ...args, names: [] };
    case "aws:eks/getAddonVersion:getAddonVersion":
      return { ...args, version: "v0.8.0-eksbuild.2" };
    case "aws:ssm/getParametersByPath:getParametersByPath":
      return { ...args, arns: [], names: [], types: [], values: [] };
    case "aws:route53/getZone:getZone":
      return { ...args, zoneId: "Z0000000EXAMPLE", name: "example.com" };
    case "aws:secretsmanager/getSecretVersion:getSecretVersion":
      return { ...args, secretString: EXAMPLE_SECRET };
    default:
      return args;
  }
}
