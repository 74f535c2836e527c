/** Names of a stack's database shards, such as `shard-0`. Frozen: they are part of physical names and of the contract. */
export function shardNames(shardCount: number, first = 0): string[] {
  return Array.from({ length: Math.max(0, shardCount - first) }, (_, index) => `shard-${first + index}`);
}
