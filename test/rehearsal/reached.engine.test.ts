import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { reachedBefore, type Reached } from "../../stacks/reached";
import { onEngine } from "../support/rehearsal";

test("a stack reads its own outputs: those of its last up, in previews and ups", async () => {
  const seen: (Reached | undefined)[] = [];
  const zoneIds = ["use1-az1", "use1-az2", "use1-az4"];
  let phase: { from: string; name: string } | null = null;
  const program = async () => {
    seen.push(await reachedBefore());
    new random.RandomId("id", { byteLength: 4 });
    const secret = pulumi.secret("hidden");
    return { tier: "500", phase, region: "us-east-1", environment: "prod", zoneIds, secret };
  };
  const fixed = { region: "us-east-1", environment: "prod", zoneIds };
  await onEngine({ program }, async (rehearsal) => {
    const run = async (what: "up" | "preview"): Promise<Reached | undefined> => {
      const { succeeded } = await rehearsal[what]();
      expect(succeeded).toBe(true);
      return seen.at(-1);
    };
    expect(await run("preview")).toBeUndefined();
    expect(await run("up")).toBeUndefined();
    const restore = { postgres: {} };
    const whole = { position: { tier: "500", phase: null }, fixed, restore };
    expect(await run("preview")).toEqual(whole);
    phase = { from: "500", name: "move" };
    // A preview notes nothing.
    expect(await run("preview")).toEqual(whole);
    expect(await run("up")).toEqual(whole);
    expect(await run("preview")).toEqual({ position: { tier: "500", phase }, fixed, restore });
    // It leaves no resource but the engine's own provider.
    const types = (await rehearsal.resources()).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("pulumi:"))).toEqual([
      "pulumi:pulumi:Stack",
      "pulumi:providers:pulumi",
      "pulumi:providers:random",
    ]);
  });
});
