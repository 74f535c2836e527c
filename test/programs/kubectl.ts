import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../rehearsal/child";

/** Knows the poolers' two pods, and runs what it is told to run in one of them at that pod's address. */
const KUBECTL = `#!/bin/sh
case "$*" in
  "--namespace postgres get pods --selector app.kubernetes.io/name in (postgres-rw, postgres-ro) --output name") printf 'pod/a\\npod/b\\n' ;;
  "--namespace postgres exec pod/"*" -- psql --host 127.0.0.1 "*)
    address=$([ "$4" = pod/a ] && echo "$A" || echo "$B")
    shift 8
    exec "$PSQL" --host "$address" "$@" ;;
  *) echo "kubectl $*: unknown" >&2; exit 1 ;;
esac
`;

/**
 * Runs printed commands that give every pooler's pod a command of PgBouncer's console.
 * @param bin of psql
 * @param addresses of the two pods
 */
export async function runInPoolers(
  script: string,
  bin: string,
  [a, b]: readonly [string, string],
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), "kubectl-"));
  try {
    await writeFile(join(folder, "kubectl"), KUBECTL, { mode: 0o755 });
    const { code, stdout, stderr } = await run("sh", ["-c", script], {
      env: {
        ...process.env,
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        PSQL: join(bin, "psql"),
        A: a,
        B: b,
      },
      timeoutMs: 20_000,
    });
    return { code, stdout, stderr };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
