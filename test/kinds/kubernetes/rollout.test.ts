import { deploymentMinutes, peersMinutes, rolloutTimeout } from "../../../kinds/kubernetes/apps/rollout";

const WEB = { pods: { min: 6, max: 24 }, surge: 1, minReadySeconds: 20, probePeriodSeconds: 5 };
const PEER = { probePeriodSeconds: 5, preStopSeconds: 10, graceSeconds: 300, hasVolume: true };

const rounded = (minutes: { readonly minutesMin: number; readonly minutesMax: number }): number[] =>
  Object.values(minutes).map((each) => Math.round(each * 10) / 10);

test("a Deployment takes the start of each pod, one after the other, and at most three nodes and a place that frees", () => {
  // 6 × (10 + 5 + 20) s; 24 × (40 + 10 + 20) s, 3 × 150 s, 75 s.
  expect(rounded(deploymentMinutes(WEB))).toEqual([3.5, 36.8]);
});

test("a Deployment with one pod starts one node at most", () => {
  expect(rounded(deploymentMinutes({ ...WEB, pods: { min: 1, max: 1 } }))).toEqual([0.6, 4.9]);
});

test("pods that come two at a time take half as long", () => {
  // 12 × 70 s, the rest as before.
  expect(rounded(deploymentMinutes({ ...WEB, surge: 2 }))).toEqual([1.8, 22.8]);
});

test("peers that are new come together, and those that are there one after the other", () => {
  // 50 s; 150 + 75 + 200 s.
  expect(rounded(peersMinutes({ replaced: 0, added: 1, pod: PEER }))).toEqual([0.8, 7.1]);
  expect(peersMinutes({ replaced: 0, added: 2, pod: PEER })).toEqual(
    peersMinutes({ replaced: 0, added: 1, pod: PEER }),
  );
  // Beside that 11 s, 40 s for the end of a peer.
  expect(rounded(peersMinutes({ replaced: 3, added: 0, pod: PEER }))).toEqual([3.1, 23.3]);
});

test("one peer that becomes three takes what the living cluster showed: 3.3 to 12.3 minutes", () => {
  const { minutesMin, minutesMax } = peersMinutes({ replaced: 1, added: 2, pod: PEER });
  expect(minutesMin).toBeLessThanOrEqual(3.3);
  expect(minutesMax).toBeGreaterThanOrEqual(12.3);
});

test("a peer has no longer than its grace to end", () => {
  const [short, long] = [5, 300].map(
    (graceSeconds) => peersMinutes({ replaced: 1, added: 0, pod: { ...PEER, graceSeconds } }).minutesMax,
  );
  expect((long ?? 0) - (short ?? 0)).toBeCloseTo(35 / 60);
});

test("the engine waits twice the long of what is usual, and as long as its provider does at least", () => {
  expect(rolloutTimeout(deploymentMinutes(WEB))).toBe("74m");
  expect(rolloutTimeout({ minutesMin: 0, minutesMax: 4.9 })).toBe("10m");
});
