/** What was read of a restored database. */
export interface Restored {
  /** Tables of the product, by schema and name. */
  readonly tables: readonly RestoredTable[];
  /** Whether PostgreSQL verifies a page's checksum when it reads it. */
  readonly hasChecksums: boolean;
}

export interface RestoredTable {
  readonly name: string;
  readonly rows: number;
  /** A sum over all rows that were read: it does not come about unless every page could be read. */
  readonly fingerprint: string;
}

/** Rows of the running database, by table, as its planner estimates them. */
export type RunningRows = ReadonlyMap<string, number>;

/** Tables that may come and go with a release, or be emptied by a job, are no loss. */
const ROWS_THAT_COUNT = 1_000;
/** A backup of yesterday has not all rows of today; half of them missing is no growth. */
const MIN_PERCENT = 50;

/** What is wrong with a backup, in words; nothing when it can be relied on. */
export function problemsOf(
  { tables, hasChecksums }: Restored,
  running: RunningRows,
  { ageHours, maxAgeHours }: { readonly ageHours: number; readonly maxAgeHours: number },
): string[] {
  const restored = new Map(tables.map(({ name, rows }) => [name, rows]));
  const missing = [...running].flatMap(([name, rows]) => {
    if (rows < ROWS_THAT_COUNT) return [];
    const found = restored.get(name);
    if (found === undefined) return [`table ${name} is missing, which has about ${rows} rows`];
    return found * 100 < rows * MIN_PERCENT ? [`table ${name} has ${found} of about ${rows} rows`] : [];
  });
  return [
    ...(ageHours > maxAgeHours
      ? [`the newest backup is ${Math.floor(ageHours)} hours old; ${maxAgeHours} are allowed`]
      : []),
    ...(hasChecksums ? [] : ["data checksums are off, so nobody noticed a broken page"]),
    ...(tables.length === 0 && running.size > 0 ? ["no table was restored"] : missing),
  ];
}
