import type { Formula } from "./formula";

/** How a charge is called on a bill, and which prices of the book stand for it. */
export interface BillItem {
  /** What a person calls it; the size that a pattern captures is added. */
  readonly title: string;
  /** Usage type without its region; a group captures the size. */
  readonly usageType: RegExp;
  /** Keys of the price book; a group captures the size. */
  readonly priceKey: RegExp;
}

/** How the AWS Price List API is asked for a family of prices. */
export interface PriceSearch {
  /** Keys of the price book; the first group is the type. */
  readonly keys: RegExp;
  readonly serviceCode: string;
  /** Unit of the answer, as the API writes it. */
  readonly unit: string;
  readonly filters: (name: string) => Readonly<Record<string, string>>;
  /** Usage types that mean it, without the region before them. Default: the filters find nothing else. */
  readonly usageTypes?: (name: string) => readonly string[];
  /** Attributes of which one of several values has to match. */
  readonly oneOf?: Readonly<Record<string, readonly string[]>>;
  /** Attribute that holds the region. Default: regionCode. */
  readonly regionAttribute?: string;
  /** How many of the API's units one of the book's is: 1000 where the book counts 1k-requests. Default: 1. */
  readonly per?: number;
  /** Quantity at which the step of the price begins. Default: the only price that is not $0. */
  readonly beginsAt?: number;
}

/** A formula with what its charges are called on a bill, or the reason why nothing is charged. */
export type Price =
  | {
      readonly formula: Formula;
      readonly bill: readonly BillItem[];
      readonly searches: readonly PriceSearch[];
      /** Why it is free where the formula finds no charge. Default: it has a line wherever it is. */
      readonly otherwiseFree?: string;
    }
  | { readonly free: string };

/**
 * @param bill one for each price key of the formula
 * @param searches of what a tier spends most on; other prices are read by hand
 */
export const priced = (
  formula: Formula,
  bill: readonly [BillItem, ...BillItem[]],
  searches: readonly PriceSearch[] = [],
): Price => ({ formula, bill, searches });

export const free = (reason: string): Price => ({ free: reason });

/** Like `priced`, for a type of which most are free. @param reason why those are */
export const pricedOrFree = (
  formula: Formula,
  bill: readonly [BillItem, ...BillItem[]],
  reason: string,
): Price => ({ formula, bill, searches: [], otherwiseFree: reason });
