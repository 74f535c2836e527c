import { listOf } from "../../models/manifest/values";
import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { loses } from "../loses";
import { PART_OF_THE_NETWORK } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { PROVIDER_TYPES } from "../sources";

export const ec2NetworkInterface = kind("aws:ec2/networkInterface:NetworkInterface", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: free(PART_OF_THE_NETWORK),
  replaces: {
    inputs: ["interfaceType", "subnetId"],
    conditional: [
      {
        property: "privateIps",
        when: "privateIpListEnabled is false and the primary address is no longer in the set",
        decides: (before, after) =>
          after["privateIpListEnabled"] !== true &&
          loses(listOf(before["privateIps"]).slice(0, 1), listOf(after["privateIps"])),
        source:
          "hashicorp/terraform-provider-aws:internal/service/ec2/ec2_network_interface.go (v5.4x-5.6x era)",
      },
      {
        property: "privateIpLists",
        when: "privateIpListEnabled is true and the first (primary) address changes",
        decides: (before, after) =>
          after["privateIpListEnabled"] === true &&
          listOf(before["privateIpLists"])[0] !== listOf(after["privateIpLists"])[0],
        source:
          "hashicorp/terraform-provider-aws:internal/service/ec2/ec2_network_interface.go (v5.4x-5.6x era)",
      },
      {
        property: "enablePrimaryIpv6",
        when: "it is switched off after having been on",
        decides: (before) => before["enablePrimaryIpv6"] === true,
        source: PROVIDER_TYPES,
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/ec2/ec2_network_interface.go (v5.4x-5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
});
