import { stackEnd } from "../../../cli/capacity/stack-end";
import { sized } from "../../../cli/record/record-step";
import { ofStack, type Subject } from "../../../cli/record/subject";
import { makeCheckout, stackText, type Checkout } from "../../support/checkout";

let checkout: Checkout;
let prod: Subject;
beforeAll(() => {
  checkout = makeCheckout();
  checkout.write(
    "stacks/config/Pulumi.prod.yaml",
    stackText(
      'scaling-tiers:tier: "500"',
      "scaling-tiers:overrides: { postgres: { backupRetentionDays: 9, maxAllocatedStorageGiB: 100 } }",
      "scaling-tiers:environment: live",
    ),
  );
  prod = ofStack("prod", checkout.folder);
});
afterAll(() => {
  checkout.remove();
});

test("as it is, it has its own overrides and values", () => {
  const { sizes, fixed, tier } = sized(stackEnd(prod));
  expect(sizes).toEqual(prod.sizes);
  expect({ tier, environment: fixed.environment }).toEqual({ tier: "500", environment: "live" });
});

test("fields that are set otherwise come beside its own overrides, and before them", () => {
  const { postgres } = sized(
    stackEnd(prod, {
      settings: [
        { field: "postgres.maxAllocatedStorageGiB", value: 200 },
        { field: "postgres.multiAz", value: true },
      ],
    }),
  ).sizes;
  expect([postgres.backupRetentionDays, postgres.maxAllocatedStorageGiB, postgres.multiAz]).toEqual([
    9,
    200,
    true,
  ]);
});

test("on another tier it keeps its overrides", () => {
  const { tier, sizes } = sized(stackEnd(prod, { to: "2k" }));
  expect([tier, sizes.name, sizes.postgres.backupRetentionDays]).toEqual(["2k", "2k", 9]);
});
