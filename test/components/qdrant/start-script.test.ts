import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { START_SCRIPT } from "../../../components/qdrant/start-script";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "qdrant-start-"));
  writeFileSync(join(directory, "start.sh"), START_SCRIPT);
  writeFileSync(join(directory, "qdrant"), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Arguments that Qdrant gets in the pod of this name; the real script, run by sh beside a stand-in of Qdrant. */
const argumentsIn = (pod: string): string =>
  execFileSync("sh", ["-c", `HOSTNAME=${pod}; . ./start.sh`], { cwd: directory, encoding: "utf8" }).trim();

test("the first peer founds the cluster", () => {
  expect(argumentsIn("qdrant-0")).toBe("--uri http://qdrant-0.qdrant-headless:6335");
});

test.each(["qdrant-1", "qdrant-10", "qdrant-11"])("%s joins through the first peer", (pod) => {
  expect(argumentsIn(pod)).toBe(
    `--bootstrap http://qdrant-0.qdrant-headless:6335 --uri http://${pod}.qdrant-headless:6335`,
  );
});
