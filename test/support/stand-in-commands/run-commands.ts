import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the stand-ins answer. */
export interface StandInAnswers {
  readonly primaries?: readonly string[];
  readonly replicas?: readonly string[];
  /** The conditions of every Kubernetes job; default: `SuccessCriteriaMet Complete`. */
  readonly job?: string;
  /** An instance that RDS refuses to reboot. */
  readonly failing?: string;
}

export interface CommandsRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Each call of a program in order, such as `aws rds reboot-db-instance …`. */
  readonly calls: readonly string[];
}

/** Runs printed commands, one after another in one shell, where `aws`, `kubectl`, `pulumi` and `sleep` are stand-ins. */
export function runCommands(commands: readonly string[], answers: StandInAnswers = {}): CommandsRun {
  const folder = mkdtempSync(join(tmpdir(), "commands-"));
  try {
    for (const name of ["aws", "kubectl", "pulumi", "sleep"]) {
      copyFileSync(join(__dirname, "program.sh"), join(folder, name));
      chmodSync(join(folder, name), 0o755);
    }
    const log = join(folder, "log");
    writeFileSync(log, "");
    const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", commands.join("\n")], {
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        STAND_IN_LOG: log,
        STAND_IN_PRIMARIES: JSON.stringify(answers.primaries ?? [], null, 2),
        STAND_IN_REPLICAS: JSON.stringify(answers.replicas ?? [], null, 2),
        STAND_IN_JOB: answers.job ?? "SuccessCriteriaMet Complete",
        STAND_IN_FAILING: answers.failing ?? "none of them",
      },
    });
    return { code: status, stdout, stderr, calls: readFileSync(log, "utf8").trim().split("\n") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
