import { createHash } from "node:crypto";
import { version } from "@pulumi/random/package.json";
import type { PathChange } from "../models/manifest/changes";
import type { Values } from "../models/manifest/values";
import type { Package } from "./stand-in";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Bytes that look random and are the same in each run for the same name: two runs can then be compared. */
const bytesOf = (handle: string, length: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_unused, index) =>
      createHash("sha256").update(`${handle} ${index}`).digest(),
    ),
  ).subarray(0, length);

const textOf = (handle: string, length: number): string =>
  [...bytesOf(handle, length)].map((byte) => LETTERS[byte % LETTERS.length]).join("");

/** `random`: everything is decided at creation, so each changed input makes a new value. */
export class RandomPackage implements Package {
  readonly name = "random";
  readonly version = version;
  readonly region = "";

  configure(): void {
    // It has no configuration.
  }

  configProblems(): [] {
    return [];
  }

  configReplacing(): [] {
    return [];
  }

  problems(): [] {
    return [];
  }

  identity(): null {
    return null;
  }

  regionOf(): null {
    return null;
  }

  outputs(type: string, handle: string, inputs: Values): Values {
    if (type === "random:index/randomId:RandomId") {
      const bytes = bytesOf(handle, Number(inputs["byteLength"]));
      return {
        ...inputs,
        hex: bytes.toString("hex"),
        dec: BigInt(`0x${bytes.toString("hex")}`).toString(),
        b64Std: bytes.toString("base64"),
        b64Url: bytes.toString("base64url"),
      };
    }
    return { ...inputs, result: textOf(handle, Number(inputs["length"])) };
  }

  replacing(_type: string, _before: Values, _after: Values, changes: readonly PathChange[]) {
    return changes;
  }

  deletesBeforeReplace(): boolean {
    return false;
  }

  invoke(token: string): never {
    throw new Error(`The random stand-in answers no data source; asked for ${token}.`);
  }
}
