import type { PlatformContext } from "../shared/context";
import { physicalName } from "../shared/names";

type Names = Pick<PlatformContext, "project" | "stack" | "environment">;

/** Parameter Store keeps names that begin with `aws` or `ssm` for itself, as an environment may. */
const folder = (context: Names): string =>
  `/nat/${physicalName(context, "aws:ssm/parameter:Parameter", "nat")}`;

/** Parameter in which the NAT instance says that it forwards: its own id. */
export const forwardsParameter = (context: Names): string => `${folder(context)}/forwards`;

/** Folder of the parameters that keep the images of generations. */
export const imageFolder = (context: Names): string => `${folder(context)}/image`;

/** The generations that have an image, by the names of the parameters in `imageFolder`. */
export const generationsIn = (names: readonly string[]): number[] =>
  names.map((name) => Number(name.slice(name.lastIndexOf("/") + 1))).filter(Number.isInteger);
