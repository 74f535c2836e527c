import { at } from "../../models/manifest/values";
import { ofType } from "../../models/manifest/manifest";
import { figuresOf, sumOf, type Figures } from "../pricing/figures";
import { podLogGiB } from "../cloudwatch/pod-log-volume";
import type { CostContext } from "../pricing/formula";

/** Images that nodes and pods pull in a month, for each deployment; assumed. */
const IMAGE_GIB_PER_DEPLOYMENT = 2;

/** GiB a month through the egress: calls to other services and their answers, images, and what pods print. */
export function egressGiB(context: CostContext): Figures {
  const { workload, manifest } = context;
  const images = ofType(manifest, "kubernetes:apps/v1:Deployment").length * IMAGE_GIB_PER_DEPLOYMENT;
  const called = figuresOf(workload, ({ thirdPartyGiB }) => 2 * thirdPartyGiB + images);
  return ofType(manifest, "kubernetes:apps/v1:DaemonSet").length === 0
    ? called
    : sumOf([called, podLogGiB(context)]);
}

/** How many ways out there are among which the traffic is shared. */
export const egressCount = ({ manifest }: CostContext): number =>
  Math.max(
    1,
    ofType(manifest, "aws:ec2/natGateway:NatGateway").filter(
      ({ inputs }) => at(inputs, "connectivityType") !== "private",
    ).length,
  );
