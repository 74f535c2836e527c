import type { Progress } from "../../rehearsal/progress";

/** What can get a binary: Go builds it, pip, npm and apt download it. */
export type Way = "go" | "pip" | "npm" | "apt";

/** A binary that is there. */
export interface Got {
  readonly version: string;
  /** `path`: its user named or installed it; `cache`: it was got before. */
  readonly from: "path" | "cache" | Way;
  /** Absolute, of the file or of the folder that holds the files. */
  readonly path: string;
}

export interface GetOptions {
  /** Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  readonly progress?: Progress;
  /** Ends a download or a build; nothing of it stays. */
  readonly signal?: AbortSignal | undefined;
  /** After which each program that is run is ended; default: as the binary needs it. */
  readonly limitMs?: number | undefined;
}

/** Something that tests run and npm does not install. */
export interface Binary {
  readonly name: string;
  readonly version: string;
  /** In the order in which they are tried. */
  readonly ways: readonly Way[];
  /** @throws InputError when it cannot be had for a reason that the user can change */
  readonly get: (options?: GetOptions) => Promise<Got>;
}
