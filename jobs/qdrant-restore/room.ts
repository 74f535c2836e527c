import type { SavedSnapshot } from "./saved-run";

const GIB = 2 ** 30;
/** Qdrant refuses writes before a disk is full. */
const USABLE = 0.9;

/**
 * What is wrong with the room on the peers' disks, or undefined. Beside what is there, about as large as it was when it was
 * saved, a peer needs room for what it gets and for the largest file that it unpacks it from.
 * @param all what the run has of every collection
 * @param missing what is still to be restored
 */
export function roomProblem(
  all: readonly SavedSnapshot[],
  missing: readonly SavedSnapshot[],
  { peers, volumeGiB }: { readonly peers: number; readonly volumeGiB: number },
): string | undefined {
  const sum = (snapshots: readonly SavedSnapshot[]): number =>
    snapshots.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const largest = Math.max(0, ...missing.map(({ sizeBytes }) => sizeBytes));
  const neededGiB = ((sum(all) + sum(missing)) / peers + largest) / GIB;
  if (neededGiB <= volumeGiB * USABLE) return undefined;
  return `A peer needs about ${Math.ceil(neededGiB / USABLE)} GiB for what it has and what is restored beside it, and its volume has ${volumeGiB}. Say so first: pulumi config set --path overrides.qdrant.volumeGiB ${Math.ceil(neededGiB / USABLE)}; or restore some collections at a time.`;
}
