/**
 * Starts one peer. `qdrant-0` founds the cluster and every other peer joins it; a peer that was a member before
 * finds its cluster on its volume and ignores `--bootstrap` (Qdrant documentation, distributed deployment).
 *
 * It runs `qdrant` itself and not the image's entrypoint: that one can restart a peer that ran out of memory in
 * recovery mode, where it is ready and yet refuses every read and write.
 */
export const START_SCRIPT = `#!/bin/sh
set -eu
uri="http://$HOSTNAME.qdrant-headless:6335"
if [ "$HOSTNAME" = "qdrant-0" ]; then
  exec ./qdrant --uri "$uri"
fi
exec ./qdrant --bootstrap "http://qdrant-0.qdrant-headless:6335" --uri "$uri"
`;
