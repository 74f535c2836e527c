import { randomInt } from "node:crypto";

/**
 * Addresses of this machine, one for each pod and instance of a run, so that every program has the port that its
 * configuration says. The part is random: two runs at a time do not meet.
 */
export class Loopback {
  private readonly part = `127.${randomInt(16, 240)}.${randomInt(1, 255)}`;
  private last = 9;

  next(): string {
    this.last += 1;
    return `${this.part}.${this.last}`;
  }
}
