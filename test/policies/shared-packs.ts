import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DRY_RUN_REGION, PROJECT } from "../../stacks/dry-run-config";
import type { TierName } from "../../tiers";
import { PACK } from "./pack";

interface SharedPack {
  /** What the engine takes for a policy pack: it names our running pack as where it listens. */
  readonly folder: string;
  readonly child: ChildProcess;
}

async function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (text.endsWith("\n")) resolve(Number(text));
    });
    child.once("exit", (code) => {
      reject(new Error(`The policy pack ended with exit code ${String(code)}.`));
    });
  });
}

async function start(tier: TierName): Promise<SharedPack> {
  const config = { [`${PROJECT}:tier`]: tier, "aws:region": DRY_RUN_REGION };
  const child = spawn(process.execPath, ["main.cjs", "127.0.0.1:1", "."], {
    cwd: PACK,
    env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config), PULUMI_NODEJS_PROJECT: PROJECT },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await listening(child);
  const folder = mkdtempSync(join(tmpdir(), "shared-pack-"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), '{"name":"shared","version":"1.0.0","main":"main.cjs"}');
  writeFileSync(
    join(folder, "main.cjs"),
    `process.stdout.write("${port}\\n");\nsetInterval(() => undefined, 60_000);\n`,
  );
  return { folder, child };
}

/** Our policy pack, started once for all previews of a tier, and not for each: that takes longer than the preview. */
export class SharedPacks {
  private readonly packs = new Map<TierName, Promise<SharedPack>>();

  /** Folder to give to the engine. */
  async of(tier: TierName): Promise<string> {
    const pack = this.packs.get(tier) ?? start(tier);
    this.packs.set(tier, pack);
    return (await pack).folder;
  }

  async stop(): Promise<void> {
    for (const pack of this.packs.values()) {
      const { folder, child } = await pack;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    }
  }
}
