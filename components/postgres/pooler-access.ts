import { POOLER_ADMIN, POSTGRES_USER } from "./pooler-config";

/** Text of `userlist.txt`. The password stands in plain text: PgBouncer logs in to the servers with it. */
export function poolerUsersText(password: string): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return `${quoted(POSTGRES_USER)} ${quoted(password)}\n${quoted(POOLER_ADMIN)} ""\n`;
}

/** Text of `pg_hba.conf`, of which the first line that fits counts. */
export function poolerAccessText(): string {
  return [
    `host pgbouncer ${POOLER_ADMIN} 127.0.0.1/32 trust`,
    `host all ${POOLER_ADMIN} 0.0.0.0/0 reject`,
    `host all ${POOLER_ADMIN} ::/0 reject`,
    "host all all 0.0.0.0/0 scram-sha-256",
    "host all all ::/0 scram-sha-256",
    "",
  ].join("\n");
}
