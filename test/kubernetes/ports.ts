import { createServer } from "node:net";

/**
 * Below what Linux (32768 up), macOS and Windows (49152 up) give to whoever asks for any port: such a port may be given
 * to another program in the seconds between our look at it and the start of the program that it is for.
 */
const FIRST = 10_240;
const COUNT = 32_768 - FIRST;
/** Processes that run side by side have numbers near each other, and each takes fewer than this at a time. */
const APART = 97;

let taken = 0;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server
      .once("error", () => resolve(false))
      .listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/**
 * A port of this machine alone, on which nothing listens, and which nothing is given by chance.
 * @throws Error when all of them are in use
 */
export async function freePort(of = process.pid): Promise<number> {
  for (let tries = 0; tries < COUNT; tries += 1) {
    const port = FIRST + ((of * APART + taken) % COUNT);
    taken += 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`Something listens on each of the ports from ${FIRST} to ${FIRST + COUNT - 1}.`);
}
