import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { DEFAULT_CAPACITY_COEFFICIENTS, middleOf } from "../../models/capacity/coefficients";
import { LIMITS } from "../../models/capacity/limits";
import { postgresWorkingSet } from "../../models/capacity/parts/working-set";
import { eventLoop } from "../../models/capacity/parts/event-loop";
import { ROADMAP_CONFIGURATION } from "../../models/capacity/roadmap-configuration";
import { progressOn } from "../../rehearsal/progress";
import { NETFLIX_CAPACITY } from "../binaries/checkers";
import { get } from "../binaries/get";

/** Below 5,000 users its answer is its smallest machine, which says nothing of users. */
const USERS = [5_000, 10_000, 20_000, 37_000] as const;

const c = middleOf(DEFAULT_CAPACITY_COEFFICIENTS);

const planSchema = z.array(
  z.strictObject({ machines: z.int(), type: z.string(), cores: z.number(), memoryGiB: z.number() }),
);
type Plan = z.infer<typeof planSchema>[number];

const requests = (users: number): number => (users * c.requestsPerUserMinute * c.peakFactor) / 60;

const question = (model: string, users: number, ms: number) => ({
  model,
  readsPerSecond: requests(users) * c.readShare,
  writesPerSecond: requests(users) * (1 - c.readShare),
  ms,
  dataGiB: Math.round((users * c.postgresMiBPerUser) / 1_024),
});

const databases = new Map<number, Plan>();
const applications = new Map<number, Plan>();

beforeAll(async () => {
  const { path } = await get(NETFLIX_CAPACITY, { progress: progressOn(process.stderr) });
  const asked = USERS.flatMap((users) => [
    question("org.netflix.aurora", users, c.postgresCpuMsPerRequest),
    question("org.netflix.stateless-java", users, c.appCpuMsPerRequest),
  ]);
  const { status, stdout, stderr } = spawnSync("python3", [join(__dirname, "netflix_capacity.py")], {
    input: JSON.stringify(asked),
    env: { ...process.env, PYTHONPATH: path },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`service-capacity-modeling: ${stderr}`);
  const plans = planSchema.parse(JSON.parse(stdout));
  for (const [index, users] of USERS.entries()) {
    const [database, application] = plans.slice(index * 2, index * 2 + 2);
    if (database === undefined || application === undefined) throw new Error("An answer is missing.");
    databases.set(users, database);
    applications.set(users, application);
  }
});

const plan = (plans: ReadonlyMap<number, Plan>, users: number): Plan => {
  const found = plans.get(users);
  if (found === undefined) throw new Error(`There is no plan for ${users} users.`);
  return found;
};

const ratio = (found: number | undefined, users: number): number => {
  const of = (found ?? 0) / users;
  return Math.max(of, 1 / of);
};

test.each(USERS)(
  "a database that Netflix's model takes for %d users carries them by ours, within a factor of two",
  (users) => {
    // One writer of its cluster has the memory that the primaries of our shards have together.
    const { memoryGiB } = plan(databases, users);
    const { postgres } = ROADMAP_CONFIGURATION;
    const carried = postgresWorkingSet.users(
      { ...ROADMAP_CONFIGURATION, postgres: { ...postgres, memoryGiB } },
      c,
      LIMITS,
    );
    expect(ratio(carried?.act, users)).toBeLessThan(2);
  },
);

test("an application that it sizes for the promise of 20K carries it by ours, within a factor of two", () => {
  // For fewer users its answer is one machine in each of three zones.
  const { machines, cores } = plan(applications, 37_000);
  const carried = eventLoop.users(
    { ...ROADMAP_CONFIGURATION, web: { pods: machines * cores, coresPerPod: 1 } },
    c,
    LIMITS,
  );
  expect(ratio(carried?.act, 37_000)).toBeLessThan(2);
});
