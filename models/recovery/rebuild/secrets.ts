import { SECRET_TEXT, type Manifest } from "../../manifest/manifest";
import { isRecord, recordOf, type Values } from "../../manifest/values";

/** One resource of a state. */
interface Read {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Values;
  readonly outputs?: Values;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** How a state marks a secret, which an import then encrypts. */
export const secret = (value: unknown): Values => ({
  [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const KUBERNETES_SECRET = "kubernetes:core/v1:Secret";
/** The API server adds the first to what the program gives as the second. */
const KUBERNETES_SECRET_VALUES: Values = { data: SECRET_TEXT, stringData: SECRET_TEXT };

const isSecretText = (value: unknown): boolean => typeof value === "string" && value.includes(SECRET_TEXT);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A value that was read, with what the program has as a secret, or what holds one of the texts, marked. */
function marked(value: unknown, given: unknown, texts: readonly string[]): unknown {
  if (value === undefined || value === null || (isRecord(value) && SIGNATURE in value)) return value;
  if (isSecretText(given)) return secret(value);
  if (typeof value === "string") return texts.some((text) => value.includes(text)) ? secret(value) : value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = Array.isArray(given) ? given : [];
    return value.map((one, index) => marked(one, items[index], texts));
  }
  if (!isRecord(value)) return value;
  const inner = recordOf(given);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one, inner[key], texts)]));
}

/**
 * A state that was read from what is there, with secrets marked: a read does not tell what was one.
 * @param manifest what the program makes; it has secrets as texts of their own
 * @param passwords texts that are secret wherever they stand
 */
export function withSecrets<Entry extends Read>(
  state: readonly Entry[],
  { resources }: Pick<Manifest, "resources">,
  passwords: readonly string[],
): Entry[] {
  const texts = passwords.flatMap((text) => [text, base64(text)]);
  const given = new Map(resources.map(({ urn, inputs }) => [urn, inputs]));
  return state.map((entry) => {
    const own = entry.type === KUBERNETES_SECRET ? KUBERNETES_SECRET_VALUES : {};
    const known = { ...given.get(entry.urn), ...own };
    const { inputs, outputs } = entry;
    return {
      ...entry,
      ...(inputs === undefined ? {} : { inputs: recordOf(marked(inputs, known, texts)) }),
      ...(outputs === undefined ? {} : { outputs: recordOf(marked(outputs, known, texts)) }),
    };
  });
}
