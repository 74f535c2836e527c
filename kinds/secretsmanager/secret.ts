import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { PROVIDER_TYPES } from "../sources";
import { secretPrice } from "./secret-price";

export const secretsmanagerSecret = kind("aws:secretsmanager/secret:Secret", {
  name: { input: "name", lengthMax: 485, isPrefix: true, identity: refusesSecond("name") },
  tags: "tags",
  price: priced(secretPrice, [
    { title: "secrets", usageType: /AWSSecretsManager-Secrets/, priceKey: /^secretsManager\.secret/i },
    {
      title: "secrets, requests",
      usageType: /AWSSecretsManager-?API-?Request/i,
      priceKey: /^secretsManager\.(?:api|request)/i,
    },
  ]),
  replaces: {
    inputs: ["name", "namePrefix"],
    conditional: [
      {
        property: "type",
        when: "any change (documented as not changeable after creation; whether the provider replaces or fails was not seen)",
        decides: () => true,
        source: PROVIDER_TYPES,
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/secretsmanager/secret.go (v5.7x era)",
  },
  changes: [
    {
      property: "replicas",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 5,
      note: "The secret is copied to another region, or its copy there goes",
      source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html",
    },
  ],
});
