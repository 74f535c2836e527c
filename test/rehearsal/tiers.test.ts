import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { TIER_NAMES, type TierName } from "../../tiers";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { ALLOW_DESTRUCTION, EVERYTHING, onEngine } from "../support/rehearsal";

jest.setTimeout(300_000);

interface Life {
  readonly up: Run;
  readonly again: Run;
  readonly drift: Run;
  readonly refresh: Run;
  readonly foundDrift: Run;
  readonly foundLoss: Run;
  readonly refused: Run;
  readonly lifted: Run;
  readonly destroyed: Run;
  readonly objects: number;
  readonly created: number;
  readonly objectsAfterRefusal: number;
  readonly left: readonly string[];
  readonly retained: readonly string[];
  readonly orphans: readonly string[];
  readonly passwords: readonly string[];
  readonly state: string;
  readonly resourcesLeft: number;
}

const label = ({ type, name }: { type: string; name: string }): string => `${type} ${name}`;

async function live(rehearsal: Rehearsal): Promise<Life> {
  const { world } = rehearsal;
  const up = await rehearsal.up();
  const created = world.counters.created;
  const again = await rehearsal.up();
  const drift = await rehearsal.previewRefresh();
  const refresh = await rehearsal.refresh();
  const resources = await rehearsal.resources();
  const state = await rehearsal.stateText();
  const passwords = world
    .ofType("random:index/randomPassword:RandomPassword")
    .map(({ outputs }) => String(outputs["result"]));
  const orphans = world.orphans(resources).map(label);
  const objects = world.all().length;

  const { inputs } = world.named("aws:ec2/vpc:Vpc", "network-vpc");
  world.drift("aws:ec2/vpc:Vpc", "network-vpc", { enableDnsHostnames: false });
  const foundDrift = await rehearsal.previewRefresh();
  world.drift("aws:ec2/vpc:Vpc", "network-vpc", inputs);
  const route = world.named("aws:ec2/route:Route", "network-default-route-0");
  world.lose(route.type, route.name);
  const foundLoss = await rehearsal.previewRefresh();
  world.bringBack(route);

  const refused = await rehearsal.previewDestroy();
  const objectsAfterRefusal = world.all().length;
  await rehearsal.setConfig(ALLOW_DESTRUCTION);
  const lifted = await rehearsal.up();
  const retained = (await rehearsal.resources())
    .filter(({ retainOnDelete }) => retainOnDelete === true)
    .map(({ type, urn }) => `${type} ${urn.split("::")[3] ?? ""}`);
  const destroyed = await rehearsal.destroy();
  return {
    up,
    again,
    drift,
    refresh,
    foundDrift,
    foundLoss,
    refused,
    lifted,
    destroyed,
    objects,
    created,
    objectsAfterRefusal,
    left: world.all().map(label),
    retained,
    orphans,
    passwords,
    state,
    resourcesLeft: (await rehearsal.resources()).length,
  };
}

const stepsBut = (run: Run, operation: string) => run.steps.filter((step) => step.operation !== operation);

describe.each(TIER_NAMES)("tier %s on the engine", (tier: TierName) => {
  let life: Life;

  beforeAll(async () => {
    life = await onEngine({ tier }, live);
    const { up, again, refresh, destroyed } = life;
    process.stdout.write(
      `tier ${tier}: ${life.objects} objects; up ${up.seconds.toFixed(1)} s, no-op up ${again.seconds.toFixed(1)} s, ` +
        `refresh ${refresh.seconds.toFixed(1)} s, destroy ${destroyed.seconds.toFixed(1)} s\n`,
    );
  });

  test("comes up, each object created once and known to the state", () => {
    expect(life.up.failure).toBe("");
    expect(stepsBut(life.up, "create")).toEqual([]);
    expect(life.up.warnings).toEqual([]);
    expect(life.created).toBe(life.objects);
    expect(life.orphans).toEqual([]);
  });

  test("changes nothing when it is brought up again", () => {
    expect(life.again).toMatchObject({ failure: "", steps: [] });
  });

  test("shows no drift, and a refresh finds nothing", () => {
    expect(life.drift).toMatchObject({ failure: "", steps: [] });
    expect(life.refresh).toMatchObject({ failure: "", steps: [] });
  });

  test("shows what was changed or taken away behind Pulumi's back", () => {
    expect(life.foundDrift.steps.map(({ name, operation, diffs }) => ({ name, operation, diffs }))).toEqual([
      { name: "network-vpc", operation: "update", diffs: ["enableDnsHostnames"] },
    ]);
    expect(life.foundLoss.steps.map(({ name, operation }) => ({ name, operation }))).toEqual([
      { name: "network-default-route-0", operation: "delete" },
    ]);
  });

  test("refuses to be destroyed while its data is protected, and deletes nothing", () => {
    expect(life.refused.succeeded).toBe(false);
    expect(life.refused.failure).toContain("cannot be deleted");
    expect(life.refused.failure).toContain("because it is protected");
    expect(life.objectsAfterRefusal).toBe(life.objects);
  });

  test("is destroyed once the configuration allows it, but for what outlives a stack", () => {
    expect(life.lifted.failure).toBe("");
    expect(stepsBut(life.lifted, "update")).toEqual([]);
    expect(life.destroyed.failure).toBe("");
    expect(life.resourcesLeft).toBe(0);
    expect([...life.left].sort()).toEqual([...life.retained].sort());
    expect(life.left.filter((one) => one.startsWith("aws:rds/"))).toEqual([]);
    expect(life.left).toContain("aws:kms/key:Key encryption-key-key");
  });

  test("keeps no secret in clear text in its state", () => {
    expect(life.passwords.length).toBeGreaterThanOrEqual(3);
    for (const password of life.passwords) {
      expect(password).toHaveLength(40);
      expect(life.state).not.toContain(password);
      expect(life.state).not.toContain(Buffer.from(password).toString("base64"));
    }
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
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`rehearsal-${process.pid}-`))).toEqual([]);
});
