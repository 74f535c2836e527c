import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { kindOf } from "../../../kinds";
import { BILL_ITEMS } from "../../../models/cost/bill/bill-items";
import { estimateCost } from "../../../models/cost/estimate";
import { referenceBook } from "../../../models/cost/prices/price-books";
import { typeOfUrn } from "../../../models/manifest/urn";
import { TIER_NAMES } from "../../../tiers";
import { CHARGED } from "../../models/cost/charged";

const fitting = (text: string, pattern: "usageType" | "priceKey"): string[] =>
  BILL_ITEMS.filter((item) => item[pattern].test(text)).map(({ title }) => title);

test("no price key of the book and no usage type fits two items", () => {
  const { prices } = referenceBook();
  expect(Object.keys(prices).filter((key) => fitting(key, "priceKey").length > 1)).toEqual([]);
  expect(CHARGED.filter(([usageType]) => fitting(usageType, "usageType").length !== 1)).toEqual([]);
});

test.each(TIER_NAMES)("whatever tier %s is charged for is an item of its type's bill", async (tier) => {
  const { lines, outside } = estimateCost(await recordedManifest(tier), referenceBook());
  const nameless = [...lines, ...outside].filter(({ urn, priceKey, unitPriceUsd }) => {
    const price = kindOf(typeOfUrn(urn))?.price;
    const bill = price !== undefined && "bill" in price ? price.bill : [];
    // What costs nothing is on no bill.
    return unitPriceUsd > 0 && !bill.some((item) => item.priceKey.test(priceKey));
  });
  expect(nameless.map(({ priceKey }) => priceKey)).toEqual([]);
});
