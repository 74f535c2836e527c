import { ofType } from "../../models/manifest/manifest";
import { isPilot } from "../rds/replica";
import { figuresOf } from "../pricing/figures";
import type { Formula } from "../pricing/formula";
import { stepped } from "../pricing/steps";

const TIB = 1024;
const OUT_STEPS = [
  { priceKey: "dataTransfer.out.internet.first10TB", size: 10 * TIB },
  { priceKey: "dataTransfer.out.internet.next40TB", size: 40 * TIB },
  { priceKey: "dataTransfer.out.internet.next100TB", size: 100 * TIB },
  { priceKey: "dataTransfer.out.internet.over150TB", size: Infinity },
];
/** Traffic between zones is charged to whoever sends and to whoever receives it. */
const SIDES = 2;

/** The network itself is free; what crosses zones or leaves AWS is not. */
export const vpcPrice: Formula = (_resource, { workload, manifest, allowance }) => {
  // Nobody calls what waits.
  if (isPilot(manifest.resources)) return [];
  const zones = ofType(manifest, "aws:ec2/subnet:Subnet").map(({ inputs }) => inputs["availabilityZoneId"]);
  const zoneCount = new Set(zones).size;
  return [
    {
      item: "transfer between zones",
      priceKey: "dataTransfer.interAz",
      quantity: figuresOf(workload, ({ internalGiB }) => (internalGiB * (zoneCount - 1) * SIDES) / zoneCount),
      basis: "usage",
      assumption: `${zoneCount - 1} of ${zoneCount} calls inside the platform go to another zone; both sides pay`,
    },
    ...stepped(
      {
        item: "transfer to the internet",
        basis: "usage",
        assumption: "calls to other services, the account's free transfer taken off; CloudFront's is free",
      },
      figuresOf(workload, ({ thirdPartyGiB }) => thirdPartyGiB),
      OUT_STEPS,
      allowance("dataTransfer.out.free"),
    ),
  ];
};
