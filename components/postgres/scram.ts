import { createHash, createHmac, pbkdf2Sync } from "node:crypto";

/** The default of PostgreSQL's `scram_iterations`. */
const ITERATIONS = 4_096;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/**
 * What PostgreSQL stores of a password (RFC 5802; https://www.postgresql.org/docs/17/catalog-pg-authid.html), so that the
 * password itself is in no statement and in no log of the server.
 *
 * The salt is made of user and password, so that it is the same at the next `up`. A salt keeps tables of common passwords
 * from being of use; these passwords are random and have 40 characters.
 */
export function scramVerifier(user: string, password: string): string {
  const salt = createHash("sha256").update(`${user}\0${password}`).digest().subarray(0, SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, "sha256");
  const keyOf = (name: string): Buffer => createHmac("sha256", salted).update(name).digest();
  const storedKey = createHash("sha256").update(keyOf("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${storedKey}:${keyOf("Server Key").toString("base64")}`;
}
