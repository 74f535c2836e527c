import * as pulumi from "@pulumi/pulumi";

class BareResource extends pulumi.CustomResource {
  constructor(name: string, inputs: Record<string, unknown>) {
    super("bare:index:Resource", name, inputs);
  }
}

/** A mocked Pulumi program of one resource for each set of inputs: what the SDK itself takes. */
export async function bareProgram(inputs: readonly Record<string, unknown>[]): Promise<void> {
  await pulumi.runtime.setMocks(
    { newResource: ({ name }) => ({ id: `${name}-id`, state: {} }), call: () => ({}) },
    "bare",
    "bare",
    true,
  );
  inputs.forEach((own, index) => new BareResource(`resource-${index}`, own));
  await pulumi.runtime.disconnect();
}

/** Runs something without the stack traces that the SDK keeps for each promise, as the dry run does. */
export async function withoutStackTraces(run: () => Promise<unknown>): Promise<void> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    await run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Milliseconds a run takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
