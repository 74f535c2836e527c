import * as pulumi from "@pulumi/pulumi";

class BareResource extends pulumi.CustomResource {
  constructor(name: string, inputs: Record<string, unknown>) {
    super("bare:index:Resource", name, inputs);
  }
}

/**
 * A mocked Pulumi program of one resource for each set of inputs: what the SDK itself takes.
 * @param isAnswered whether the inputs come back as outputs, as a dry run needs them for whoever reads them
 */
export async function bareProgram(
  inputs: readonly Record<string, unknown>[],
  isAnswered = false,
): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs: own }) => ({ id: `${name}-id`, state: isAnswered ? own : {} }),
      call: () => ({}),
    },
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
