import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { LOGS_TAKEN_IN, OBJECTS_AND_LOGS } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { AWSX_SCHEMA } from "../sources";
import { logGroupPrice } from "./log-group-price";

export const cloudwatchLogGroup = kind("aws:cloudwatch/logGroup:LogGroup", {
  name: { input: "name", identity: refusesSecond("name") },
  tags: "tags",
  price: priced(logGroupPrice, [
    LOGS_TAKEN_IN,
    OBJECTS_AND_LOGS,
    { title: "logs, queries", usageType: /DataScanned-Bytes/, priceKey: /^cloudwatch\.logs\.insights/ },
  ]),
  replaces: {
    inputs: ["logGroupClass", "name", "namePrefix"],
    verification: "bridge-schema",
    source: AWSX_SCHEMA,
  },
  changes: [
    {
      property: "retentionInDays",
      direction: "up",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "Events are kept longer",
      source:
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    },
    {
      property: "retentionInDays",
      direction: "down",
      downtime: NO_DOWNTIME,
      dataRisk: "loss",
      reversible: false,
      minutesMin: 0,
      minutesMax: 1,
      note: "Events older than the new period are deleted",
      source:
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    },
  ],
  deletes: [
    {
      whenBefore: { skipDestroy: true },
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "It leaves the stack and stays in the account, with its events",
      source: "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/loggroup/#skipdestroy_nodejs",
    },
    {
      downtime: NO_DOWNTIME,
      dataRisk: "loss",
      reversible: false,
      minutesMin: 0,
      minutesMax: 1,
      note: "Its events go with it",
      source:
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    },
  ],
});
