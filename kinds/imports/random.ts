import type { ImportFact } from "./import-fact";

/** Of what is in the state alone. `pulumi import` of a random value forgets how it was made, and the next `up` replaces it. */
export const RANDOM_IMPORTS = {
  "random:index/randomPassword:RandomPassword": {
    lost: "A value in the state; the password in use is in Secrets Manager",
  },
  "random:index/randomId:RandomId": {
    lost: "A value in the state: the end of the name of a final snapshot, which may be another one",
  },
} as const satisfies Readonly<Record<string, ImportFact>>;
