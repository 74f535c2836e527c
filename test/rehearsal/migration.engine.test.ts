import type { Rehearsal } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { at, recordOf } from "../../models/manifest/values";
import { beginOnEngine, ranWell } from "../support/rehearsal";

const SECRET = "sk_live_hunter2";
const JOB = "kubernetes:batch/v1:Job";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

const release = (version: number): Record<string, string> => ({
  [`${PROJECT}:appImage`]: `registry.example.com/app:${version}`,
  [`${PROJECT}:appMigration`]: '["node","migrate.js"]',
  [`${PROJECT}:appEnvironment`]: JSON.stringify({ RELEASE: `r${version}` }),
});

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await beginOnEngine({ tier: "100", config: release(1) });
  await setSecret(SECRET);
});
afterAll(async () => {
  await rehearsal.end();
});

/** As `pulumi config set --secret --path` does. */
async function setSecret(value: string): Promise<void> {
  await rehearsal.stack.setConfig(`${PROJECT}:appSecrets.STRIPE_KEY`, { value, secret: true }, true);
}

/** What runs: the image and the digest of the pods, and the settings that a pod which starts now would read. */
function running() {
  const { world } = rehearsal;
  const template = at(world.named(DEPLOYMENT, "app-web-deployment").inputs, "spec.template");
  const [container] = at(template, "spec.containers") as [unknown];
  return {
    image: at(container, "image"),
    digest: recordOf(at(template, "metadata.annotations"))["scaling-tiers/settings-digest"],
    release: at(world.named("kubernetes:core/v1:ConfigMap", "app-web-settings").inputs, "data.RELEASE"),
  };
}
/** Of the product; the databases have a Job of their own for their users. */
const jobs = (): unknown[] =>
  rehearsal.world
    .ofType(JOB)
    .filter(({ inputs }) => at(inputs, "metadata.namespace") === "app")
    .map(({ inputs }) => at(inputs, "metadata.name"));

let first: ReturnType<typeof running>;
let firstJobs: unknown[];

test("the first release runs its migration once, and keeps the secret out of its state", async () => {
  ranWell(await rehearsal.up());
  first = running();
  firstJobs = jobs();
  expect(first).toMatchObject({ image: "registry.example.com/app:1", release: "r1" });
  expect(firstJobs).toHaveLength(1);
  const state = await rehearsal.stateText();
  expect(state).not.toContain(SECRET);
  expect(state).not.toContain(Buffer.from(SECRET).toString("base64"));
  const { outputs } = rehearsal.world.named("kubernetes:core/v1:Secret", "app-web-settings-secret");
  expect(at(outputs, "data.STRIPE_KEY")).toBe(Buffer.from(SECRET).toString("base64"));
});

test("nothing new runs nothing", async () => {
  expect((await rehearsal.up()).steps).toEqual([]);
  expect(jobs()).toEqual(firstJobs);
});

test("the next release runs it once more, in a job of its own", async () => {
  await rehearsal.setConfig(release(3));
  ranWell(await rehearsal.up());
  expect(running()).toMatchObject({ image: "registry.example.com/app:3", release: "r3" });
  expect(jobs()).toHaveLength(1);
  expect(jobs()).not.toEqual(firstJobs);
});

test("another secret alone runs the migration and restarts the pods", async () => {
  const before = running();
  const jobsBefore = jobs();
  await setSecret("sk_live_another");
  const run = ranWell(await rehearsal.up());
  expect(running()).toMatchObject({ image: before.image, release: before.release });
  expect(running().digest).not.toBe(before.digest);
  expect(jobs()).not.toEqual(jobsBefore);
  expect(JSON.stringify(run)).not.toContain("sk_live_another");
});
