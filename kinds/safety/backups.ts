import { atLeast, given, like, someOf } from "./expectation";
import { data, privacy, type Safety } from "./safety";

/** What the safety of copies in another account rests on; which account it is, `require-copies-in-another-account` judges. */
export const BACKUP_SAFETY = {
  "aws:backup/vault:Vault": {
    guards: [
      privacy("kmsKeyArn", given, "AWS's own key would encrypt it, and no other account could read it"),
    ],
    refers: { kmsKeyArn: "aws:kms/key:Key" },
    required: ["kmsKeyArn"],
    harmless: { texts: ["name"], doubled: ["forceDestroy"] },
  },
  "aws:backup/plan:Plan": {
    guards: [
      data("rules", someOf(1), "Nothing would be copied"),
      data(
        "rules[].schedule",
        like(/^cron\(\d{1,2} \d{1,2} \* \* \? \*\)$/, "a time of every day"),
        "More than a day would be lost",
      ),
      data("rules[].lifecycle.deleteAfter", atLeast(1), "It would be gone before it is copied"),
      data("rules[].copyActions", someOf(1), "Nothing would be copied"),
      data("rules[].copyActions[].lifecycle.deleteAfter", atLeast(7), "A holiday would outlast the copies"),
    ],
    refers: { "rules[].targetVaultName": "aws:backup/vault:Vault" },
    required: ["rules[].targetVaultName"],
    harmless: {
      texts: ["name", "rules[].ruleName"],
      timing: ["rules[].startWindow", "rules[].completionWindow", "rules[].scheduleExpressionTimezone"],
    },
  },
  "aws:backup/selection:Selection": {
    guards: [data("resources", someOf(1), "Nothing would be copied")],
    refers: {
      "resources[]": "aws:rds/instance:Instance",
      planId: "aws:backup/plan:Plan",
      iamRoleArn: "aws:iam/role:Role",
    },
    required: ["resources", "planId", "iamRoleArn"],
    harmless: { texts: ["name"] },
  },
} as const satisfies Readonly<Record<string, Safety>>;
