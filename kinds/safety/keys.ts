import { atLeast, within } from "./expectation";
import { data, privacy, type Safety } from "./safety";

/** What the safety of keys, secrets and made-up values rests on. */
export const KEY_SAFETY = {
  "aws:kms/key:Key": {
    guards: [
      data("deletionWindowInDays", within(14, 30), "What was encrypted is lost before somebody notices", {
        absent: "KMS waits 30 days",
      }),
    ],
    // Whoever encrypts with it takes no key of another region.
    harmless: { refused: ["region"] },
  },
  "aws:kms/alias:Alias": {
    harmless: { texts: ["name"], refused: ["region", "targetKeyId"] },
    dispensable: "A second name of a key; everything refers to the key itself",
  },
  "aws:secretsmanager/secret:Secret": {
    refers: { kmsKeyId: "aws:kms/key:Key", "replicas[].kmsKeyId": "aws:kms/key:Key" },
    harmless: { texts: ["namePrefix", "name"] },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    refers: { secretId: "aws:secretsmanager/secret:Secret" },
    required: ["secretId"],
    harmless: { working: ["secretString"] },
  },
  "aws:ssm/parameter:Parameter": {
    harmless: { texts: ["name"], refused: ["type"], working: ["insecureValue"] },
    dispensable: "It counts the NAT instances that have been, for nobody but the program",
  },
  "random:index/randomPassword:RandomPassword": {
    guards: [privacy("length", atLeast(24), "A password that is short is guessed")],
    harmless: { timing: ["keepers"], working: ["special"] },
    dispensable: "Its password stands in the secrets made of it, which do not exist without it",
  },
  "random:index/randomId:RandomId": {
    harmless: { texts: ["byteLength"] },
    dispensable: "A suffix that makes names unlike each other",
  },
} as const satisfies Readonly<Record<string, Safety>>;
