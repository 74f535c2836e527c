import { isSet } from "../../models/manifest/values";
import { NO_DOWNTIME, nameless } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const secretsmanagerSecretVersion = kind("aws:secretsmanager/secretVersion:SecretVersion", {
  name: nameless("AWS gives it an id"),
  tags: "none",
  price: free("Versions are part of the secret, which is priced."),
  replaces: {
    inputs: ["secretBinary", "secretId"],
    conditional: [
      {
        property: "secretString",
        when: "the value changes; not when the same secret moves from secretString to secretStringWo (since provider 6.45, May 2026)",
        decides: (before, after) => !(isSet(before["secretString"]) && isSet(after["secretStringWo"])),
        source:
          "hashicorp/terraform-provider-aws:internal/service/secretsmanager/secret_version.go (v5.7x era) ; https://github.com/hashicorp/terraform-provider-aws/pull/47815",
      },
      {
        property: "secretStringWoVersion",
        when: "the number differs from the one in state",
        decides: () => true,
        source: "https://github.com/hashicorp/terraform-provider-aws/pull/49295",
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/secretsmanager/secret_version.go (v5.7x era)",
  },
  changes: [
    {
      property: "secretString",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "A new version becomes the current one; the one before is kept",
      source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html",
    },
  ],
});
