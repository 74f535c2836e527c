import { deploymentTakes, peersMinutes, rolloutTimeout } from "../../kinds/kubernetes/apps/rollout";
import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { podNumbers } from "../../models/upgrade/pod-numbers";
import { TIER_NAMES, tierNamed } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";

const manifestOf = recordedTiers();

/** The provider's own, where a resource says none. */
const timeoutOf = ({ customTimeouts }: ManifestResource): string => customTimeouts?.update ?? "10m";

describe.each(TIER_NAMES)("the engine's patience with rollouts of %s", (tier) => {
  test("is twice what each Deployment takes with its autoscaler at the maximum", () => {
    const manifest = manifestOf(tier);
    const deployments = ofType(manifest, "kubernetes:apps/v1:Deployment");
    expect(deployments.length).toBeGreaterThanOrEqual(4);
    expect(deployments.map((each) => [each.name, timeoutOf(each)])).toEqual(
      deployments.map((each) => [
        each.name,
        rolloutTimeout(deploymentTakes(each.inputs, each.inputs, podNumbers(each, manifest))),
      ]),
    );
  });

  test("is twice what the peers take one after the other, beside new ones", () => {
    const [peers, second] = ofType(manifestOf(tier), "kubernetes:apps/v1:StatefulSet");
    const { peerCount } = tierNamed(tier).qdrant;
    const pod = { probePeriodSeconds: 5, preStopSeconds: 10, graceSeconds: 300, hasVolume: true };
    expect(peers === undefined ? "" : timeoutOf(peers)).toBe(
      rolloutTimeout(peersMinutes({ replaced: peerCount, added: 1, pod })),
    );
    expect(second).toBeUndefined();
  });
});
