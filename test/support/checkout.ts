import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with files of its own, such as those of stacks. */
export interface Checkout {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly remove: () => void;
}

/** The values that every stack needs, below `config:`. */
const STACK_VALUES = [
  "config:",
  "  aws:region: us-east-1",
  "  scaling-tiers:publicAccessCidrs: [203.0.113.0/24]",
  "  scaling-tiers:deployerRoleArns: ['arn:aws:iam::123456789012:role/deployer']",
  "  scaling-tiers:alertEmail: alerts@example.com",
].join("\n");

/** A stack's file with further lines below `config:`. */
export const stackText = (...lines: readonly string[]): string =>
  [STACK_VALUES, ...lines.map((line) => `  ${line}`), ""].join("\n");

/** A checkout in a temporary folder. Removed by `remove`. */
export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  return {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
