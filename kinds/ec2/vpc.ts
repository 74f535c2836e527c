import { nameless } from "../facts";
import { kind } from "../kind";
import { TRANSFER_OUT } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { NOT_REREAD } from "../sources";
import { vpcPrice } from "./vpc-price";
import { ANOTHER_RANGE } from "./another-range";

export const ec2Vpc = kind("aws:ec2/vpc:Vpc", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(vpcPrice, [
    TRANSFER_OUT,
    {
      title: "transfer between zones",
      usageType: /DataTransfer-Regional-Bytes|DataTransfer-xAZ-(?:In|Out)-Bytes/,
      priceKey: /^dataTransfer\.interAz/,
    },
  ]),
  replaces: {
    inputs: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    conditional: [
      {
        property: "instanceTenancy",
        when: "default -> dedicated (dedicated -> default is in place)",
        decides: (_before, after) => after["instanceTenancy"] === "dedicated",
        source: NOT_REREAD,
      },
    ],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/ec2/vpc_.go (v5.6x era); pulumi/pulumi-awsx provider schema.json (2026-08-20, built on @pulumi/aws ^7.42.0), willReplaceOnChanges flags",
  },
  changes: [ANOTHER_RANGE],
  refusals: [
    {
      id: "vpc-in-use",
      on: ["delete"],
      message: "DependencyViolation: the VPC holds subnets or security groups.",
      statement: "A VPC is deleted after its subnets, its own security groups and its gateways.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/goto/WebAPI/ec2/DeleteVpc",
    },
  ],
});
