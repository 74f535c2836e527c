import { PURPOSES, usersOf } from "./logins";

const USERS = PURPOSES.flatMap(usersOf)
  .map((user) => `'${user}'`)
  .join(", ");

/**
 * SQL that shuts the product's users out of an instance that does not serve, for RDS's master user: one that was restored
 * before the poolers lead to it, and the former one before they leave it. Without it a pooler's pod that is still to be
 * replaced would write where nobody looks any more. Who is logged in is thrown out once nobody can log in again, so it is
 * committed in between. It may run twice; the users' own SQL lets them in again.
 */
export const CLOSED_SQL = `DO $$
DECLARE
  known text;
BEGIN
  FOR known IN SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname IN (${USERS}) LOOP
    EXECUTE format('ALTER ROLE %I NOLOGIN', known);
  END LOOP;
END $$;
COMMIT;
BEGIN;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN (${USERS});
`;
