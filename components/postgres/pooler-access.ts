import type { Login } from "./logins";
import { POOLER_ADMIN, POOLER_OBSERVER } from "./pooler-config";

/** Text of `userlist.txt`. Passwords stand in plain text: PgBouncer logs in to the servers with them. */
export function poolerUsersText(logins: readonly Login[]): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return [...logins, { user: POOLER_ADMIN, password: "" }]
    .map(({ user, password }) => `${quoted(user)} ${quoted(password)}\n`)
    .join("");
}

/** Text of `pg_hba.conf`, of which the first line that fits counts. */
export function poolerAccessText(): string {
  return [
    `host pgbouncer ${POOLER_ADMIN} 127.0.0.1/32 trust`,
    `host all ${POOLER_ADMIN} 0.0.0.0/0 reject`,
    `host all ${POOLER_ADMIN} ::/0 reject`,
    `host pgbouncer ${POOLER_OBSERVER} 0.0.0.0/0 scram-sha-256`,
    `host all ${POOLER_OBSERVER} 0.0.0.0/0 reject`,
    `host all ${POOLER_OBSERVER} ::/0 reject`,
    "host all all 0.0.0.0/0 scram-sha-256",
    "host all all ::/0 scram-sha-256",
    "",
  ].join("\n");
}
