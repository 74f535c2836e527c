/**
 * Chance that a request finds all of `servers` busy and waits (Erlang C; A. K. Erlang 1917, Cooper 1981, 3.5).
 * @param servers whole number, 1 or more
 * @param offered load in erlang: arrivals a second × seconds of work each
 */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1;
  // Erlang B by its recursion, which neither over- nor underflows.
  let blocked = 1;
  for (let server = 1; server <= servers; server += 1)
    blocked = (offered * blocked) / (server + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

const HALVINGS = 60;

/**
 * The largest value of [0, most] at which a rising function is no more than `limit`.
 * @param rising never falls
 */
export function largestWithin(rising: (value: number) => number, limit: number, most: number): number {
  if (rising(most) <= limit) return most;
  let within = 0;
  let beyond = most;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (within + beyond) / 2;
    if (rising(middle) <= limit) within = middle;
    else beyond = middle;
  }
  return within;
}

const known = new Map<string, number>();

/** The largest load in erlang at which a request waits with no more than this chance. */
export function offeredWithin(servers: number, waitChance: number): number {
  const key = `${servers} ${waitChance}`;
  const found = known.get(key) ?? largestWithin((offered) => erlangC(servers, offered), waitChance, servers);
  known.set(key, found);
  return found;
}

/**
 * Mean time that a request waits for the only server (Pollaczek–Khinchine; Kleinrock 1975, 5.6).
 * @param utilisation of the server, below 1
 * @param service mean time of work; the result has its unit
 * @param cv2 square of the coefficient of variation of the work: 1 is exponential
 */
export const meanWaitMG1 = (utilisation: number, service: number, cv2: number): number =>
  utilisation >= 1 ? Infinity : (utilisation * service * (1 + cv2)) / (2 * (1 - utilisation));

/** The utilisation at which that mean wait is `wait`. */
export const utilisationOfWait = (wait: number, service: number, cv2: number): number =>
  (2 * wait) / (service * (1 + cv2) + 2 * wait);
