import { BUDGET_TAG_KEYS } from "../components/operations/budgets";

/** Run in the account that pays: the tags that budgets read are active from then on. */
export const COST_TAGS_COMMAND = `aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${BUDGET_TAG_KEYS.map(
  (key) => `TagKey=${key},Status=Active`,
).join(" ")}`;

/** What nobody hears before somebody has acted; an output of the stack. */
export const beforeAlertsAreHeard = (alertEmail: string): string =>
  `Confirm both mails of AWS Notifications to ${alertEmail}. Nine of eleven budgets stay at $0 until the cost tags are active: a day after the first up, in the account that pays, ${COST_TAGS_COMMAND}`;
