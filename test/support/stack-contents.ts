import type { Rehearsal } from "../../rehearsal/rehearsal";
import type { World } from "../../rehearsal/world";

export type Contents = readonly Pick<ReturnType<World["contents"]>[number], "type" | "name" | "inputs">[];

/** The ids apart, since what is replaced gets another one; and without what the state does not know. */
export async function contentsOf(rehearsal: Rehearsal): Promise<Contents> {
  const unknown = rehearsal.world.orphans(await rehearsal.resources()).map(({ id }) => id);
  return rehearsal.world
    .contents()
    .filter(({ id }) => !unknown.includes(id))
    .map(({ type, name, inputs }) => ({ type, name, inputs }));
}

/** Ids of what is protected, by URN. */
export async function guarded(rehearsal: Rehearsal): Promise<Record<string, string>> {
  const resources = await rehearsal.resources();
  return Object.fromEntries(
    resources.flatMap(({ urn, id, protect }) => (protect === true && id !== undefined ? [[urn, id]] : [])),
  );
}
