import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { TIER_NAMES } from "../../tiers";
import { EVERYTHING } from "../support/everything";
import { ALLOW_DESTRUCTION, beginOnEngine, onEngine } from "../support/rehearsal";
import { casesOf } from "../support/seed";
import { MOVED_BY_A_PROCEDURE } from "../support/tier-step";

const label = ({ type, name }: { type: string; name: string }): string => `${type} ${name}`;
const stepsBut = (run: Run, operation: string) => run.steps.filter((step) => step.operation !== operation);

describe.each(casesOf("tiers from up to destroy", TIER_NAMES, 1))("tier %s on the engine", (tier) => {
  let rehearsal: Rehearsal;
  const took: string[] = [];

  async function timed(what: string, run: Promise<Run>): Promise<Run> {
    const ended = await run;
    took.push(`${what} ${ended.seconds.toFixed(1)} s`);
    return ended;
  }

  beforeAll(async () => {
    rehearsal = await beginOnEngine({ tier });
  });
  afterAll(async () => {
    await rehearsal.end();
    process.stdout.write(`tier ${tier}: ${took.join(", ")}\n`);
  });

  test("comes up, each object created once and known to the state", async () => {
    const up = await timed("up", rehearsal.up());
    expect(up.failure).toBe("");
    expect(stepsBut(up, "create")).toEqual([]);
    expect(up.warnings).toEqual([]);
    const { world } = rehearsal;
    expect(world.counters.created).toBe(world.all().length);
    expect(world.orphans(await rehearsal.resources()).map(label)).toEqual([]);
  });

  test("keeps no secret in clear text in its state", async () => {
    const passwords = rehearsal.world
      .ofType("random:index/randomPassword:RandomPassword")
      .map(({ outputs }) => String(outputs["result"]));
    const state = await rehearsal.stateText();
    expect(passwords.length).toBeGreaterThanOrEqual(3);
    for (const password of passwords) {
      expect(password).toHaveLength(40);
      expect(state).not.toContain(password);
      expect(state).not.toContain(Buffer.from(password).toString("base64"));
    }
  });

  test("changes nothing when it is brought up again, whatever AWS has moved meanwhile", async () => {
    expect(rehearsal.world.moveByItself(MOVED_BY_A_PROCEDURE)).toBeGreaterThan(0);
    expect(await timed("no-op up", rehearsal.upAfterRefresh())).toMatchObject({ failure: "", steps: [] });
  });

  test("shows no drift: a refresh finds nothing", async () => {
    expect(await timed("refresh", rehearsal.refresh())).toMatchObject({ failure: "", steps: [] });
  });

  test("shows what was changed or taken away behind Pulumi's back", async () => {
    const { world } = rehearsal;
    const { inputs } = world.named("aws:ec2/vpc:Vpc", "network-vpc");
    world.drift("aws:ec2/vpc:Vpc", "network-vpc", { enableDnsHostnames: false });
    const route = world.named("aws:ec2/route:Route", "network-default-route-0");
    world.lose(route.type, route.name);
    const { steps } = await rehearsal.previewRefresh();
    world.bringBack(route);
    world.drift("aws:ec2/vpc:Vpc", "network-vpc", inputs);
    expect(
      steps.map(({ name, operation, diffs }) => `${operation} ${name} ${diffs.join(",")}`).sort(),
    ).toEqual(["delete network-default-route-0 ", "update network-vpc enableDnsHostnames"]);
  });

  test("refuses to be destroyed while its data is protected, and deletes nothing", async () => {
    const objects = rehearsal.world.all().length;
    const { succeeded, failure } = await rehearsal.previewDestroy();
    expect(succeeded).toBe(false);
    expect(failure).toContain("cannot be deleted");
    expect(failure).toContain("because it is protected");
    expect(rehearsal.world.all()).toHaveLength(objects);
  });

  test("is destroyed once the configuration allows it, but for what outlives a stack", async () => {
    await rehearsal.setConfig(ALLOW_DESTRUCTION);
    const lifted = await rehearsal.up();
    expect(lifted.failure).toBe("");
    expect(stepsBut(lifted, "update")).toEqual([]);
    const retained = (await rehearsal.resources())
      .filter(({ retainOnDelete }) => retainOnDelete === true)
      .map(({ type, urn }) => `${type} ${urn.split("::")[3] ?? ""}`);
    expect((await timed("destroy", rehearsal.destroy())).failure).toBe("");
    expect(await rehearsal.resources()).toEqual([]);
    const left = rehearsal.world.all().map(label);
    expect(left.sort()).toEqual(retained.sort());
    expect(left.filter((one) => one.startsWith("aws:rds/"))).toEqual([]);
    expect(left).toContain("aws:kms/key:Key encryption-key-key");
  });
});

test("a stack with every optional part comes up and goes away again", async () => {
  await onEngine({ tier: "20k", config: { ...EVERYTHING, ...ALLOW_DESTRUCTION } }, async (rehearsal) => {
    const up = await rehearsal.up();
    expect(up.failure).toBe("");
    expect(up.steps.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:route53/record:Record",
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
      ]),
    );
    expect((await rehearsal.destroy()).failure).toBe("");
  });
});

test("leaves no folder behind", () => {
  const own = new RegExp(`^rehearsal-.*-${process.pid}-`);
  expect(readdirSync(tmpdir()).filter((name) => own.test(name))).toEqual([]);
});
