/** What differs where the script is tested. */
interface StartScriptPlace {
  /** Host and HTTP port of the peer with ordinal `$1`, as `<host>/<port>` in bash. */
  readonly httpOf: string;
  /** Seconds between two looks for a member, while other peers have pods and none of them answers. */
  readonly pauseSeconds: number;
}

const IN_THE_CLUSTER: StartScriptPlace = { httpOf: "qdrant-$1.qdrant-headless/6333", pauseSeconds: 5 };

/**
 * Starts one peer. It joins through the first other peer that is ready, and only a member of a cluster is. When none is,
 * `qdrant-0` founds the cluster and every other peer tries `qdrant-0`, and is started again until that answers. So a
 * `qdrant-0` that lost its volume joins the others instead of founding a second cluster of the same name. A peer that was a
 * member before finds its cluster on its volume and ignores `--bootstrap` (src/consensus.rs of Qdrant 1.17.1: `init` is for
 * a term of 0 only).
 *
 * It runs `qdrant` itself and not the image's entrypoint: that one can restart a peer that ran out of memory in
 * recovery mode, where it is ready and yet refuses every read and write.
 */
export const startScript = ({ httpOf, pauseSeconds } = IN_THE_CLUSTER): string => `#!/bin/bash
set -eu
uri="http://$HOSTNAME.qdrant-headless:6335"

# Whether the peer with this ordinal answers that it is ready. The image has no curl.
is_ready() {
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$0" && printf "GET /readyz HTTP/1.0\\r\\n\\r\\n" >&3 && read -r -u 3 line && [[ $line == *" 200"* ]]' \\
    "${httpOf}" 2>/dev/null
}

# Prints the name of the first other peer that is ready.
ready_peer() {
  local ordinal
  for ordinal in 0 1 2 3 4 5 6 7 8 9 10 11; do
    if [ "$HOSTNAME" != "qdrant-$ordinal" ] && is_ready "$ordinal"; then
      echo "qdrant-$ordinal"
      return
    fi
  done
}

has_pod() { getent hosts "$1.qdrant-headless" >/dev/null; }

has_other_pods() {
  local ordinal
  for ordinal in 1 2 3 4 5 6 7 8 9 10 11; do
    if has_pod "qdrant-$ordinal"; then return 0; fi
  done
  return 1
}

# A term above 0 is that of a peer that was a member before.
was_member() { grep -q '"hard_state":{"term":[1-9]' storage/raft_state.json 2>/dev/null; }

seed=$(ready_peer)
if [ "$HOSTNAME" = qdrant-0 ] && [ -z "$seed" ] && ! was_member; then
  # As long as its own name is not known, no other name says anything.
  until has_pod "$HOSTNAME"; do sleep 1; done
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
    if [ -n "$seed" ] || ! has_other_pods; then break; fi
    echo "no other peer is ready, attempt $attempt of 12 before a new cluster is founded"
    sleep ${pauseSeconds}
    seed=$(ready_peer)
  done
fi
if [ "$HOSTNAME" = qdrant-0 ] && [ -z "$seed" ]; then
  exec ./qdrant --uri "$uri"
fi
exec ./qdrant --bootstrap "http://\${seed:-qdrant-0}.qdrant-headless:6335" --uri "$uri"
`;

export const START_SCRIPT = startScript();
