import { knownCliError } from "../../rehearsal/cli-errors";
import { InputError } from "../../tiers";

const BACKEND = "file:///state";
const LOCKED =
  "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.";
const LOCK = "file:///state/.pulumi/locks/organization/scaling-tiers/prod/0.json?no_tmp_dir=true";
const readOnly = (path: string) =>
  `The backend cannot be written: ${path}. Change its permissions or set PULUMI_BACKEND_URL to another folder, and run this again.`;

// The texts are those of the CLI's version 3.250.0.
test.each([
  [
    "locked, and by whom",
    `${LOCKED}\n  ${LOCK}: created by alice@elsewhere (pid 4194305) at 2026-01-02T03:04:05Z\n`,
    "The stack is locked, created by alice@elsewhere (pid 4194305) at 2026-01-02T03:04:05Z. Wait until that ends; if it no longer runs, see what it left: ./scale recover <stack>",
  ],
  [
    "locked while an import was tried",
    `error: could not import deployment: ${LOCKED.slice("error: ".length)}\n  ${LOCK}: created by bob@ci (pid 7) at 2026-01-02T03:04:05Z\n`,
    "The stack is locked, created by bob@ci (pid 7) at 2026-01-02T03:04:05Z. Wait until that ends; if it no longer runs, see what it left: ./scale recover <stack>",
  ],
  [
    "locked by nobody that is named",
    `${LOCKED}\n`,
    "The stack is locked. Wait until that ends; if it no longer runs, see what it left: ./scale recover <stack>",
  ],
  [
    "a backend that the kernel keeps from being written",
    'error: write ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): mkdir /sys/kernel/.pulumi: operation not permitted\n',
    readOnly("/sys/kernel/.pulumi"),
  ],
  [
    "a backend on a file system mounted read-only",
    'error: write ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): mkdir /state/.pulumi: read-only file system\n',
    readOnly("/state/.pulumi"),
  ],
  [
    "a backend of another user",
    'error: write ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=PermissionDenied): mkdir /state/.pulumi: permission denied\n',
    readOnly("/state/.pulumi"),
  ],
  [
    "a state file that is cut off",
    "error: failed to load checkpoint: place 1: unexpected end of JSON input\n",
    "The state file is not whole. Its last whole version lies beside it, with the ending .bak; put that back, then run: pulumi refresh",
  ],
])("%s", (_, stderr, message) => {
  const error = knownCliError(stderr);
  expect(error).toBeInstanceOf(InputError);
  expect(error?.message).toBe(message);
});

test("what nobody can change by other input is no input error", () => {
  expect(knownCliError(`error: unable to reach ${BACKEND}: the disk is on fire\n`)).toBeUndefined();
});
