import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PURPOSES, slotOf, userOf, type Login, type Purpose } from "../../components/postgres/logins";
import { POOLER_FILES } from "../../components/postgres/pooler-config";
import { ROLES_NAME, ROLES_SCRIPT, ROLES_SECRET } from "../../components/postgres/roles-pod";
import { rolesSql, type RoleLogin } from "../../components/postgres/roles-sql";
import { run } from "../../rehearsal/child";
import { PASSWORD } from "./postgres-server";

const passwordOf = (generation: number): string => (generation === 1 ? PASSWORD : `${PASSWORD}${generation}`);

/** The user of a generation, 0 being RDS's master user. */
export const loginOf = (generation: number, purpose: Purpose = "writer"): Login =>
  generation === 0
    ? { user: "app", password: PASSWORD }
    : { user: userOf(purpose, slotOf(generation)), password: passwordOf(generation) };

export const roleLogins = (generations: readonly number[]): RoleLogin[] =>
  generations.flatMap((generation) =>
    PURPOSES.map((purpose) => ({
      purpose,
      generation,
      slot: slotOf(generation),
      ...loginOf(generation, purpose),
    })),
  );

export interface RolesRun {
  /** Of psql. */
  readonly bin: string;
  readonly folder: string;
  /** Name and address of the server. */
  readonly host: string;
  readonly address: string;
  /** PEM file of the authority that signed its certificate. */
  readonly authority: string;
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const makeRoles = (where: RolesRun, logins: readonly RoleLogin[]): Promise<Outcome> =>
  runRolesScript(where, rolesSql(logins));

/** Runs the script of the job, word for word but for the folder of its files. */
export async function runRolesScript(
  { bin, folder, host, address, authority }: RolesRun,
  sql: string,
): Promise<Outcome> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ROLES_SECRET.sql), sql);
  await copyFile(authority, join(folder, POOLER_FILES.certificates));
  const { code, stdout, stderr } = await run(
    "/bin/sh",
    ["-ec", ROLES_SCRIPT.replaceAll("/roles/", `${folder}/`), ROLES_NAME, host],
    {
      env: {
        ...process.env,
        PATH: `${bin}:${process.env["PATH"] ?? ""}`,
        PGPASSWORD: PASSWORD,
        // The name is verified all the same.
        PGHOSTADDR: address,
      },
      timeoutMs: 60_000,
    },
  );
  return { code, stdout, stderr };
}
