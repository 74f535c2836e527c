import type { Rehearsal } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { ROTATED, type RotationPhase } from "../../tiers";
import { beginFresh } from "../support/fresh-stack";
import { ranWell } from "../support/rehearsal";
import { guarded } from "../support/stack-contents";

const PASSWORD = "random:index/randomPassword:RandomPassword";
/** An earlier version stays in Secrets Manager, which the state does not know. */
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

/** What says which passwords and keys a service takes. */
const SERVERS = ["postgres-pooler-users", "qdrant-api-key-secret", "valkey-user"];
/** What says which of them the application logs in with. */
const CLIENTS = ["app-contract-secret", "app-migration-secret"];

describe("passwords and keys of all services, renewed at tier 500 in one rotation", () => {
  let rehearsal: Rehearsal;
  let guardedBefore: Readonly<Record<string, string>>;
  let old: readonly string[];

  const passwords = (): string[] =>
    rehearsal.world.ofType(PASSWORD).map(({ outputs }) => String(outputs["result"]));
  const renewed = (): string[] => passwords().filter((one) => !old.includes(one));

  /** Which of the objects hold one of the texts. */
  const holding = (names: readonly string[], texts: readonly string[]): string[] =>
    names.filter((name) =>
      rehearsal.world
        .all()
        .filter((object) => object.name === name)
        .some(({ inputs }) => texts.some((text) => JSON.stringify(inputs).includes(text))),
    );

  async function goTo(generation: number, phase?: RotationPhase): Promise<void> {
    const rotation = Object.fromEntries(ROTATED.map((service) => [service, { generation, phase }]));
    await rehearsal.setConfig({ [`${PROJECT}:rotation`]: JSON.stringify(rotation) });
    ranWell(await rehearsal.up());
  }

  beforeAll(async () => {
    rehearsal = await beginFresh("500");
    guardedBefore = await guarded(rehearsal);
    old = passwords();
  });
  afterAll(() => rehearsal.end());

  test("first are valid beside the old ones, which the application still uses", async () => {
    await goTo(2, "add");
    expect(renewed()).toHaveLength(5);
    for (const texts of [old, renewed()]) expect(holding(SERVERS, texts)).toEqual(SERVERS);
    expect(holding(CLIENTS, old)).toEqual(CLIENTS);
    expect(holding(CLIENTS, renewed())).toEqual([]);
  });

  test("are then what the application uses, while the old ones are still valid", async () => {
    await goTo(2, "use");
    for (const texts of [old, renewed()]) expect(holding(SERVERS, texts)).toEqual(SERVERS);
    expect(holding(CLIENTS, old)).toEqual([]);
    expect(holding(CLIENTS, renewed())).toEqual(CLIENTS);
  });

  test("are alone at the end: the old ones are in nothing but earlier versions of secrets", async () => {
    await goTo(2);
    // RDS's own user gets its new password last, and the logins of the observer, which nobody else has.
    expect(renewed()).toHaveLength(9);
    expect(passwords()).toHaveLength(9);
    const holders = rehearsal.world
      .all()
      .filter(({ inputs, outputs }) => old.some((one) => JSON.stringify([inputs, outputs]).includes(one)));
    expect([...new Set(holders.map(({ type }) => type))]).toEqual([VERSION]);
    const unknown = rehearsal.world.orphans(await rehearsal.resources()).map(({ id }) => id);
    expect(holders.map(({ id }) => id).filter((id) => !unknown.includes(id))).toEqual([]);
  });

  test("are renewed without touching what holds data, and once", async () => {
    expect(await guarded(rehearsal)).toEqual(guardedBefore);
    expect(ranWell(await rehearsal.up()).steps).toEqual([]);
  });
});
