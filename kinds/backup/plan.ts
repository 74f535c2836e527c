import { AT_ONCE, SAME_AT_EVERY_TIER } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const backupPlan = kind("aws:backup/plan:Plan", {
  // AWS gives it an id, and takes the same name again.
  name: { input: "name", lengthMax: 50 },
  tags: "tags",
  price: free("A plan costs nothing; what it copies is priced at its selection."),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("backup/plan", "v6.x"),
  },
  changes: SAME_AT_EVERY_TIER,
  deletes: [
    {
      ...AT_ONCE,
      note: "Nothing more is copied; what was copied stays until its days are over",
      source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-a-backup-plan.html",
    },
  ],
  onlyWith: "backupAccount",
});
