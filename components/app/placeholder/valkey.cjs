"use strict";
/* global Buffer, URL -- of Node.js */
// Logs in to Valkey and pings it, by the Redis serialization protocol. With cluster mode on, a node answers PING even
// while slots of the cluster are not served, so the state of the cluster is asked as well.
const { CheckError, connect } = require("./connection.cjs");

const command = (...words) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;

/** A simple, bulk or error reply; of an error only the code, since its text may quote the command. */
async function reply(connection) {
  const line = await connection.readLine();
  const rest = line.slice(1);
  switch (line[0]) {
    case "+":
      return rest;
    case "-":
      throw new CheckError(/^[A-Z]+/.exec(rest)?.[0] ?? "refused");
    case "$": {
      const bulk = await connection.read(Number(rest) + 2);
      return bulk.subarray(0, -2).toString("utf8");
    }
    default:
      throw new CheckError("unexpected reply");
  }
}

async function ask(connection, ...words) {
  connection.write(command(...words));
  return reply(connection);
}

/** Whether the node belongs to a cluster that serves all slots; a server without cluster mode, or a user who may not ask, counts as well. */
async function clusterServes(connection) {
  try {
    return !(await ask(connection, "CLUSTER", "INFO")).includes("cluster_state:fail");
  } catch (error) {
    if (error instanceof CheckError && ["ERR", "NOPERM"].includes(error.reason)) return true;
    throw error;
  }
}

/** @throws when the server does not log in, does not answer, or its cluster is down */
async function checkValkey(url, signal) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const connection = connect(
    { host: hostname, port: Number(port || 6379), secure: protocol === "rediss:" || protocol === "valkeys:" },
    signal,
  );
  try {
    if (password)
      await ask(connection, "AUTH", decodeURIComponent(username) || "default", decodeURIComponent(password));
    if ((await ask(connection, "PING")) !== "PONG") throw new CheckError("unexpected reply");
    if (!(await clusterServes(connection))) throw new CheckError("cluster down");
  } finally {
    connection.close();
  }
}

module.exports = { checkValkey };
