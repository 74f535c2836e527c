import type { CapacityValues } from "../coefficients";
import { utilisationOfWait } from "../erlang";
import type { Limits } from "../limits";
import { REQUEST_LOAD, requestsPerSecond, type Part, type Users } from "../part";

/**
 * Users of processes of one thread each, on cores of their own.
 * @param perUserSecond requests a second of one user
 */
function eventLoopUsers(
  processes: number,
  perUserSecond: number,
  { appCpuMsPerRequest: msPerRequest, eventLoopCv2: cv2 }: CapacityValues,
  { eventLoopLagMs, eventLoopUtilisation }: Limits,
): Users {
  const busyPerUser = (perUserSecond * msPerRequest) / 1_000;
  if (busyPerUser === 0) return { act: Infinity, break: Infinity };
  const atLag = utilisationOfWait(eventLoopLagMs.act, msPerRequest, cv2);
  const act = Math.min(eventLoopUtilisation.act, atLag);
  return { act: (processes * act) / busyPerUser, break: processes / busyPerUser };
}

/** A pod is one process, and has at most one core, however much it asks for. */
export const eventLoop: Part = {
  name: "Node event loop",
  kind: "hard",
  formula:
    "ρ = λ × s a process; act: ρ = `eventLoopUtilisation`, or mean lag ρ × s × (1 + cv²) ÷ (2 × (1 − ρ)) = `eventLoopLagMs`; break: ρ = 1",
  source: "Pollaczek–Khinchine, M/G/1 (Kleinrock, Queueing Systems I, 1975, 5.6)",
  beyond: "every request waits behind the ones before it, without end",
  coefficients: [...REQUEST_LOAD, "appCpuMsPerRequest", "eventLoopCv2"],
  limits: ["eventLoopUtilisation", "eventLoopLagMs"],
  users: ({ web }, c, limits) => eventLoopUsers(web.pods, requestsPerSecond(c), c, limits),
};
