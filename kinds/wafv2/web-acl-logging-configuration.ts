import { nameless, putsAgain, SAME_AT_EVERY_TIER } from "../facts";
import { kind } from "../kind";
import { LOGS_TAKEN_IN } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { webAclLoggingConfigurationPrice } from "./web-acl-logging-configuration-price";

export const wafv2WebAclLoggingConfiguration = kind(
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  {
    name: nameless("It is known by its web ACL", putsAgain("resourceArn")),
    tags: "none",
    price: priced(webAclLoggingConfigurationPrice, [LOGS_TAKEN_IN]),
    replaces: {
      inputs: ["logDestinationConfigs", "resourceArn"],
      verification: "source",
      source: providerSource("wafv2/web_acl_logging_configuration", "a file of 2025"),
    },
    changes: SAME_AT_EVERY_TIER,
  },
);
