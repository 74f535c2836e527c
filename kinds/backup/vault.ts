import { EXAMPLE_ACCOUNT } from "../example-account";
import { AT_ONCE, refusesSecond, SAME_AT_EVERY_TIER } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

const GUIDE = "https://docs.aws.amazon.com/aws-backup/latest/devguide";

export const backupVault = kind("aws:backup/vault:Vault", {
  name: { input: "name", lengthMax: 50, identity: refusesSecond("name") },
  tags: "tags",
  price: free("A vault costs nothing; what its plan puts into it is priced at the selection."),
  replaces: {
    inputs: ["kmsKeyArn", "name"],
    verification: "source",
    source: providerSource("backup/vault", "v5.x"),
  },
  changes: SAME_AT_EVERY_TIER,
  deletes: [
    {
      ...AT_ONCE,
      minutesMax: 10,
      note: "The backups in it go as well; those of RDS itself, and the copies in the other account, stay",
      source: `${GUIDE}/deleting-a-vault.html`,
    },
  ],
  computed: (name) => ({
    arn: `arn:aws:backup:us-east-1:${EXAMPLE_ACCOUNT}:backup-vault:${name}`,
  }),
  onlyWith: "backupAccount",
});
