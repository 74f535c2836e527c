import { POSTGRES_DATABASE } from "./pooler-config";
import { PURPOSES, SLOTS, groupOf, userOf, usersOf, type Login, type Purpose, type Slot } from "./logins";
import { scramVerifier } from "./scram";

/** A user who may log in. */
export interface RoleLogin extends Login {
  readonly purpose: Purpose;
  readonly slot: Slot;
  readonly generation: number;
}

const MIGRATOR = groupOf("migrator");
const WRITER = groupOf("writer");
const READER = groupOf("reader");

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const list = (texts: readonly string[]): string => texts.map(quoted).join(", ");
const noteOf = (generation: number): string => `generation ${generation}`;

/** Whoever runs the application now must still be let in afterwards. */
function refuseLockOut(logins: readonly RoleLogin[]): string {
  const writers = logins.filter(({ purpose }) => purpose === "writer");
  const kept = writers
    .map(({ user, generation }) => `(${quoted(user)}, ${quoted(noteOf(generation))})`)
    .join(", ");
  const asked = writers.map(({ generation }) => noteOf(generation)).join(" and ");
  return `
DO $$
DECLARE
  known text;
BEGIN
  -- Another run waits.
  PERFORM pg_advisory_xact_lock(hashtext('${groupOf("writer")}'));
  SELECT string_agg(shobj_description(oid, 'pg_authid'), ' and ' ORDER BY rolname) INTO known
    FROM pg_roles WHERE rolcanlogin AND rolname IN (${list(usersOf("writer"))});
  IF known IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_roles WHERE rolcanlogin AND (rolname::text, shobj_description(oid, 'pg_authid')) IN (${kept}))
  THEN
    RAISE EXCEPTION 'The application would be locked out: rotation.postgres asks for ${asked}, and the database lets in % only. Go on from there by the phases that "scale rotate postgres" prints. Where nobody needs those logins any more, as after a restore, take them away first: ALTER ROLE ${userOf("writer", "a")} NOLOGIN; ALTER ROLE ${userOf("writer", "b")} NOLOGIN.', known;
  END IF;
END $$;
`;
}

/**
 * What `scale queries` asks: statistics of statements, and indexes that are only thought of. RDS lets its master user make the
 * extensions and hand on the right to read them; a server that does not goes without.
 */
const STATISTICS = [
  "CREATE EXTENSION IF NOT EXISTS pg_stat_statements",
  "CREATE EXTENSION IF NOT EXISTS hypopg",
  `GRANT pg_read_all_stats TO ${MIGRATOR}`,
]
  .map(
    (statement) => `
DO $$
BEGIN
  ${statement};
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
  RAISE NOTICE '%', SQLERRM;
END $$;
`,
  )
  .join("");

const CREATE_ROLES = `
DO $$
DECLARE
  purpose text;
  slot text;
BEGIN
  FOREACH purpose IN ARRAY ARRAY[${list(PURPOSES.map(groupOf))}] LOOP
    IF to_regrole(purpose) IS NULL THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', purpose);
    END IF;
    FOREACH slot IN ARRAY ARRAY[${list(SLOTS)}] LOOP
      IF to_regrole(purpose || '_' || slot) IS NULL THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN IN ROLE %I', purpose || '_' || slot, purpose);
      END IF;
    END LOOP;
  END LOOP;
END $$;
-- To give it what this user owns.
GRANT ${MIGRATOR} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${POSTGRES_DATABASE} TO ${MIGRATOR};
GRANT USAGE, CREATE ON SCHEMA public TO ${MIGRATOR};
`;

/** A row for each statement, of which the source makes texts. */
const each = (sources: readonly string[]): string => `
DO $$
DECLARE
  statement text;
  me oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
  migrator oid := to_regrole('${MIGRATOR}');
BEGIN
${sources
  .map((source) => `  FOR statement IN\n${source}\n  LOOP\n    EXECUTE statement;\n  END LOOP;`)
  .join("\n")}
END $$;
`;

const IN_OUR_SCHEMAS = "(n.nspname = 'public' OR n.nspowner = migrator)";
const notOfExtension = (catalog: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = o.oid AND d.deptype = 'e')`;

/** What this user made before there was another for it. Parts of extensions stay with them; an owned sequence follows its table. */
const HAND_OVER = each([
  `    SELECT format('ALTER SCHEMA %I OWNER TO ${MIGRATOR}', nspname) FROM pg_namespace WHERE nspowner = me`,
  `    SELECT format('ALTER TABLE %s OWNER TO ${MIGRATOR}', o.oid::regclass)
      FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
      WHERE o.relowner = me AND o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${IN_OUR_SCHEMAS}
        AND ${notOfExtension("pg_class")}
        AND NOT (o.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = o.oid AND d.deptype IN ('a', 'i')))`,
  `    SELECT format('ALTER ROUTINE %s OWNER TO ${MIGRATOR}', o.oid::regprocedure)
      FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace
      WHERE o.proowner = me AND ${IN_OUR_SCHEMAS} AND ${notOfExtension("pg_proc")}`,
  `    SELECT format('ALTER TYPE %s OWNER TO ${MIGRATOR}', o.oid::regtype)
      FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace
      WHERE o.typowner = me AND ${IN_OUR_SCHEMAS} AND ${notOfExtension("pg_type")}
        AND (o.typtype IN ('e', 'd', 'r')
          OR o.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c'))`,
]);

const GRANT_WHAT_IS_THERE = each([
  `    SELECT format('GRANT USAGE ON SCHEMA %I TO ${WRITER}, ${READER}', n.nspname)
      FROM pg_namespace n WHERE ${IN_OUR_SCHEMAS}`,
  `    SELECT format(g.text, o.oid::regclass)
      FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
        JOIN (VALUES
          (false, 'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO ${WRITER}'),
          (false, 'GRANT SELECT ON TABLE %s TO ${READER}'),
          (true, 'GRANT USAGE, SELECT, UPDATE ON SEQUENCE %s TO ${WRITER}'),
          (true, 'GRANT SELECT ON SEQUENCE %s TO ${READER}')
        ) AS g (of_sequences, text) ON g.of_sequences = (o.relkind = 'S')
      WHERE o.relowner = migrator AND o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')`,
]);

/** The master's too: until the application has changed users, and for people who help by hand. */
const GRANT_WHAT_COMES = [`FOR ROLE ${MIGRATOR} `, ""]
  .flatMap((whose) =>
    [
      `USAGE ON SCHEMAS TO ${WRITER}, ${READER}`,
      `SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${WRITER}`,
      `SELECT ON TABLES TO ${READER}`,
      `USAGE, SELECT, UPDATE ON SEQUENCES TO ${WRITER}`,
      `SELECT ON SEQUENCES TO ${READER}`,
    ].map((grant) => `ALTER DEFAULT PRIVILEGES ${whose}GRANT ${grant};\n`),
  )
  .join("");

/** What each session of a purpose begins with. A migration makes objects of the group, whichever of the two users runs it. */
const SESSION_SETTINGS: Readonly<Record<Purpose, readonly string[]>> = {
  writer: [],
  reader: ["default_transaction_read_only = on"],
  migrator: [`role = ${MIGRATOR}`, "statement_timeout = 0"],
};

function loginStatements(purpose: Purpose, slot: Slot, logins: readonly RoleLogin[]): string[] {
  const user = userOf(purpose, slot);
  const login = logins.find((one) => one.purpose === purpose && one.slot === slot);
  return [
    ...SESSION_SETTINGS[purpose].map((setting) => `ALTER ROLE ${user} SET ${setting};`),
    login === undefined
      ? `ALTER ROLE ${user} NOLOGIN PASSWORD NULL;`
      : `ALTER ROLE ${user} LOGIN PASSWORD ${quoted(scramVerifier(user, login.password))};`,
    `COMMENT ON ROLE ${user} IS ${login === undefined ? "NULL" : quoted(noteOf(login.generation))};`,
  ];
}

/**
 * SQL that makes the users of a shard what they are to be, for RDS's master user in one transaction; it may run at any time,
 * and twice. It is refused when nobody who may log in now could do so afterwards.
 * @param logins who may log in; everybody else of ours may not
 */
export function rolesSql(logins: readonly RoleLogin[]): string {
  const statements = PURPOSES.flatMap((purpose) =>
    SLOTS.flatMap((slot) => loginStatements(purpose, slot, logins)),
  );
  return [
    // A table in use is not waited for with everybody else behind: the job tries again.
    "SET LOCAL lock_timeout = '5s';\nSET LOCAL client_min_messages = warning;\n",
    refuseLockOut(logins),
    CREATE_ROLES,
    HAND_OVER,
    GRANT_WHAT_IS_THERE,
    GRANT_WHAT_COMES,
    STATISTICS,
    `${statements.join("\n")}\n`,
  ].join("");
}
