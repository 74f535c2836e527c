import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { Manifest } from "../../../models/manifest/manifest";
import { judgeOperation } from "../../../models/upgrade/judge";
import { operationsBetween } from "../../../models/upgrade/operations";
import type { TierName, TierSpec } from "../../../tiers";
import { phasesKept, SOME_PAIRS } from "../../runner/recordings";

const recorded = (tier: TierName | TierSpec): Promise<Manifest> =>
  recordedManifest(tier, {}, { tellsSecretsApart: true });

test.each(SOME_PAIRS)(
  "from %s to %s, with what cannot shrink kept, no phase asks for what the engine or AWS refuses",
  async (from, to) => {
    let now = await recorded(from);
    for (const { name, spec } of phasesKept(from, to)) {
      const next = await recorded(spec);
      const refused = operationsBetween(now, next)
        .map((operation) => [name, operation.name, judgeOperation(operation).blocked])
        .filter(([, , blocked]) => blocked !== null);
      expect(refused).toEqual([]);
      now = next;
    }
  },
);
