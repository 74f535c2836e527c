import type { Generations } from "../shared/rotation";

/** The RDS master user: it makes the other users, and the application does not log in as it. Frozen: it is replaced with its instance. */
export const POSTGRES_MASTER = "app";

/** Group roles, which hold the rights; who logs in is a member of one. */
export const PURPOSES = ["writer", "reader", "migrator"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A user and password. */
export interface Login<Password = string> {
  readonly user: string;
  readonly password: Password;
}

export const groupOf = (purpose: Purpose): string => `app_${purpose}`;

/** Two users of each purpose take turns, so that the next generation's is there beside the one in use. */
export const SLOTS = ["a", "b"] as const;
export type Slot = (typeof SLOTS)[number];

export const slotOf = (generation: number): Slot => (generation % 2 === 1 ? "a" : "b");
export const userOf = (purpose: Purpose, slot: Slot): string => `${groupOf(purpose)}_${slot}`;

/** Every user of a purpose, whether it may log in or not. */
export const usersOf = (purpose: Purpose): string[] => SLOTS.map((slot) => userOf(purpose, slot));

/** Generation 0 of Postgres is its master user: what stacks from before there were others have in use. */
export const isMaster = (generation: number): boolean => generation === 0;

/** Generation of the master's own password. It follows when a rotation is over, as nobody who serves logs in by it. */
export const masterGeneration = ({ valid }: Generations): number => Math.max(valid[0], 1);
