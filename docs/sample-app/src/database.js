import pg from "pg";
import { databaseUrl } from "./settings.js";

export const pool = new pg.Pool({
  connectionString: databaseUrl,
  max: 10,
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 2_000,
});

// Without a listener an idle connection that is lost ends the process.
pool.on("error", (error) => console.error("connection lost:", error.message));

/** Whether the database has answered, within the time that a probe waits. */
export async function answers() {
  try {
    await pool.query({ text: "SELECT 1", query_timeout: 2_000 });
    return true;
  } catch (error) {
    console.error("not ready:", error.message);
    return false;
  }
}
