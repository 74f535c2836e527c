const partOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

/** Why something did not answer, in a few words that hold no secret: an error's code, or its first line. */
export function reasonOf(error: unknown): string {
  // What fetch throws says no more than that it failed.
  const cause = partOf(error, "cause") ?? error;
  const code = partOf(cause, "code");
  if (typeof code === "string") return code;
  const message = partOf(cause, "message");
  return typeof message === "string" ? (message.split("\n")[0] ?? "").slice(0, 120) : "failed";
}

/**
 * Asks several of a kind at once. One that does not answer is left out.
 * @throws Error when none answers
 */
export async function answersOf<Place extends string, Answer>(
  places: readonly Place[],
  ask: (place: Place) => Promise<Answer>,
): Promise<ReadonlyMap<Place, Answer>> {
  const settled = await Promise.allSettled(places.map(ask));
  const answers = new Map<Place, Answer>();
  const reasons: string[] = [];
  settled.forEach((one, index) => {
    const place = places[index];
    if (place === undefined) return;
    if (one.status === "fulfilled") answers.set(place, one.value);
    else reasons.push(`${place}: ${reasonOf(one.reason)}`);
  });
  if (answers.size === 0) throw new Error(reasons[0] ?? "there is nobody to ask");
  return answers;
}
