import * as pulumi from "@pulumi/pulumi";
import { untilNatForwards } from "../../../components/network/nat-forwards";

const SIGNAL = { instanceId: "i-0123456789abcdef0", parameter: "/nat/prod-nat-1234/forwards" };

/** Answers with the given values in turn, and with the last one for ever; counts the seconds that pass. */
function told(values: readonly string[]) {
  const asked: string[] = [];
  let seconds = 0;
  const read = (name: string): Promise<string> => {
    asked.push(name);
    return Promise.resolve(values[Math.min(asked.length, values.length) - 1] ?? "");
  };
  const wait = (more: number): Promise<void> => {
    seconds += more;
    return Promise.resolve();
  };
  return { asked, seconds: () => seconds, until: () => untilNatForwards(SIGNAL, read, wait) };
}

test("an instance that forwards already is not waited for", async () => {
  const { asked, seconds, until } = told([SIGNAL.instanceId]);
  await until();
  expect(asked).toEqual([SIGNAL.parameter]);
  expect(seconds()).toBe(0);
});

test("what an earlier instance said does not count for its successor", async () => {
  const { seconds, until } = told(["i-earlier", "i-earlier", "i-earlier", SIGNAL.instanceId]);
  await until();
  expect(seconds()).toBe(30);
});

test("an instance that never forwards ends the run after a quarter of an hour, with what to look at", async () => {
  const { seconds, until } = told(["no instance yet"]);
  await expect(until()).rejects.toThrow(
    new pulumi.RunError(
      "The NAT instance i-0123456789abcdef0 has not said within 15 minutes that it forwards, so no route was led to it. " +
        "Read why: aws ec2 get-console-output --latest --output text --instance-id i-0123456789abcdef0. " +
        "Then run pulumi up again; to have another instance made, add 1 to natGeneration first.",
    ),
  );
  expect(seconds()).toBe(15 * 60);
});
