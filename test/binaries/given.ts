import { InputError } from "../../tiers";
import { missingIn } from "./get";

/**
 * The folder that a variable names, where it holds the files.
 * @param whose what the files are of, as the message of a folder that lacks one calls it
 */
export const givenBy =
  (variable: string, whose: string, files: readonly string[]) =>
  (env: NodeJS.ProcessEnv): string | undefined => {
    const folder = env[variable];
    if (folder === undefined || folder === "") return undefined;
    const missing = missingIn(folder, files);
    if (missing.length === 0) return folder;
    throw new InputError(
      `${variable} names ${folder}, which holds no ${missing.join(" and no ")}. Set it to the folder of ${whose}, or unset it, and run this again.`,
    );
  };
