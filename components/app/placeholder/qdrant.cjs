"use strict";
/* global URL, fetch -- of Node.js */
// Lists Qdrant's collections: unlike its health endpoints this needs the API key, so it proves the key as well.
const { CheckError } = require("./connection.cjs");

/** @throws when the server does not answer or refuses the key */
async function checkQdrant(url, apiKey, signal) {
  const response = await fetch(new URL("/collections", url), {
    headers: { "api-key": apiKey },
    redirect: "error",
    signal,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new CheckError(`HTTP ${response.status}`);
}

module.exports = { checkQdrant };
