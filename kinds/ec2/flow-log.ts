import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { LOGS_TAKEN_IN } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { flowLogPrice } from "./flow-log-price";
import { providerSource } from "../sources";

export const ec2FlowLog = kind("aws:ec2/flowLog:FlowLog", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(flowLogPrice, [LOGS_TAKEN_IN]),
  replaces: {
    inputs: [
      "deliverCrossAccountRole",
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "regionalNatGatewayId",
      "subnetId",
      "trafficType",
      "transitGatewayAttachmentId",
      "transitGatewayId",
      "vpcId",
    ],
    verification: "source",
    source: providerSource("ec2/vpc_flow_log", "a file of 2026"),
  },
  changes: SAME_AT_EVERY_TIER,
});
