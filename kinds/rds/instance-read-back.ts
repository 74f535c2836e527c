import { isSet, textOr, type Values } from "../../models/manifest/values";
import type { ReadBack } from "../read-back";

const INSTANCE = "hashicorp/terraform-provider-aws:internal/service/rds/instance.go";

const autoscales = ({ allocatedStorage, maxAllocatedStorage }: Values): boolean =>
  Number(maxAllocatedStorage ?? 0) > Number(allocatedStorage);

/** `17.9` for the version `17`, in the maintenance window. */
const nextMinor = ({ engineVersion, autoMinorVersionUpgrade }: Values): unknown =>
  isSet(engineVersion) && autoMinorVersionUpgrade !== false ? `${textOr(engineVersion, "")}.9` : undefined;

export const READS_BACK: readonly ReadBack[] = [
  {
    property: "allocatedStorage",
    moves: (inputs) => (autoscales(inputs) ? inputs["maxAllocatedStorage"] : undefined),
    isSame: (read, given, inputs) => Number(read) > Number(given) && autoscales(inputs),
    note: "Storage autoscaling grows the disk up to maxAllocatedStorage; while that is above allocatedStorage a larger disk is no change",
    source: `${INSTANCE} (allocated_storage, DiffSuppressFunc)`,
  },
  {
    property: "engineVersion",
    moves: nextMinor,
    isSame: (read, given) => textOr(read, "").startsWith(`${textOr(given, "")}.`),
    note: "A minor version is taken in the maintenance window; a version that is given without one stays what it is",
    source:
      "hashicorp/terraform-provider-aws:internal/service/rds/engine_version.go (compareActualEngineVersion)",
  },
  {
    property: "availabilityZone",
    reads: () => "us-east-1a",
    moves: ({ multiAz }) => (multiAz === true ? "us-east-1b" : undefined),
    note: "A failover moves the primary to the zone of its standby; stated as an input, the next update would replace the instance",
    source: `${INSTANCE} (availability_zone: Optional, Computed, ForceNew)`,
  },
];
