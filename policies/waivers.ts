import { z } from "zod";
import { didYouMean, InputError, problemsOf, TIER_NAMES, type TierName } from "../tiers";
import type { Rule } from "./rule";

const waiverSchema = z.strictObject({
  rule: z.string().min(1).describe("Id of the rule"),
  resource: z
    .string()
    .min(1)
    .describe("Logical name of the resource that breaks it; * matches any characters"),
  tiers: z.array(z.enum(TIER_NAMES)).min(1),
  owner: z.string().min(1),
  reason: z.string().min(1),
  expires: z.iso.date().describe("Last day on which it holds, YYYY-MM-DD"),
});

const waiversSchema = z.array(waiverSchema);

/** A violation that somebody has accepted. */
export type Waiver = z.infer<typeof waiverSchema>;

/** Id of the rule about waivers themselves. */
export const CURRENT_WAIVERS = "require-current-waivers";

/**
 * Waivers from what a file holds.
 * @param file for the messages
 * @throws InputError listing every problem
 */
export function waiversOf(
  given: unknown,
  rules: readonly Pick<Rule, "id">[],
  file: string,
): readonly Waiver[] {
  const checked = waiversSchema.safeParse(given);
  if (!checked.success)
    throw new InputError(
      `The waivers in ${file} are refused:`,
      problemsOf(waiversSchema, given, checked.error.issues),
    );
  const ids = rules.map(({ id }) => id);
  const unknown = checked.data.flatMap(({ rule }, index) =>
    ids.includes(rule)
      ? []
      : [
          {
            path: `${index}.rule`,
            given: JSON.stringify(rule),
            allowed: `a rule of docs/policies.md${didYouMean(rule, ids)}`,
          },
        ],
  );
  if (unknown.length > 0) throw new InputError(`The waivers in ${file} name no rule:`, unknown);
  return checked.data;
}

function matches(pattern: string, name: string): boolean {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`).test(name);
}

/** For which tier and day waivers are checked. */
export interface WaiverScope {
  readonly tier: TierName;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** The waiver of a violation, if there is one. */
export const waiverFor = (
  waivers: readonly Waiver[],
  { tier, today }: WaiverScope,
  rule: string,
  name: string,
): Waiver | undefined =>
  waivers.find(
    (waiver) =>
      waiver.rule === rule &&
      waiver.tiers.includes(tier) &&
      waiver.expires >= today &&
      matches(waiver.resource, name),
  );

const title = ({ rule, resource, owner }: Waiver): string => `waiver of ${rule} for ${resource} (${owner})`;

/** Why waivers of a tier no longer hold, a message each. */
export const expiredWaivers = (waivers: readonly Waiver[], { tier, today }: WaiverScope): string[] =>
  waivers
    .filter((waiver) => waiver.tiers.includes(tier) && waiver.expires < today)
    .map(
      (waiver) =>
        `${title(waiver)}: it expired on ${waiver.expires}; allowed: ${today} or later. Renew it with its owner, or remove it.`,
    );

/** Why waivers of a tier are not needed, a message each. */
export const unusedWaivers = (
  waivers: readonly Waiver[],
  { tier, today }: WaiverScope,
  used: readonly Waiver[],
): string[] =>
  waivers
    .filter((waiver) => waiver.tiers.includes(tier) && waiver.expires >= today && !used.includes(waiver))
    .map(
      (waiver) =>
        `${title(waiver)}: nothing at tier ${tier} is waived by it; allowed: waivers that match a violation. Remove it, or remove ${tier} from its tiers.`,
    );
