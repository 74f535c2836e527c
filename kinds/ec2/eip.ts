import { NO_DOWNTIME, SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { NOT_REREAD } from "../sources";
import { eipPrice } from "./eip-price";

export const ec2Eip = kind("aws:ec2/eip:Eip", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(eipPrice, [
    { title: "public IPv4 addresses", usageType: /PublicIPv4:/, priceKey: /^vpc\.publicIpv4/ },
  ]),
  replaces: {
    inputs: ["address", "domain", "networkBorderGroup", "publicIpv4Pool"],
    conditional: [
      {
        property: "ipamPoolId",
        when: "any change (input newer than the stored source)",
        decides: () => true,
        source: NOT_REREAD,
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/ec2/ec2_eip.go (v5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: false,
      minutesMin: 0,
      minutesMax: 1,
      note: "The address is given back and not to be had again",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/working-with-eips.html",
    },
  ],
});
