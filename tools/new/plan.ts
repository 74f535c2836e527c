/** What `npm run new` writes. */
export interface Plan {
  /** New files, by path below the repository's root. */
  readonly files: Readonly<Record<string, string>>;
  /** A folder that must not exist yet. */
  readonly folder?: string;
  /** The list that names the new thing, and its text with the name added. */
  readonly list: { readonly path: string; readonly add: (text: string) => string };
  /** Title of its recipe in CONTRIBUTING.md. */
  readonly recipe: "A policy" | "A resource type" | "A command with its report";
}
