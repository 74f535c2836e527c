import { at } from "../../../manifest/values";
import { surplusVcpuHours } from "../../cpu-credits";
import { constant } from "../../figures";
import { HOURS_PER_MONTH, type CostItem, type Formula } from "../../formula";
import { numberAt, textAt } from "../../inputs";
import { requirePricedKind } from "./priced-kind";

/** An instance of EC2 that the program makes itself: the NAT instance. */
export const ec2Instance: Formula = (resource) => {
  const instanceType = textAt(resource, "instanceType");
  requirePricedKind(resource, "rootBlockDevice.volumeType", ["gp3"]);
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
