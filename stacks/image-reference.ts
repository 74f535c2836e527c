/** Longest name before tag and digest that registries take (distribution/reference, NameTotalLengthMax). */
const NAME_LENGTH_MAX = 255;
/** The longest name with the longest tag and digest. */
const REFERENCE_LENGTH_MAX = 500;

const DOMAIN_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const HOST = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?`;
const PATH_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

/**
 * The grammar of a container image's name: host and port, path, tag, digest
 * (https://github.com/distribution/reference/blob/main/reference.go).
 */
const REFERENCE = new RegExp(
  `^(?<name>(?:${HOST}/)?${PATH_PART}(?:/${PATH_PART})*)(?::(?<tag>${TAG}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$`,
);

/** What a reference that is refused should have been. */
export const IMAGE_REFERENCE_ALLOWED =
  "a name with a version, such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.4.2, or with @sha256: and the 64 digits of its digest; lower-case letters, no https://, and not the tag latest, which means another image every day";

/** Whether a text names one image: with a digest, or with a tag that is not `latest`. */
export function isImageReference(text: string): boolean {
  if (text.length > REFERENCE_LENGTH_MAX) return false;
  const { name, tag, digest } = REFERENCE.exec(text)?.groups ?? {};
  if (name === undefined || name.length > NAME_LENGTH_MAX) return false;
  return digest !== undefined || (tag !== undefined && tag !== "latest");
}
