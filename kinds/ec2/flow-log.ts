import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { LOGS_TAKEN_IN } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { flowLogPrice } from "./flow-log-price";

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
    verification: "knowledge",
    source:
      "general knowledge of the provider schema, not re-read: flow logs have no modify API, only tags change in place (EC2 API reference: CreateFlowLogs, DeleteFlowLogs)",
  },
  changes: SAME_AT_EVERY_TIER,
});
