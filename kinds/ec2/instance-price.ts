import { at } from "../../models/manifest/values";
import { surplusVcpuHours } from "../pricing/cpu-credits";
import { constant } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { CostItem, Formula } from "../pricing/formula";
import { numberAt, textAt } from "../pricing/inputs";
import { requirePricedVariant } from "../pricing/priced-variant";

/** An instance of EC2 that the program makes itself: the NAT instance. */
export const ec2InstancePrice: Formula = (resource) => {
  const instanceType = textAt(resource, "instanceType");
  requirePricedVariant(resource, "rootBlockDevice.volumeType", ["gp3"]);
  const vcpuHours =
    at(resource.inputs, "creditSpecification.cpuCredits") === "standard" ? 0 : surplusVcpuHours(instanceType);
  const credits: CostItem = {
    item: "surplus CPU credits",
    priceKey: "ec2.cpuCredits.t4g",
    quantity: { floor: 0, expected: 0, ceiling: vcpuHours },
    basis: "usage",
    assumption: "unlimited mode; the ceiling has every vCPU busy all month",
    outsideFigures: true,
  };
  return [
    {
      item: "instance",
      priceKey: `ec2.${instanceType}`,
      quantity: constant(HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
    {
      item: "root volume",
      priceKey: "ebs.gp3.storage",
      quantity: constant(numberAt(resource, "rootBlockDevice.volumeSize")),
      basis: "fixed",
      assumption: null,
    },
    ...(vcpuHours > 0 ? [credits] : []),
  ];
};
