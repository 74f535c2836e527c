import { readFile } from "node:fs/promises";
import type { Kitchen } from "./tools";

/** The minor version is that of the tiers' clusters; a test compares them. */
export const KUBERNETES_VERSION = "1.35.1";

/** Of Kubernetes' own parts, such as k8s.io/api. */
export const RELEASE_OF_PARTS = `v${KUBERNETES_VERSION.replace(/^1/, "0")}`;

/** Kubernetes requires its own parts at this version, which exists only in its repository. */
const IN_REPOSITORY = "v0.0.0";

/** Downloads Kubernetes' source and gives the text of its module file. */
export async function kubernetesModule(
  go: Kitchen["go"],
  module: Parameters<Kitchen["go"]>[2],
): Promise<string> {
  const source = `k8s.io/kubernetes@v${KUBERNETES_VERSION}`;
  const answer = await go("Downloading Kubernetes' source", ["mod", "download", "-json", source], module);
  const { GoMod } = JSON.parse(answer) as { GoMod: string };
  return await readFile(GoMod, "utf8");
}

/** Each module that a module file requires, and its version. */
const requirementsOf = (moduleFile: string): ReadonlyMap<string, string> =>
  new Map(
    [...moduleFile.matchAll(/^\s+(\S+) (v\S+)/gm)].map(([, path = "", version = ""]) => [path, version]),
  );

/** Kubernetes' own parts. */
export const partsOf = (moduleFile: string): string[] =>
  [...requirementsOf(moduleFile)].filter(([, version]) => version === IN_REPOSITORY).map(([path]) => path);

/**
 * Lines by which another module takes the libraries that it has in common with Kubernetes at Kubernetes' versions, so that Go
 * finds them compiled.
 */
export function inCommon(moduleFile: string, ofKubernetes: string): string {
  const parts = partsOf(ofKubernetes).map((path) => [path, RELEASE_OF_PARTS] as const);
  const versions = new Map([...requirementsOf(ofKubernetes), ...parts]);
  const lines = [...requirementsOf(moduleFile)].flatMap(([path, version]) => {
    const theirs = versions.get(path) ?? version;
    return theirs === version ? [] : [`replace ${path} => ${path} ${theirs}\n`];
  });
  return `\n${lines.join("")}`;
}
