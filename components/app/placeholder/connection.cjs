"use strict";
/* global Buffer -- of Node.js */
// A socket to read as a stream of exact sizes, closed when its time is up.
const net = require("node:net");
const tls = require("node:tls");

/** An error whose text may be shown. */
class CheckError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

class Connection {
  #socket;
  #received = Buffer.alloc(0);
  #waiting;
  #error;

  constructor(socket, signal) {
    this.#socket = socket;
    const fail = (error) => {
      this.#error ??= error;
      this.#waiting?.();
    };
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#waiting?.();
    });
    socket.on("error", fail);
    socket.on("close", () => fail(new CheckError("connection closed")));
    signal.addEventListener("abort", () => {
      fail(signal.reason);
      socket.destroy();
    });
    if (signal.aborted) fail(signal.reason);
  }

  write(data) {
    this.#socket.write(data);
  }

  close() {
    this.#socket.destroy();
  }

  async #until(measure) {
    for (;;) {
      const length = measure(this.#received);
      if (length !== undefined && this.#received.length >= length) {
        const taken = this.#received.subarray(0, length);
        this.#received = this.#received.subarray(length);
        return taken;
      }
      if (this.#error) throw this.#error;
      await new Promise((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  /** The next `length` bytes. */
  read(length) {
    return this.#until(() => length);
  }

  /** The next line, without its end. */
  async readLine() {
    const line = await this.#until((received) => {
      const end = received.indexOf("\r\n");
      return end < 0 ? undefined : end + 2;
    });
    return line.subarray(0, -2).toString("utf8");
  }
}

/** Connects to a host and port, in the clear or by TLS with a verified certificate. */
function connect({ host, port, secure }, signal) {
  const socket = secure ? tls.connect({ host, port, servername: host }) : net.connect({ host, port });
  return new Connection(socket, signal);
}

module.exports = { CheckError, connect };
