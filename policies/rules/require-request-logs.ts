import { inventoryOf } from "../effects/inventory";
import { BUCKET } from "../effects/companions";
import { at } from "../../models/manifest/values";
import type { PolicyResource, StackRule } from "../rule";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const DESTINATION = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";

export const requireRequestLogs: StackRule = {
  id: "require-request-logs",
  title: "CloudFront's requests are logged into a bucket of the stack",
  rationale: "After an attack, or a bill that nobody can explain, nobody could say who asked for what.",
  remedy: "Set cdn.requestLogs of the tier to true.",
  severity: "medium",
  source: "CIS AWS Foundations 3.x; AWS Well-Architected, SEC04-BP01",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason:
        "CloudFront's own metrics tell enough of so few users, and the smallest budget is for what serves them.",
    },
  ],
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const arrives = (delivery: PolicyResource): boolean => {
      const destination = inventory.meant(DESTINATION, delivery.inputs["deliveryDestinationArn"]);
      const bucket = at(destination?.inputs, "deliveryDestinationConfiguration.destinationResourceArn");
      return inventory.meant(BUCKET, bucket) !== undefined;
    };
    return inventory
      .ofType(DISTRIBUTION)
      .filter(
        (distribution) =>
          !inventory
            .pointingAt(distribution, SOURCE, "resourceArn")
            .filter(({ inputs }) => inputs["logType"] === "ACCESS_LOGS")
            .flatMap((source) => inventory.pointingAt(source, DELIVERY, "deliverySourceName"))
            .some(arrives),
      )
      .map(({ urn }) => ({
        urn,
        wrong: "its log of requests arrives in no bucket of the stack",
        allowed: "a LogDelivery of ACCESS_LOGS into one",
      }));
  },
};
