import { AT_ONCE, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

const SOURCE = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html";

export const cloudwatchAlarmMuteRule = kind("aws:cloudwatch/alarmMuteRule:AlarmMuteRule", {
  name: { input: "name", lengthMax: 255, identity: putsAgain("name") },
  tags: "tags",
  price: free("The price list of CloudWatch has no charge for rules that mute; the alarms are priced."),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("cloudwatch/alarm_mute_rule", "a file of 2026"),
  },
  changes: [
    {
      property: "muteTargets",
      ...AT_ONCE,
      note: "Other alarms are silent in the maintenance window",
      source: SOURCE,
    },
  ],
  deletes: [
    {
      ...AT_ONCE,
      note: "Its alarms are no longer silent in the maintenance window",
      source: SOURCE,
    },
  ],
});
