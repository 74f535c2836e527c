import { PROJECT } from "../../stacks/dry-run-config";
import type { StackFile } from "../read/stack-files";

const environmentOf = ({ stack, values }: StackFile): string | undefined =>
  values === undefined ? undefined : (values.config[`${PROJECT}:environment`] ?? stack);

/**
 * What to know of a stack that has the environment of another one; undefined where it has its own.
 * Budgets and the anomaly monitor read the tags `project` and `environment`, and the deployer's permissions do.
 */
export function sharedEnvironment(stack: string, files: ReadonlyMap<string, StackFile>): string | undefined {
  const own = files.get(stack);
  const environment = own === undefined ? undefined : environmentOf(own);
  if (environment === undefined) return undefined;
  const others = [...files.values()].filter(
    (file) => file.stack !== stack && environmentOf(file) === environment,
  );
  if (others.length === 0) return undefined;
  return `has the environment "${environment}" of ${others.map((file) => `stack ${file.stack}`).join(", ")}: in one account, the budgets and permissions of each count for all of them`;
}
