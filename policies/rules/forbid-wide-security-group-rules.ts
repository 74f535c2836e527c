import { inventoryOf } from "../effects/inventory";
import { entries, holdersOf, entriesTo, SUBNET, VPC, type Entry, type Holder } from "../effects/network";
import { addressRange, isWithin } from "../../tiers";
import { at } from "../../models/manifest/values";
import type { PolicyResource, Problem, StackRule } from "../rule";
import { shown, textOf } from "../read";

/** A router hands on what is not meant for itself. */
const isRouter = ({ resource, kind }: Holder, all: readonly PolicyResource[]): boolean =>
  kind === "instance" &&
  (at(resource.inputs, "sourceDestCheck") === false ||
    all.some(
      ({ type, inputs }) =>
        type === "aws:ec2/networkInterface:NetworkInterface" && inputs["sourceDestCheck"] === false,
    ));

const isInRanges = (text: string, ranges: readonly string[]): boolean => {
  const inner = addressRange(text);
  return (
    inner !== undefined &&
    ranges.some((range) => {
      const outer = addressRange(range);
      return outer !== undefined && isWithin(inner, outer);
    })
  );
};

export const forbidWideSecurityGroupRules: StackRule = {
  id: "forbid-wide-security-group-rules",
  title: "A security group's rule names one port and one known other side",
  rationale:
    "A rule for every port also opens those that nobody thinks of, and one for a range opens all that is put there later.",
  remedy:
    "Name one port and a security group or prefix list. Only a NAT instance takes every port from the VPC's own subnets, and sends to anywhere.",
  severity: "high",
  source: "CIS AWS Foundations 5.3; AWS Well-Architected, SEC05-BP02",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const holders = holdersOf(inventory);
    const inside = inventory.ofType(SUBNET, VPC).map(({ inputs }) => textOf(inputs["cidrBlock"]));
    return (["ingress", "egress"] as const).flatMap((direction) => {
      const all = entries(inventory, direction);
      const ofRouters = new Set(
        holders
          .filter((holder) => isRouter(holder, resources))
          .flatMap((holder) => entriesTo(inventory, holder, all)),
      );
      const problemsOf = (entry: Entry): Problem[] => {
        const { source, protocol, fromPort, toPort } = entry;
        if (ofRouters.has(entry)) {
          const known = direction === "egress" || source.kind !== "range" || isInRanges(source.text, inside);
          return known
            ? []
            : [{ wrong: `${direction} of ${shown(source.text)}`, allowed: "ranges of the VPC" }];
        }
        const isOnePort = protocol !== "-1" && fromPort !== undefined && fromPort === toPort;
        return [
          ...(isOnePort
            ? []
            : [
                {
                  wrong: `${direction} ${protocol === "-1" ? "of every protocol" : `on ports ${shown(fromPort)} to ${shown(toPort)}`}`,
                  allowed: "one port",
                },
              ]),
          ...(source.kind === "range"
            ? [
                {
                  wrong: `${direction} of ${shown(source.text)}`,
                  allowed: "a security group or a prefix list",
                },
              ]
            : []),
        ];
      };
      return all.flatMap((entry) =>
        problemsOf(entry).map((problem) => ({ ...problem, urn: entry.resource.urn })),
      );
    });
  },
};
