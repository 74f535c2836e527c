import type { PricingTable } from "../../pricing-table";
import { eksCluster } from "./eks-cluster";
import { operationsFree } from "./free";
import { logGroup } from "./log-group";
import { metricAlarm } from "./metric-alarm";
import { snsSubscription } from "./sns-subscription";
import { snsTopic } from "./sns-topic";

export const operationsPricing: PricingTable = {
  formulas: {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
    "aws:eks/cluster:Cluster": eksCluster,
    "aws:sns/topic:Topic": snsTopic,
    "aws:sns/topicSubscription:TopicSubscription": snsSubscription,
  },
  free: operationsFree,
};
