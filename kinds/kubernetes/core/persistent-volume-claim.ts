import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { EBS_VOLUMES } from "../../pricing/bill-items";
import { priced } from "../../pricing/price";
import { EBS_VOLUME_PRICE } from "../../pricing/price-searches";
import { KUBERNETES_DIFF } from "../../sources";
import { persistentVolumeClaimPrice } from "./persistent-volume-claim-price";

export const persistentVolumeClaim = kind("kubernetes:core/v1:PersistentVolumeClaim", {
  name: { scope: "namespace" },
  tags: "labels",
  price: priced(
    persistentVolumeClaimPrice,
    [
      EBS_VOLUMES,
      {
        title: "EBS extra IOPS and throughput",
        usageType: /EBS:VolumeP-(?:IOPS|Throughput)\.gp3/,
        priceKey: /^ebs\.gp3\.(?:iops|throughput)Extra/,
      },
      { title: "EBS snapshots", usageType: /EBS:SnapshotUsage/, priceKey: /^ebs\.snapshot/ },
    ],
    [EBS_VOLUME_PRICE],
  ),
  replaces: {
    inputs: ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
    verification: "source",
    source: KUBERNETES_DIFF,
    notModelled:
      "spec.resources stands in the list too, but a grown request is a patch in place since 4.x (change log, pull request 1705)",
  },
  changes: [
    {
      property: "spec.resources.requests.storage",
      direction: "up",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: false,
      minutesMin: 1,
      minutesMax: 60,
      note: "The volume and its file system grow online; EBS then waits 6 hours before the next change. A claim never shrinks",
      source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
    },
    {
      property: "spec.resources.requests.storage",
      direction: "down",
      refused: true,
      downtime: { class: "outage", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: false,
      minutesMin: 0,
      minutesMax: 0,
      note: "Kubernetes refuses: a claim cannot shrink. Keep the size, or move the shards to peers with smaller claims",
      source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
    },
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "loss",
      reversible: false,
      minutesMin: 1,
      minutesMax: 5,
      note: "A peer's volume goes. Drain the peer first",
      source: "https://qdrant.tech/documentation/guides/distributed_deployment/",
    },
  ],
  refusals: [
    {
      id: "claim-shrinks",
      on: ["update"],
      message: "Forbidden: spec.resources.requests.storage: a claim cannot shrink.",
      statement: "A claim asks for no less than the capacity that it has.",
      evidence: "read",
      source: "https://github.com/LNVPS/api/issues/292",
    },
  ],
});
