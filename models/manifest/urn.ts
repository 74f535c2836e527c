/** Logical name at the end of a URN; it may itself hold `::`. */
export const nameOfUrn = (urn: string): string => urn.split("::").slice(3).join("::");

/** Types of a URN: those of its parents, outermost first, then its own. */
const typesOf = (urn: string): string[] => (urn.split("::")[2] ?? "").split("$");

/** Pulumi type token of a URN, without its parents' types. */
export const typeOfUrn = (urn: string): string => typesOf(urn).at(-1) ?? "";

/** Type of the component a resource is in; undefined outside every component. */
export const parentTypeOf = (urn: string): string | undefined => typesOf(urn).at(-2);
