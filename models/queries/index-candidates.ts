/** A node of `EXPLAIN (FORMAT JSON)`, as far as it is read (https://www.postgresql.org/docs/17/sql-explain.html). */
export interface PlanNode {
  readonly "Node Type": string;
  readonly "Total Cost": number;
  readonly Schema?: string;
  readonly "Relation Name"?: string;
  readonly Alias?: string;
  readonly Filter?: string;
  readonly "Sort Key"?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

/** Columns in which an index might help, those that are compared for equality first. */
export interface IndexCandidate {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Of each table, by `schema.table`: its columns. */
export type ColumnsOf = (schema: string, table: string) => readonly string[];

/** More columns cost more at each write than they bring. */
const COLUMNS_MAX = 3;

/** `(t.venture_id = $1)`, `(created_at >= $2)`: a column, perhaps with a cast, beside a comparison. */
const COMPARISON = /\(?(?:"?[\w$]+"?\.)?"?([\w$]+)"?\)?(?:::[\w ]+)? (=|<=|>=|<|>) /g;

interface Compared {
  readonly equal: readonly string[];
  readonly ranged: readonly string[];
}

function comparedIn(filter: string, columns: readonly string[]): Compared {
  // Each branch of an OR would need an index of its own.
  if (/ OR /.test(filter)) return { equal: [], ranged: [] };
  const found = [...filter.matchAll(COMPARISON)].flatMap(([, column = "", operator = ""]) =>
    columns.includes(column) ? [{ column, isEqual: operator === "=" }] : [],
  );
  const unique = (isEqual: boolean): string[] => [
    ...new Set(found.filter((each) => each.isEqual === isEqual).map(({ column }) => column)),
  ];
  return { equal: unique(true), ranged: unique(false) };
}

/** Plain columns by which rows are sorted: an index gives them in order. */
const sortedBy = (keys: readonly string[], columns: readonly string[]): string[] =>
  keys.flatMap((key) => {
    const [, column] = /^(?:"?[\w$]+"?\.)?"?([\w$]+)"?(?: DESC)?$/.exec(key) ?? [];
    return column !== undefined && columns.includes(column) ? [column] : [];
  });

function below(node: PlanNode, sortKeys: readonly string[], columnsOf: ColumnsOf): IndexCandidate[] {
  const keys = node["Sort Key"] ?? sortKeys;
  const inner = (node.Plans ?? []).flatMap((child) => below(child, keys, columnsOf));
  const { Schema: schema, "Relation Name": table, Filter: filter } = node;
  if (node["Node Type"] !== "Seq Scan" || schema === undefined || table === undefined || filter === undefined)
    return inner;
  const columns = columnsOf(schema, table);
  const { equal, ranged } = comparedIn(filter, columns);
  const ordered = ranged.length > 0 ? ranged.slice(0, 1) : sortedBy(keys, columns);
  const chosen = [...new Set([...equal, ...ordered])].slice(0, COLUMNS_MAX);
  return equal.length + ranged.length === 0 ? inner : [...inner, { schema, table, columns: chosen }];
}

/** Indexes for tables that a plan reads as a whole to keep a few rows: a column of equality, then one of a range or of the order. */
export const indexCandidates = (plan: PlanNode, columnsOf: ColumnsOf): IndexCandidate[] => {
  const seen = new Set<string>();
  return below(plan, [], columnsOf).filter((candidate) => {
    const key = JSON.stringify(candidate);
    return !seen.has(key) && seen.add(key);
  });
};

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** For people: built without keeping writers out. For HypoPG, which knows no `CONCURRENTLY`, the same without it. */
export const indexSql = ({ schema, table, columns }: IndexCandidate, isHypothetical = false): string =>
  `CREATE INDEX ${isHypothetical ? "" : "CONCURRENTLY "}ON ${quoted(schema)}.${quoted(table)} (${columns.map(quoted).join(", ")})`;
