/** A text as the names of objects have it: lower-case letters and digits, everything else as single hyphens between them. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
