import { z } from "zod";
import { UnpricedError } from "../pricing/errors";
import { constant } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { CostItem, Formula } from "../pricing/formula";

const inputsSchema = z.object({
  version: z.string(),
  // Absent means EXTENDED to AWS, which would start the surcharge by itself.
  upgradePolicy: z.object({ supportType: z.enum(["STANDARD", "EXTENDED"]) }),
  // A provisioned control plane costs more; no tier has one.
  controlPlaneScalingConfig: z.object({ tier: z.literal("standard") }).optional(),
});

/**
 * Hours of the control plane, and of extended support: by the policy STANDARD AWS upgrades the version instead
 * (https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html). Logs are charged at their log group.
 */
export const eksClusterPrice: Formula = ({ name, inputs }): CostItem[] => {
  const parsed = inputsSchema.safeParse(inputs);
  if (!parsed.success)
    throw new UnpricedError(
      `${name} has no price: it must name its version and its upgrade policy (STANDARD or EXTENDED), and a standard control plane.`,
    );
  const { version, upgradePolicy } = parsed.data;
  const extended = upgradePolicy.supportType === "EXTENDED";
  return [
    {
      item: "control plane hours",
      priceKey: "eks.controlPlane",
      quantity: constant(HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
    {
      item: "extended support hours",
      priceKey: "eks.extendedSupport.surcharge",
      quantity: constant(extended ? HOURS_PER_MONTH : 0),
      basis: "fixed",
      assumption: extended
        ? `charged once the standard support of ${version} is over`
        : "the policy STANDARD upgrades before the surcharge would begin",
      ...(extended ? { outsideFigures: true } : {}),
    },
  ];
};
