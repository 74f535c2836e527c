import { TRANSFER_OUT } from "../pricing/bill-items";
import type { BillItem } from "../pricing/price";

export const DISTRIBUTION_BILL: readonly [BillItem, ...BillItem[]] = [
  TRANSFER_OUT,
  {
    title: "CloudFront requests",
    usageType: /(?:^|-)Requests-(?:Tier\d-HTTPS?|HTTPS?-Proxy)$/,
    priceKey: /^cloudfront\.https?\./,
  },
  {
    title: "CloudFront to the origin",
    usageType: /DataTransfer-Out-OBytes/,
    priceKey: /^cloudfront\.toOrigin/,
  },
  {
    title: "CloudFront origin shield",
    usageType: /OriginShield/,
    priceKey: /^cloudfront\.originShield/,
  },
  {
    title: "CloudFront functions",
    usageType: /Executions-CloudFrontFunctions/,
    priceKey: /^cloudfront\.functions/,
  },
];
