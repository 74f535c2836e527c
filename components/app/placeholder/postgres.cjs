"use strict";
/* global Buffer, URL -- of Node.js */
// Logs in to Postgres, through PgBouncer, and runs SELECT 1, by the frontend/backend protocol 3.0
// (PostgreSQL documentation, "Message Flow" and "SASL Authentication"; RFC 5802 and 7677 for SCRAM-SHA-256).
const crypto = require("node:crypto");
const { CheckError, connect } = require("./connection.cjs");

const PROTOCOL_3_0 = 196_608;

const hmac = (key, text) => crypto.createHmac("sha256", key).update(text).digest();
const sha256 = (data) => crypto.createHash("sha256").update(data).digest();

function int32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

/** A message: its type, its length counting itself, its body. */
function message(type, ...parts) {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

const startup = (user, database) =>
  message("", int32(PROTOCOL_3_0), `user\0${user}\0database\0${database}\0application_name\0readiness\0\0`);

/** The five-letter SQLSTATE of an ErrorResponse; its texts may quote what we sent. */
function sqlState(body) {
  const field = body
    .toString("utf8")
    .split("\0")
    .find((text) => /^C[0-9A-Z]{5}$/.test(text));
  return field === undefined ? "refused" : `SQLSTATE ${field.slice(1)}`;
}

async function receive(connection) {
  const header = await connection.read(5);
  const body = await connection.read(header.readInt32BE(1) - 4);
  const type = String.fromCharCode(header[0]);
  if (type === "E") throw new CheckError(sqlState(body));
  return { type, body };
}

async function receiveAuthentication(connection, expected) {
  const { type, body } = await receive(connection);
  const method = type === "R" ? body.readInt32BE(0) : -1;
  if (method !== expected && expected !== undefined) throw new CheckError("unexpected authentication answer");
  return { method, data: body.subarray(4) };
}

const attributes = (text) => Object.fromEntries(text.split(",").map((part) => [part[0], part.slice(2)]));

async function scram(connection, mechanisms, password) {
  if (!mechanisms.toString("utf8").split("\0").includes("SCRAM-SHA-256"))
    throw new CheckError("no SCRAM-SHA-256 offered");
  const nonce = crypto.randomBytes(18).toString("base64");
  const clientFirst = `n=,r=${nonce}`;
  const initial = `n,,${clientFirst}`;
  connection.write(message("p", "SCRAM-SHA-256\0", int32(Buffer.byteLength(initial)), initial));

  const serverFirst = (await receiveAuthentication(connection, 11)).data.toString("utf8");
  const { r: serverNonce = "", s: salt = "", i: iterations = "" } = attributes(serverFirst);
  if (!serverNonce.startsWith(nonce) || serverNonce === nonce)
    throw new CheckError("wrong nonce from server");
  const salted = crypto.pbkdf2Sync(password, Buffer.from(salt, "base64"), Number(iterations), 32, "sha256");
  const clientKey = hmac(salted, "Client Key");
  const withoutProof = `c=biws,r=${serverNonce}`;
  const authMessage = `${clientFirst},${serverFirst},${withoutProof}`;
  const signature = hmac(sha256(clientKey), authMessage);
  const proof = clientKey.map((byte, index) => byte ^ signature[index]);
  connection.write(message("p", `${withoutProof},p=${Buffer.from(proof).toString("base64")}`));

  const serverFinal = (await receiveAuthentication(connection, 12)).data.toString("utf8");
  const expected = hmac(hmac(salted, "Server Key"), authMessage).toString("base64");
  if (attributes(serverFinal).v !== expected) throw new CheckError("server does not know the password");
  await receiveAuthentication(connection, 0);
}

async function logIn(connection, password) {
  const { method, data } = await receiveAuthentication(connection);
  if (method === 10) return scram(connection, data, password);
  if (method !== 0) throw new CheckError("no SCRAM-SHA-256 offered");
}

async function untilReady(connection) {
  let rows = 0;
  for (;;) {
    const { type } = await receive(connection);
    if (type === "D") rows += 1;
    if (type === "Z") return rows;
  }
}

/** @throws when the server does not log in or does not answer the query */
async function checkPostgres(url, signal) {
  const { hostname, port, username, password, pathname } = new URL(url);
  const connection = connect({ host: hostname, port: Number(port || 5432), secure: false }, signal);
  try {
    const user = decodeURIComponent(username);
    connection.write(startup(user, decodeURIComponent(pathname.slice(1)) || user));
    await logIn(connection, decodeURIComponent(password));
    await untilReady(connection);
    connection.write(message("Q", "SELECT 1\0"));
    if ((await untilReady(connection)) !== 1) throw new CheckError("no row");
    connection.write(message("X"));
  } finally {
    connection.close();
  }
}

module.exports = { checkPostgres };
