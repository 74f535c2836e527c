import type { Price, PriceBook } from "./price-book";

/**
 * Prices that are the same whatever region a stack is in. CloudFront's are those of the edge that answers, and a tier's
 * price class and workload say which; its web ACL and certificate are in us-east-1 for every stack; Route 53, Budgets
 * and the free quantities are those of the account; gateway endpoints are free in all regions.
 */
const EVERYWHERE = /^(?:(?:cloudfront|wafv2|route53|budgets)\.|vpc\.gatewayEndpoint$)/;

/** Whether a price holds for a stack in any region. */
export const holdsEverywhere = (priceKey: string, { allowance }: Price): boolean =>
  allowance === true || EVERYWHERE.test(priceKey);

/** Those of a book's prices that hold in any region. */
export const pricesEverywhere = ({ prices }: PriceBook): PriceBook["prices"] =>
  Object.fromEntries(Object.entries(prices).filter(([key, price]) => holdsEverywhere(key, price)));
