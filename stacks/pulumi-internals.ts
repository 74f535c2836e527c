/**
 * What the program uses of Pulumi's SDK that its types keep private. Each has a test that fails when an SDK of another
 * version has it no longer: test/stacks/pulumi-internals.test.ts.
 */
import * as pulumi from "@pulumi/pulumi";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- Another import is a copy in a bundle, and this is written to.
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
// eslint-disable-next-line @typescript-eslint/no-require-imports -- As above.
import log = require("@pulumi/pulumi/log");
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** What the SDK sends for each resource; the getters that are read. */
export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getParent(): string;
  getProvider(): string;
  getDependenciesList(): string[];
  getObject(): { toJavaScript(): unknown } | undefined;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getAdditionalsecretoutputsList(): string[];
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string; getDelete(): string } | undefined;
}

/** The mock monitor with the members that are private in its type but are the only place to hook in. */
export interface OpenMonitor extends Omit<MockMonitor, "newUrn" | "registerResource"> {
  newUrn(parent: string, type: string, name: string): string;
  registerResource(request: RegisterRequest, callback: (...args: unknown[]) => void): Promise<void>;
}

/** The monitor that `pulumi.runtime.setMocks` has put in place. */
export const mockMonitor = (): OpenMonitor => pulumi.runtime.getMonitor() as unknown as OpenMonitor;

/** The secret in a serialized value, or undefined where it is none. */
export function secretIn(value: Readonly<Record<string, unknown>>): { readonly secret: unknown } | undefined {
  const { specialSigKey, specialSecretSig } = pulumi.runtime;
  return value[specialSigKey] === specialSecretSig ? { secret: value["value"] } : undefined;
}

/** Whether the engine keeps a value of the configuration as a secret; of an object: something in it. */
export function isConfigSecret(fullKey: string): boolean {
  const { isConfigSecret: isSecret } = pulumi.runtime as unknown as {
    readonly isConfigSecret: (key: string) => boolean;
  };
  return isSecret(fullKey);
}

/**
 * Keeps the SDK from noting each promise, and where it was made, until it is resolved: it does so for some 20,000 promises of
 * a run, to tell of those that never are, which takes a third of a run's time.
 * @returns what lets it do so again
 */
export function withoutPromiseTracking(): () => void {
  const open = debuggable as { debuggablePromise: <T>(promise: Promise<T>, context: unknown) => Promise<T> };
  const { debuggablePromise } = open;
  open.debuggablePromise = (promise) => promise;
  return () => {
    open.debuggablePromise = debuggablePromise;
  };
}

/**
 * Keeps the SDK from telling the engine what it is about to do, some four calls for each resource, one after another: with an
 * engine, half of a program's time. Warnings and errors still arrive.
 * @returns what lets it do so again
 */
export function withoutDebugLog(): () => void {
  const open = log as { debug: typeof log.debug };
  const { debug } = open;
  open.debug = () => Promise.resolve();
  return () => {
    open.debug = debug;
  };
}
