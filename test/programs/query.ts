import { Client, type ClientConfig } from "pg";

/** The rows of one statement, by a connection of its own. */
export async function query<Row extends object>(config: ClientConfig, sql: string): Promise<Row[]> {
  const client = new Client(config);
  // A server that goes away says so by itself too; the statement fails then.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
