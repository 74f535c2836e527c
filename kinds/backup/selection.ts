import { AT_ONCE } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { RDS_BACKUPS } from "../rds/instance-bill";
import { providerSource } from "../sources";
import { backupSelectionPrice } from "./selection-price";

export const backupSelection = kind("aws:backup/selection:Selection", {
  // AWS gives it an id, and takes the same name again.
  name: { input: "name", lengthMax: 50 },
  tags: "none",
  price: priced(backupSelectionPrice, [RDS_BACKUPS]),
  replaces: {
    inputs: "every",
    verification: "source",
    source: providerSource("backup/selection", "v6.x"),
  },
  changes: [
    {
      property: "resources",
      ...AT_ONCE,
      note: "Another one is made in its place; a backup that is under way goes on",
      source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    },
  ],
  deletes: [
    {
      ...AT_ONCE,
      note: "Nothing more is copied; what was copied stays until its days are over",
      source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-a-backup-plan.html",
    },
  ],
  onlyWith: "backupAccount",
});
