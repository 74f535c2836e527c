import type { Manifest, ManifestResource } from "../../manifest/manifest";

/** Where a password that is in use is kept: a secret of Secrets Manager, and the path in its JSON. */
export interface StoredPassword {
  /** Logical name of the random password. */
  readonly name: string;
  /** URN of the secret. */
  readonly secret: string;
  readonly path: string;
}

const SECRET = "aws:secretsmanager/secret:Secret";
const PASSWORD = "random:index/randomPassword:RandomPassword";

/** The number is that of a generation, from the second on (docs/rotation.md). */
const KEPT: readonly (readonly [password: RegExp, secret: string, path: string])[] = [
  [/^postgres-password(-\d+)?$/, "postgres-secret", "password"],
  [/^postgres-writer-password(-\d+)?$/, "postgres-secret", "users.writer.password"],
  [/^postgres-reader-password(-\d+)?$/, "postgres-secret", "users.reader.password"],
  [/^postgres-migrator-password(-\d+)?$/, "postgres-secret", "users.migrator.password"],
  [/^valkey-password(-\d+)?$/, "valkey-credentials", "password"],
  [/^qdrant-api-key(-\d+)?$/, "qdrant-secret", "apiKey"],
];

/**
 * Where each password of a manifest is kept. While a rotation is under way two generations are valid and one is kept: of
 * such a password nothing is known.
 */
export function storedPasswords({ resources }: Manifest): StoredPassword[] {
  const named = (type: string, fits: (name: string) => boolean): ManifestResource[] =>
    resources.filter((resource) => resource.type === type && fits(resource.name));
  return KEPT.flatMap(([password, secretName, path]) => {
    const [only, ...more] = named(PASSWORD, (name) => password.test(name));
    const [secret] = named(SECRET, (name) => name === secretName);
    return only === undefined || more.length > 0 || secret === undefined
      ? []
      : [{ name: only.name, secret: secret.urn, path }];
  });
}
