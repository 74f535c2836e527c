import * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "../shared/component";
import { createPassword } from "../shared/password";
import { ofGeneration, type Generations } from "../shared/rotation";
import { POOLER_OBSERVER } from "./pooler-config";
import { PURPOSES, POSTGRES_MASTER, isMaster, masterGeneration, slotOf, userOf } from "./logins";
import type { Login, Purpose } from "./logins";
import type { RoleLogin } from "./roles-sql";

type SecretLogin = Login<pulumi.Output<string>>;

export interface PostgresCredentials {
  readonly generations: Generations;
  /** RDS's own user. */
  readonly master: SecretLogin;
  /** Who may log in to the database; secret. */
  readonly logins: pulumi.Output<RoleLogin[]>;
  /** Whom the poolers let in; secret. */
  readonly pooled: pulumi.Output<Login[]>;
  /** Who may read the poolers' console. */
  readonly observer: SecretLogin;
  /** What clients are given, by what it is for. */
  readonly used: Readonly<Record<Purpose, SecretLogin>>;
}

const createSecret = (
  parent: PlatformComponent,
  role: string,
  keepers?: Readonly<Record<string, string>>,
): pulumi.Output<string> => pulumi.secret(createPassword(parent, role, keepers).result);

/** The passwords of the generations that are valid. Each has a resource of its own, so that none changes by a rotation. */
export function createCredentials(parent: PlatformComponent, generations: Generations): PostgresCredentials {
  const master: SecretLogin = {
    user: POSTGRES_MASTER,
    // The keeper says nothing any more; another one would replace the password of stacks that have it.
    password: createSecret(parent, ofGeneration("password", masterGeneration(generations)), {
      rotation: "0",
    }),
  };
  const all = generations.valid
    .filter((generation) => !isMaster(generation))
    .flatMap((generation) =>
      PURPOSES.map((purpose) => ({
        purpose,
        generation,
        slot: slotOf(generation),
        user: userOf(purpose, slotOf(generation)),
        password: createSecret(parent, ofGeneration(`${purpose}-password`, generation)),
      })),
    );
  const logins: pulumi.Output<RoleLogin[]> = pulumi.output(all);
  // Follows when a rotation is over, as the master's does: the poolers roll then anyway.
  const observer: SecretLogin = {
    user: POOLER_OBSERVER,
    password: createSecret(parent, ofGeneration("observer-password", masterGeneration(generations))),
  };
  const isLegacy = generations.valid.some(isMaster);
  const usedBy = (purpose: Purpose): SecretLogin => {
    // Readers and migrators had no users before generation 1, and wait for nothing.
    const generation = purpose === "writer" ? generations.used : Math.max(generations.used, 1);
    return all.find((login) => login.purpose === purpose && login.generation === generation) ?? master;
  };
  return {
    generations,
    master,
    logins,
    pooled: pulumi
      .all([logins, pulumi.output(master), pulumi.output(observer)])
      .apply(([known, first, watching]): Login[] => [...(isLegacy ? [first] : []), ...known, watching]),
    observer,
    used: { writer: usedBy("writer"), reader: usedBy("reader"), migrator: usedBy("migrator") },
  };
}
