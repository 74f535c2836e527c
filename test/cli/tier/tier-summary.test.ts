import { tierGivesUp, tierParts } from "../../../cli/tier/tier-summary";
import { COST_COMPONENTS, tierNamed, tiers } from "../../../tiers";

test("every tier is described part by part, each cost line once", () => {
  for (const tier of tiers)
    expect(
      tierParts(tier)
        .map(({ component }) => component)
        .sort(),
    ).toEqual([...COST_COMPONENTS].sort());
});

test("sizes are told in plain words", () => {
  const sizes = Object.fromEntries(
    tierParts(tierNamed("20k")).map(({ component, sizes: lines }) => [component, lines]),
  );
  expect(sizes["postgres"]).toEqual([
    "4 primaries of db.r7g.large, each with a standby in a second zone",
    "1 read replica for each",
    "400 GiB each; backups of 30 days",
    "PgBouncer: 5 pods each for writes and reads",
  ]);
  expect(sizes["valkey"]).toEqual([
    "main: 3 shards of 2 nodes, cache.m7g.large",
    "embeddings: 2 shards of 2 nodes, cache.r7g.large",
  ]);
  expect(sizes["app"]).toEqual([
    "web: 6 to 24 pods of 900 mCPU and 1,024 MiB",
    "workers: 4 to 8 pods of 250 mCPU and 512 MiB",
    "next release: 2 pods, 5 % of the requests",
  ]);
});

test("the largest tier gives nothing up, the smallest says all that it does without", () => {
  expect(tierGivesUp(tierNamed("20k"))).toEqual([]);
  expect(tierGivesUp(tierNamed("100"))).toEqual([
    "Postgres has no standby: a failure or a class change is an outage of minutes",
    "no read replica: reads and writes share one instance",
    "Valkey has no replica: a node failure signs users out",
    "one Qdrant peer: minutes without search whenever its node is replaced, at least every 21 days",
    "one small NAT instance: its failure cuts calls to other services",
    "no flow logs",
    "no logs of the Kubernetes control plane",
    "no web application firewall",
  ]);
});
