import { z } from "zod";
import { didYouMean, InputError, problemsOf, TIER_NAMES, type TierName } from "../tiers";
import type { Rule } from "./rule";

const waiverSchema = z.strictObject({
  rule: z.string().min(1).describe("Id of the rule"),
  resource: z.string().min(1).describe("Logical name of what breaks it; * stands for any characters"),
  tiers: z.array(z.enum(TIER_NAMES)).min(1),
  owner: z.string().min(1),
  reason: z.string().min(1),
  expires: z.iso.date().describe("Last day on which it holds, YYYY-MM-DD"),
});

const waiversSchema = z.array(waiverSchema);

/** A violation that somebody answers for. */
export type Waiver = z.infer<typeof waiverSchema>;

/** Id of the rule that waivers themselves are held to. */
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

/** Where and when waivers are asked. */
export interface WaiverScope {
  readonly tier: TierName;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** The waiver that lets a rule be broken by a resource, if one does. */
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
        `${title(waiver)}: it expired on ${waiver.expires}; allowed: ${today} or later. Renew it with its owner, or take it out.`,
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
        `${title(waiver)}: nothing at tier ${tier} needs it; allowed: waivers of what is broken. Take it out, or take ${tier} out of its tiers.`,
    );
