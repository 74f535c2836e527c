import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { kubernetesObjects, type KubernetesObject } from "../kubernetes/objects";
import { withValue } from "../support/with-value";
import { checkov, kubeScore, type Checker } from "./checkers";
import { DECLINED, declines } from "./declined";
import { askCheckov, askKubeScore, type Finding, type Opinion } from "./findings";

const checkers = new Map<Finding["checker"], Checker>();
const opinions = new Map<TierName, readonly Opinion[]>();
let folder: string;

async function opinionsOn(tier: TierName, objects: readonly KubernetesObject[]): Promise<Opinion[]> {
  const file = join(folder, `${tier}.yaml`);
  const text = objects.map((object) => stringify(object, { aliasDuplicateObjects: false }));
  writeFileSync(file, text.join("---\n"));
  const [own, other] = [checkers.get("checkov"), checkers.get("kube-score")];
  if (own === undefined || other === undefined) throw new Error("The checkers are not there.");
  return await Promise.all([
    askCheckov(own, file),
    askKubeScore(other, file, tierNamed(tier).cluster.kubernetesVersion),
  ]);
}

const objectsOf = async (tier: TierName): Promise<KubernetesObject[]> =>
  kubernetesObjects(await recordedManifest(tier)).map(({ object }) => object);

const findingsIn = (some: readonly Opinion[]): Finding[] => some.flatMap(({ findings }) => findings);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "second-opinions-"));
  checkers.set("checkov", await checkov("kubernetes")).set("kube-score", await kubeScore());
  for (const tier of TIER_NAMES) opinions.set(tier, await opinionsOn(tier, await objectsOf(tier)));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  const all = [...opinions.values()].flat();
  const checks = all.reduce((sum, each) => sum + each.checks, 0);
  process.stdout.write(
    `${checks} checks by Checkov and kube-score on ${opinions.size} tiers: ${findingsIn(all).length} findings, ${DECLINED.length} checks declined with a reason\n`,
  );
});

test.each(TIER_NAMES)("tier %s: nothing is found that is not declined with a reason", (tier) => {
  const own = opinions.get(tier) ?? [];
  expect(own.map(({ checks }) => checks > 100)).toEqual([true, true]);
  expect(findingsIn(own).filter((finding) => !DECLINED.some((each) => declines(each, finding)))).toEqual([]);
});

test("everything that is declined is found somewhere", () => {
  const found = findingsIn([...opinions.values()].flat());
  const unneeded = DECLINED.flatMap(({ objects, ...each }) =>
    (objects === "all" ? [objects] : objects)
      .filter(
        (object) =>
          !found.some((finding) =>
            declines({ ...each, objects: object === "all" ? object : [object] }, finding),
          ),
      )
      .map((object) => `${each.checker} ${each.check} ${object}`),
  );
  expect(unneeded).toEqual([]);
});

test("both checkers find a privileged container", async () => {
  const objects = (await objectsOf("500")).map((object) =>
    object.kind === "Deployment" && object.metadata.name === "web"
      ? (withValue(
          object,
          "spec.template.spec.containers.0.securityContext.privileged",
          true,
        ) as KubernetesObject)
      : object,
  );
  const added = findingsIn(await opinionsOn("500", objects))
    .filter((finding) => !DECLINED.some((each) => declines(each, finding)))
    .map(({ checker, check, object }) => [checker, check, object]);
  expect(added).toEqual([
    ["checkov", "CKV_K8S_16", "Deployment app/web"],
    ["kube-score", "container-security-context-privileged", "Deployment app/web"],
  ]);
});
