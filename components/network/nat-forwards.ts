import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { pause, type Pause } from "../shared/pause";

const MINUTES_MAX = 15;
const PAUSE_SECONDS = 10;

/** What stands in the parameter. */
async function parameterValue(name: string): Promise<string> {
  const { insecureValue } = await aws.ssm.getParameter({ name });
  return insecureValue;
}

export interface NatSignal {
  readonly instanceId: string;
  /** Parameter into which the instance writes its id. */
  readonly parameter: string;
}

/**
 * Resolves when the NAT instance has said that it forwards. AWS calls it running long before: it has then neither the
 * package nor the rules.
 * @param read value of a parameter
 * @throws RunError after 15 minutes, with what to look at
 */
export async function untilNatForwards(
  { instanceId, parameter }: NatSignal,
  read: (name: string) => Promise<string> = parameterValue,
  wait: Pause = pause,
): Promise<void> {
  for (let waited = 0; waited < MINUTES_MAX * 60; waited += PAUSE_SECONDS) {
    if ((await read(parameter)) === instanceId) return;
    await wait(PAUSE_SECONDS);
  }
  throw new pulumi.RunError(
    `The NAT instance ${instanceId} has not said within ${MINUTES_MAX} minutes that it forwards, so no route was led to it. ` +
      `Read why: aws ec2 get-console-output --latest --output text --instance-id ${instanceId}. ` +
      `Then run pulumi up again; to have another instance made, add 1 to natGeneration first.`,
  );
}
