import type * as Pricing from "@aws-sdk/client-pricing";
import type { PriceQuery } from "../../models/cost/prices/price-queries";
import { proxyAgent, proxyHint } from "../../rehearsal/proxy";
import { InputError } from "../../tiers";

/** The API answers in three regions only, for all regions. */
const API_REGION = "us-east-1";
const ATTEMPTS = 6;

type Client = Pick<Pricing.PricingClient, "send">;

const UNREACHABLE = "The Price List API cannot be reached from here. Check the network, and run this again";

const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /CredentialsProvider|CredentialsError|ExpiredToken|UnrecognizedClient/,
    "AWS knows no valid credentials of yours. Log in (aws sso login, or set AWS_PROFILE), and run this again.",
  ],
  [
    /AccessDenied/,
    "Your AWS credentials may not read prices. Allow them pricing:GetProducts, and run this again.",
  ],
  [/Throttling/, "AWS throttles the Price List API. Wait a minute, and run this again."],
  [/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|TimeoutError|NetworkingError/, UNREACHABLE],
];

function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const cause = CAUSES.find(([pattern]) => pattern.test(`${error.name} ${code}`))?.[1];
  if (cause === undefined) return error;
  return new InputError(
    cause === UNREACHABLE
      ? `${cause}${proxyHint(process.env)}. Nothing was written.`
      : `${cause} Nothing was written.`,
  );
}

/** Loads the SDK only when prices are read: nobody else needs it. */
function loadPricing(): typeof Pricing {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is needed
  return require("@aws-sdk/client-pricing") as typeof Pricing;
}

/** Asks the AWS Price List API, with the credentials of the environment. Another client is for tests. */
export function askPriceList(client?: Client): (query: PriceQuery) => Promise<readonly string[]> {
  const { PricingClient, GetProductsCommand } = loadPricing();
  const api =
    client ??
    new PricingClient({
      region: API_REGION,
      maxAttempts: ATTEMPTS,
      requestHandler: { httpsAgent: proxyAgent(process.env) },
    });
  return async ({ priceKey, serviceCode, filters }) => {
    const products: string[] = [];
    let NextToken: string | undefined;
    do {
      try {
        const page: Pricing.GetProductsCommandOutput = await api.send(
          new GetProductsCommand({
            ServiceCode: serviceCode,
            Filters: Object.entries(filters).map(([Field, Value]) => ({
              Type: "TERM_MATCH" as const,
              Field,
              Value,
            })),
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        );
        const list = page.PriceList as readonly unknown[] | undefined;
        if (list === undefined)
          throw new InputError(
            `The Price List API answered for ${priceKey} with a page without PriceList. Nothing was written.`,
          );
        products.push(...list.map(String));
        NextToken = page.NextToken;
      } catch (error) {
        throw explained(error);
      }
    } while (NextToken !== undefined);
    return products;
  };
}
