/**
 * How many Qdrant peers, one to a node, each zone holds: as even as can be, the first zones taking what is over. More
 * peers never take one from a zone, so growth moves no volume between zones.
 */
export function peersByZone(peerCount: number, zoneCount: number): number[] {
  const each = Math.floor(peerCount / zoneCount);
  return Array.from({ length: zoneCount }, (_, zone) => each + (zone < peerCount % zoneCount ? 1 : 0));
}
