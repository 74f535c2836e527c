import { Agent, type AgentOptions } from "node:https";
import { satisfies } from "semver";

const VARIABLES = ["HTTPS_PROXY", "https_proxy"] as const;

/** Versions of Node that take a proxy from the environment when they are asked to. */
const TAKES_PROXIES = ">=22.21 <23 || >=24.5";

const nameOf = (env: NodeJS.ProcessEnv): (typeof VARIABLES)[number] | undefined =>
  VARIABLES.find((name) => env[name] !== undefined && env[name] !== "");

/** Asks a Node that we start to take the environment's proxy. */
export const withProxy = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  nameOf(env) === undefined ? env : { ...env, NODE_USE_ENV_PROXY: "1" };

/** Says that a proxy is taken, without the password that its address may hold; empty where there is none. */
export function proxyTitle(env: NodeJS.ProcessEnv, version = process.version): string {
  const name = nameOf(env);
  return name === undefined || !satisfies(version, TAKES_PROXIES) ? "" : `, by the proxy of ${name}`;
}

/** Why what goes through a proxy did not work, to end a sentence; empty where this Node takes it, or there is none. */
export function proxyHint(env: NodeJS.ProcessEnv, version = process.version): string {
  const name = nameOf(env);
  return name === undefined || satisfies(version, TAKES_PROXIES)
    ? ""
    : `; ${name} is set, which Node ${version.replace("v", "")} cannot use: Node 22.21 or later, or 24.5 or later, can`;
}

/** Connections that take the environment's proxy, by a Node that knows how. */
export function proxyAgent(env: NodeJS.ProcessEnv): Agent {
  // The types are those of Node 20, which leaves the option alone.
  const options: AgentOptions & { readonly proxyEnv: NodeJS.ProcessEnv } = { keepAlive: true, proxyEnv: env };
  return new Agent(options);
}
