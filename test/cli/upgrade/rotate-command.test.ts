import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PLAIN } from "../../../cli/print/style";
import { rotateCommand, type RotateOptions } from "../../../cli/upgrade/rotate-command";
import { rotationReportSchema } from "../../../models/upgrade/rotation";
import { InputError, ROTATED, type Rotated } from "../../../tiers";
import { runScale } from "../../support/run-scale";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rotate-"));
  mkdirSync(join(folder, "stacks/config"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a stack's file with this rotation, or none. */
function stackWith(rotation: object | null): void {
  const line = rotation === null ? "" : `  scaling-tiers:rotation: ${JSON.stringify(rotation)}\n`;
  writeFileSync(
    join(folder, "stacks/config/Pulumi.prod.yaml"),
    `config:\n  scaling-tiers:tier: "500"\n${line}`,
  );
}

const rotate = (service: Rotated, options: RotateOptions) => rotateCommand(service, options, folder);
const reportOf = (service: Rotated, options: RotateOptions = {}) =>
  rotationReportSchema.parse(rotate(service, options).json);
const phasesOf = (service: Rotated, options: RotateOptions = {}) =>
  reportOf(service, options).phases.map(({ number }) => number);

describe.each(ROTATED)("%s", (service) => {
  test("from generation 1 to 2 in three phases, each with its commands, checks and rollback", () => {
    const { from, to, phases, downtime } = reportOf(service);
    expect([from, to]).toEqual([1, 2]);
    expect(downtime).not.toBe("");
    expect(phases.map(({ commands }) => commands.slice(0, -2))).toEqual([
      [
        `pulumi config set --path rotation.${service}.generation 2`,
        `pulumi config set --path rotation.${service}.phase add`,
      ],
      [`pulumi config set --path rotation.${service}.phase use`],
      [`pulumi config rm --path rotation.${service}.phase`],
    ]);
    for (const { commands, checks, rollback } of phases) {
      expect(commands.slice(-2)).toEqual(["pulumi preview", "pulumi up"]);
      expect(checks.length).toBeGreaterThan(1);
      expect(rollback).toMatch(/pulumi up/);
    }
  });

  test("begins where the stack's file is", () => {
    stackWith({ [service]: { generation: 4 } });
    expect(reportOf(service, { stack: "prod" })).toMatchObject({ from: 4, to: 5 });
    stackWith({ [service]: { generation: 4, phase: "use" } });
    expect(reportOf(service, { stack: "prod" })).toMatchObject({ from: 3, to: 4 });
    expect(phasesOf(service, { stack: "prod", to: 4 })).toEqual([2, 3]);
    stackWith({});
    expect(phasesOf(service, { stack: "prod" })).toEqual([1, 2, 3]);
  });
});

test("a stack from before there were users comes from RDS's master user", () => {
  stackWith(null);
  const { from, to, phases } = reportOf("postgres", { stack: "prod", to: 1 });
  expect([from, to]).toEqual([0, 1]);
  expect(rotate("postgres", { to: 1 }).text(PLAIN)).toMatch(
    /^Postgres from RDS's master user to generation 1\n/,
  );
  expect(phases[0]?.rollback).toBe(
    "None without refused logins but to go on: a stack without a phase lets in the users of generation 1 alone.",
  );
});

test("lines are 80 columns wide at most, commands apart", () => {
  for (const service of ROTATED) {
    const long = rotate(service, {})
      .text(PLAIN)
      .split("\n")
      .filter((line) => Array.from(line).length > 80 && !/^ {2}(aws|kubectl|for) /.test(line));
    expect(long).toEqual([]);
  }
});

describe("refused", () => {
  const refused = (service: Rotated, options: RotateOptions): string => {
    try {
      rotate(service, options);
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
    throw new Error("It was not refused.");
  };

  test.each<readonly [string, Rotated, object, RotateOptions, string]>([
    [
      "a generation that goes back",
      "valkey",
      { valkey: { generation: 3 } },
      { to: 2 },
      "Valkey is at generation 3 and cannot go to 2: the passwords and keys of a generation that was left are gone. Go to 4.",
    ],
    [
      "the one it is at",
      "postgres",
      { postgres: { generation: 1 } },
      { to: 1 },
      "Postgres is at generation 1 and cannot go to 1: the passwords and keys of a generation that was left are gone. Go to 2.",
    ],
    [
      "one that is skipped",
      "qdrant",
      {},
      { to: 3 },
      "Qdrant is at generation 1 and cannot go to 3 at once: the one in use stays valid beside the next alone. Go to 2.",
    ],
    [
      "another while one is under way",
      "postgres",
      { postgres: { generation: 2, phase: "add" } },
      { to: 3 },
      "Postgres is on its way to generation 2 (phase add), not to 3. End it first: scale rotate postgres --to 2.",
    ],
    [
      "a file that the program would refuse",
      "valkey",
      { valkey: { generation: 1, phase: "add" } },
      {},
      'The configuration of stack "prod" is refused:\n  rotation.valkey.phase: given "add"; allowed: no phase at generation 1, before which there is nothing; a rotation begins with generation 2',
    ],
  ])("%s", (_, service, rotation, options, message) => {
    stackWith(rotation);
    expect(refused(service, { stack: "prod", ...options })).toBe(message);
  });

  test("a stack that has no file", () => {
    stackWith({});
    expect(refused("postgres", { stack: "staging" })).toBe(
      'There is no file of a stack "staging". Stacks with a file: prod.',
    );
  });

  test.each([
    [["mysql"], 'There is nothing to rotate in "mysql". Give one of postgres, valkey, qdrant.\n'],
    [
      ["postgre"],
      'There is nothing to rotate in "postgre", did you mean "postgres"? Give one of postgres, valkey, qdrant.\n',
    ],
    [["valkey", "--to", "two"], '--to is "two"; allowed: a generation, a whole number from 1 on.\n'],
    [["valkey", "--to", "0"], '--to is "0"; allowed: a generation, a whole number from 1 on.\n'],
  ])("%j, in one line and with exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await runScale("rotate", ...args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: message });
  });
});
