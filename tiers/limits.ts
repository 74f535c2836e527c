/** Clients that one PgBouncer pod accepts, at every size. Each costs a file descriptor and some 20 KiB. */
export const CLIENT_CONNECTIONS_PER_POOLER = 1_000;
