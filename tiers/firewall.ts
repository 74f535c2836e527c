import type { TierSpec } from "./schema";

/**
 * What somebody should know of a firewall that lets through what its rules match; undefined where every rule blocks.
 * In a tier step a new rule counts until `finish`, which is no news.
 */
export function firewallNotice({ cdn }: TierSpec): string | undefined {
  const counted = cdn.webAclRules.filter((rule) => !cdn.blockingRules.includes(rule));
  if (counted.length === 0) return undefined;
  return `The firewall only counts what ${counted.join(", ")} ${counted.length === 1 ? "matches" : "match"}, and lets it through. After reading what was counted, name ${counted.length === 1 ? "it" : "them"} in overrides.cdn.blockingRules, or let all rules of the tier block: pulumi config rm --path overrides.cdn.blockingRules`;
}
