import { NO_DOWNTIME, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";
import { LISTENER_RULE_LEADS } from "./leads";

export const lbListenerRule = kind("aws:lb/listenerRule:ListenerRule", {
  name: nameless("Told apart by what it belongs to", refusesSecond("listenerArn", "priority")),
  tags: "tags",
  price: free("A setting of the load balancer, which is priced; ten rules a request are included."),
  leads: LISTENER_RULE_LEADS,
  replaces: {
    inputs: ["listenerArn"],
    verification: "source",
    source: providerSource("elbv2/listener_rule", "v6.x"),
  },
  changes: [
    {
      property: "actions",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "New requests are shared out anew",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    },
    {
      property: "listenerArn",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "It is made on the other listener before it goes from this one",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    },
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Its requests go to the current release, by the listener's own action",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    },
  ],
});
