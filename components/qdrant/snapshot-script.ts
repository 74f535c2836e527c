/** Key prefix of everything the script writes; the job's role may write nowhere else. */
export const SNAPSHOT_PREFIX = "snapshots/";

/** Key of the object that each complete run writes anew. */
export const LATEST_RUN_KEY = `${SNAPSHOT_PREFIX}latest.json`;

/**
 * Saves every collection of every peer to S3. Runs in the AWS CLI's image and needs bash, curl and aws.
 *
 * Environment: `QDRANT_PEER_URLS` (space-separated), `QDRANT_API_KEY`, `SNAPSHOT_BUCKET`, `KEPT_RUNS` (1 or more).
 *
 * Writes `snapshots/<time>/<peer>/<collection>/<snapshot>` for each, then `aliases.json` (a collection's snapshot
 * holds no aliases) and, only when all of it was saved, `complete.json`: size and SHA-256 of each, the points that its
 * collection had before and after, and the shards in it. A run without `complete.json` must not be restored from. Exits 1
 * when anything was not saved, after trying all the rest.
 *
 * A complete run is named by `snapshots/latest.json`, and what is older than the last `KEPT_RUNS` complete runs is
 * deleted. Nothing is ever deleted after a run that failed, so backups do not run out while the job fails. Exits 3 when
 * the run is complete and one of these two did not succeed.
 *
 * A snapshot is a file on the peer's volume until it is deleted there, so it is deleted after the upload, after a
 * failed one, and when Kubernetes stops the job.
 */
export const SNAPSHOT_SCRIPT = `#!/bin/bash
# No -e: a peer that fails must not keep the others from being saved.
set -uo pipefail

run=$(date -u +%Y-%m-%dT%H-%M-%SZ)
work=$(mktemp -d)
target="s3://$SNAPSHOT_BUCKET/${SNAPSHOT_PREFIX}$run"
saved=0
failed=0
size_sum=0
entries=""
aliases_saved=no
on_disk=""

# The key stays out of the process list.
api() {
  curl --silent --show-error --fail --connect-timeout 10 \\
    --config <(printf 'header = "api-key: %s"\\n' "$QDRANT_API_KEY") "$@"
}

# In the background, because bash handles a signal only between foreground commands.
interruptible() {
  "$@" &
  wait "$!"
}

clean_up() {
  if [ -n "$on_disk" ]; then
    api --max-time 20 --request DELETE "$on_disk" >"$work/deleted" || echo "left on the peer's disk: $on_disk" >&2
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 143' TERM INT

fail() {
  failed=$((failed + 1))
  echo "not saved: $1" >&2
}

url_encode() {
  local LC_ALL=C text=$1 encoded="" hex i
  for ((i = 0; i < \${#text}; i++)); do
    case "\${text:i:1}" in
      [a-zA-Z0-9._~-]) encoded+=\${text:i:1} ;;
      *)
        printf -v hex '%02X' "'\${text:i:1}"
        encoded+="%\${hex: -2}"
        ;;
    esac
  done
  printf '%s' "$encoded"
}

# Prints each "name" of a response on a line. Qdrant allows neither quotes nor backslashes in names, so an escape
# means that this is not the response it seems to be.
names() {
  local json=$1
  while [[ $json =~ \\"name\\":\\"([^\\"]*)\\" ]]; do
    if [[ \${BASH_REMATCH[1]} == *\\\\* ]]; then return 1; fi
    printf '%s\\n' "\${BASH_REMATCH[1]}"
    json=\${json#*"\${BASH_REMATCH[0]}"}
  done
}

upload() {
  # No --retry: what was sent already cannot be taken back from the pipe.
  api "$1" | aws s3 cp --only-show-errors --expected-size "$3" - "$2"
}

# Points of a whole collection, all peers together; nothing when Qdrant does not say.
count_points() {
  local answer
  answer=$(api --max-time 60 --request POST --header 'content-type: application/json' --data '{"exact":true}' "$1/points/count")
  if [[ $answer =~ \\"count\\":([0-9]+) ]]; then printf '%s' "\${BASH_REMATCH[1]}"; fi
}

# The shards of a collection that one peer holds, as [[0,512],[3,498]]: number and points, about.
local_shards() {
  local json list=""
  json=$(api --max-time 60 "$1/cluster") && [[ $json == *'"local_shards":['* ]] || { printf null; return; }
  json=\${json#*'"local_shards":['}
  json=\${json%%]*}
  while [[ $json =~ \\"shard_id\\":([0-9]+)[^}]*\\"points_count\\":([0-9]+) ]]; do
    list+="\${list:+,}[\${BASH_REMATCH[1]},\${BASH_REMATCH[2]}]"
    json=\${json#*"\${BASH_REMATCH[0]}"}
  done
  printf '[%s]' "$list"
}

save_collection() {
  local url=$1 peer=$2 collection=$3 encoded response name size sha256 key uploaded=no
  local before after points=null shards
  encoded=$(url_encode "$collection")
  before=$(count_points "$url/collections/$encoded")
  shards=$(local_shards "$url/collections/$encoded")
  if ! interruptible api --request POST "$url/collections/$encoded/snapshots?wait=true" >"$work/snapshot"; then
    fail "$peer/$collection: Qdrant made no snapshot"
    return
  fi
  response=$(<"$work/snapshot")
  name=$(names "$response") && [[ -n $name && $response =~ \\"size\\":([0-9]+) ]] || {
    fail "$peer/$collection: no name and size in Qdrant's answer"
    return
  }
  size=\${BASH_REMATCH[1]}
  sha256=""
  if [[ $response =~ \\"checksum\\":\\"([0-9a-f]{64})\\" ]]; then sha256=\${BASH_REMATCH[1]}; fi
  on_disk="$url/collections/$encoded/snapshots/$(url_encode "$name")"
  key="$peer/$encoded/$(url_encode "$name")"
  if interruptible upload "$on_disk" "$target/$key" "$size"; then uploaded=yes; fi
  if ! interruptible api --retry 3 --request DELETE "$on_disk" >"$work/deleted"; then
    fail "$peer/$collection: $name stays on the peer's disk"
  fi
  on_disk=""
  if [ "$uploaded" = no ]; then
    fail "$peer/$collection: the upload of $name failed"
    return
  fi
  after=$(count_points "$url/collections/$encoded")
  if [ -n "$before" ] && [ -n "$after" ]; then points="[$before,$after]"; fi
  saved=$((saved + 1))
  size_sum=$((size_sum + size))
  entries+="\${entries:+,}{\\"key\\":\\"$key\\",\\"collection\\":\\"$collection\\",\\"sizeBytes\\":$size,\\"sha256\\":\\"$sha256\\",\\"points\\":$points,\\"shards\\":$shards}"
  echo "saved: $peer/$collection ($size bytes)"
}

save_aliases() {
  interruptible api --retry 3 "$1/aliases" >"$work/aliases.json" &&
    interruptible aws s3 cp --only-show-errors "$work/aliases.json" "$target/aliases.json"
}

save_peer() {
  local url=$1 peer collections collection
  peer=\${url#*://}
  peer=\${peer%%[.:]*}
  if ! interruptible api --retry 3 "$url/collections" >"$work/collections"; then
    fail "$peer: it does not list its collections"
    return
  fi
  if ! collections=$(names "$(<"$work/collections")"); then
    fail "$peer: a collection's name cannot be read"
    return
  fi
  while IFS= read -r -u 3 collection; do
    if [ -n "$collection" ]; then save_collection "$url" "$peer" "$collection"; fi
  done 3<<<"$collections"
  if [ "$aliases_saved" = no ] && save_aliases "$url"; then aliases_saved=yes; fi
}

# Writes the runs to $work/runs, and those that are complete to $work/complete, the oldest first: S3 lists in order.
list_runs() {
  local query='Contents[].[Key]' key name="" last=""
  interruptible aws s3api list-objects-v2 --bucket "$SNAPSHOT_BUCKET" --prefix "${SNAPSHOT_PREFIX}" \
    --query "$query" --output text >"$work/keys" || return 1
  : >"$work/runs"
  : >"$work/complete"
  while IFS= read -r key; do
    [[ $key =~ ^${SNAPSHOT_PREFIX}([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z)/(.+)$ ]] || continue
    name=\${BASH_REMATCH[1]}
    if [ "$name" != "$last" ]; then echo "$name" >>"$work/runs"; fi
    last=$name
    if [ "\${BASH_REMATCH[2]}" = complete.json ]; then echo "$name" >>"$work/complete"; fi
  done <"$work/keys"
}

last_complete() {
  if ! list_runs; then echo "which run is the last complete one cannot be read from S3"; return; fi
  if [ ! -s "$work/complete" ]; then echo "there is no complete run"; return; fi
  echo "the last complete run is $(tail -n 1 "$work/complete"); none was deleted"
}

save_latest() {
  printf '{"run":"%s","complete":"${SNAPSHOT_PREFIX}%s/complete.json","snapshots":%d,"sizeBytes":%d}\\n' \
    "$run" "$run" "$saved" "$size_sum" >"$work/latest.json"
  interruptible aws s3 cp --only-show-errors "$work/latest.json" "s3://$SNAPSHOT_BUCKET/${LATEST_RUN_KEY}"
}

# complete.json goes first: a run that is deleted in part must not look complete.
delete_run() {
  local prefix="s3://$SNAPSHOT_BUCKET/${SNAPSHOT_PREFIX}$1"
  if grep -qx "$1" "$work/complete"; then
    interruptible aws s3 rm --only-show-errors "$prefix/complete.json" || return 1
  fi
  interruptible aws s3 rm --only-show-errors --recursive "$prefix/"
}

# Deletes what is older than the last KEPT_RUNS complete runs, runs that never were complete included.
delete_old_runs() {
  local LC_ALL=C old oldest_kept
  list_runs || return 1
  if [ "$(wc -l <"$work/complete")" -lt "$KEPT_RUNS" ]; then return 0; fi
  oldest_kept=$(tail -n "$KEPT_RUNS" "$work/complete" | head -n 1)
  while IFS= read -r -u 3 old; do
    if [[ ! $old < $oldest_kept ]]; then break; fi
    delete_run "$old" || return 1
    echo "deleted: $old"
  done 3<"$work/runs"
}

if [[ ! $KEPT_RUNS =~ ^[1-9][0-9]*$ ]]; then
  echo "KEPT_RUNS is '$KEPT_RUNS'; allowed: 1 or more" >&2
  exit 2
fi
for url in $QDRANT_PEER_URLS; do save_peer "$url"; done

if [ "$aliases_saved" = no ]; then fail "aliases"; fi
if [ "$failed" -gt 0 ]; then
  echo "$saved saved to $target, $failed failures; $(last_complete)" >&2
  exit 1
fi
printf '{"time":"%s","snapshots":[%s]}\\n' "$run" "$entries" >"$work/complete.json"
interruptible aws s3 cp --only-show-errors "$work/complete.json" "$target/complete.json" || exit 1
echo "$saved saved to $target, which is the last complete run"
if ! save_latest; then
  echo "latest.json still names an older run" >&2
  exit 3
fi
if ! delete_old_runs; then
  echo "old runs were not all deleted; the next complete run tries again" >&2
  exit 3
fi
`;
