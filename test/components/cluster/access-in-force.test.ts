import { untilAccessInForce } from "../../../components/cluster/access-in-force";

const AT = "2026-11-29 03:42:06.5 +0000 UTC";
const TIME = Date.parse("2026-11-29T03:42:06.500Z");

/** Seconds that are waited, a number of seconds after the policy was associated. */
async function waited(associatedAt: string, secondsLater: number): Promise<number[]> {
  const pauses: number[] = [];
  await untilAccessInForce(
    associatedAt,
    (seconds) => {
      pauses.push(seconds);
      return Promise.resolve();
    },
    () => TIME + secondsLater * 1000,
  );
  return pauses;
}

test.each([
  ["just now: a minute", AT, 0, [60]],
  ["20 seconds ago: the rest of the minute", AT, 20, [40]],
  ["a minute ago and more: nothing", AT, 61, []],
  ["in the future, by a clock that is late: a minute, not more", AT, -300, [60]],
  ["at a time in RFC 3339, should the provider change", "2026-11-29T03:42:06.5Z", 50, [10]],
  ["at a time that cannot be read: a minute", "yesterday", 0, [60]],
])("associated %s", async (_case, associatedAt, secondsLater, pauses) => {
  expect(await waited(associatedAt, secondsLater)).toEqual(pauses);
});
