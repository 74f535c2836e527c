import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../../cli/scale";
import { reviewCommand } from "../../../cli/review/review-command";
import { InputError } from "../../../tiers";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "review-"))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function review(...args: string[]): Promise<{ code: number; stderr: string }> {
  let stderr = "";
  const code = await main(["review", ...args], {
    stdout: { write: () => true },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stderr };
}

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

describe("what cannot be compared", () => {
  test("no other checkout is named", async () => {
    expect(await review()).toEqual({
      code: 2,
      stderr:
        "error: required option '--base <folder>' not specified\nRun with --help to see the commands.\n",
    });
  });

  test.each(["", ".", process.cwd()])("this checkout, as --base %j", async (base) => {
    await expect(reviewCommand({ base })).rejects.toThrow(
      `--base names this checkout, ${process.cwd()}, which differs in nothing from itself. Make one of the branch to compare with, and give its folder: git worktree add ../base origin/main`,
    );
  });

  test("a folder that is no checkout", async () => {
    await expect(reviewCommand({ base: folder })).rejects.toThrow(
      new InputError(
        `${folder} is no checkout of scaling-tiers. Make one of the branch to compare with: git worktree add ${folder} origin/main`,
      ),
    );
  });

  test("a checkout without packages", async () => {
    write("cli/main.ts", "");
    await expect(reviewCommand({ base: folder })).rejects.toThrow(
      new InputError(
        `The checkout in ${folder} has no packages yet. Install them: npm ci --prefix ${folder}`,
      ),
    );
  });

  test("a checkout that fails", async () => {
    write("cli/main.ts", "");
    write("node_modules/tsx/package.json", '{"name":"tsx","main":"broken.cjs"}');
    write("node_modules/tsx/broken.cjs", 'throw new Error("it is broken");');
    await expect(reviewCommand({ base: folder })).rejects.toThrow(
      `The checkout in ${folder} cannot say what it builds: `,
    );
  });

  test.each(["--acknowledgements", "--allow-downtime"])("%s without --gate", async (option) => {
    expect(await review("--base", folder, option, "outage")).toEqual({
      code: 2,
      stderr: `${option} does nothing without --gate: no gate would be closed. Add --gate.\n`,
    });
  });

  test.each(["", "much", "-1"])("a threshold of «%s»", async (threshold) => {
    expect(await review("--base", folder, "--threshold-usd", threshold)).toEqual({
      code: 2,
      stderr: `--threshold-usd is "${threshold}"; allowed: dollars a month, 0 or more, such as 5.\n`,
    });
  });
});
