/** A piece of a line. Where a form has no way to show code, emphasis or a link, its plain text remains. */
export type Piece =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly link: string; readonly url: string };

/** One line of text of any length: forms for reading wrap it. */
export type Text = string | readonly Piece[];

/** A heading with what belongs to it. Sections may hold sections; the form finds the level. */
export interface Section {
  readonly kind: "section";
  readonly title: string;
  /** Beside the title, in parentheses and less prominent. */
  readonly aside?: string;
  /** To be read before anything is done. */
  readonly isWarning?: true;
  readonly blocks: readonly Block[];
}

/** Terms with one value each. */
export interface Facts {
  readonly kind: "facts";
  readonly facts: readonly (readonly [term: string, value: Text])[];
}

export interface Column {
  readonly title: string;
  /** For figures; text is aligned left. */
  readonly align?: "right";
}

export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Text[])[];
  /** Rows that explain themselves: text shows no head. Markdown and HTML always have one. */
  readonly isHeadless?: true;
}

export interface List {
  readonly kind: "list";
  /** How plain text marks an entry; `number` for what is done in this order. */
  readonly marker: "bullet" | "tree" | "number";
  readonly items: readonly Text[];
}

/** Several short lists, each under a name. */
export interface Groups {
  readonly kind: "groups";
  readonly groups: readonly {
    readonly title: string;
    readonly aside?: string;
    readonly items: readonly Text[];
  }[];
}

export interface Paragraph {
  readonly kind: "paragraph";
  /** What the paragraph is: `why`. */
  readonly label?: string;
  readonly text: Text;
}

/** A line to copy, and what it prints when all is well. */
export interface CommandLine {
  readonly command: string;
  readonly expected?: string;
}

export interface Commands {
  readonly kind: "commands";
  readonly language: "sh" | "yaml";
  readonly lines: readonly CommandLine[];
}

/** What somebody may want to know, less prominent. */
export interface Note {
  readonly kind: "note";
  readonly text: Text;
}

/** What a page folds away behind its summary. */
export interface Details {
  readonly kind: "details";
  readonly summary: string;
  readonly blocks: readonly Block[];
}

export type Block = Section | Facts | Table | List | Groups | Paragraph | Commands | Note | Details;

/** A report as what it says; a printer for each form decides how that looks. */
export interface Document {
  readonly title?: string;
  readonly blocks: readonly Block[];
}

export const section = (title: string, ...blocks: readonly Block[]): Section => ({
  kind: "section",
  title,
  blocks,
});

export const paragraph = (text: Text): Paragraph => ({ kind: "paragraph", text });

export const note = (text: Text): Note => ({ kind: "note", text });

export const list = (items: readonly Text[], marker: List["marker"] = "bullet"): List => ({
  kind: "list",
  marker,
  items,
});

/** Columns by their titles; those that are aligned right begin with `>`. */
export const table = (titles: readonly string[], rows: readonly (readonly Text[])[]): Table => ({
  kind: "table",
  columns: titles.map((title) =>
    title.startsWith(">") ? { title: title.slice(1), align: "right" } : { title },
  ),
  rows,
});

/** The blocks when there is something to show, else nothing. */
export const when = (isShown: boolean, ...blocks: readonly Block[]): readonly Block[] =>
  isShown ? blocks : [];
