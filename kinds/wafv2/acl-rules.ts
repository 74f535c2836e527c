import { at, listOf, recordOf, type Values } from "../../models/manifest/values";

/** What a rule of a tier is called in AWS and in its metrics: `common-rule-set`. */
export const aclRuleName = (rule: string): string =>
  rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Names of the rules of a web ACL that refuse what they match; the others count it. */
export const blockingRules = (inputs: Values): string[] =>
  listOf(inputs["rules"])
    .map(recordOf)
    .filter((rule) => at(rule, "overrideAction.none") !== undefined || at(rule, "action.block") !== undefined)
    .map(({ name }) => String(name));
