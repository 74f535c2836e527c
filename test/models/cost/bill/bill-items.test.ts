import {
  chargeOfPriceKey,
  chargeOfUsageType,
  serviceOfPriceKey,
} from "../../../../models/cost/bill/bill-items";
import { CHARGED } from "../charged";

test.each(CHARGED)("%s is charged as %s: %s", (usageType, priceKey, charge) => {
  expect([chargeOfUsageType(usageType), chargeOfPriceKey(priceKey)]).toEqual([charge, charge]);
});

test.each(["SavingsPlanCoveredUsage", "USE1-Kinesis-Shards", "Tax", "USE1-CloudTrail-FreeEventsRecorded"])(
  "%s is nothing an estimate holds",
  (usageType) => {
    expect(chargeOfUsageType(usageType)).toBeUndefined();
  },
);

test("the region's prefix, or its absence in us-east-1, makes no difference", () => {
  for (const prefix of ["", "USE1-", "EUC1-"])
    expect(chargeOfUsageType(`${prefix}BoxUsage:m7g.large`)).toBe("EC2 instances m7g.large");
});

test.each([
  ["ec2.t4g.large", "Amazon Elastic Compute Cloud - Compute"],
  ["natGateway.hour", "EC2 - Other"],
  ["rds.postgres.storage.gp3.multiAz", "Amazon Relational Database Service"],
])("Cost Explorer files %s under %s", (priceKey, service) => {
  expect(serviceOfPriceKey(priceKey)).toBe(service);
});
