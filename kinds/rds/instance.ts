import { isSet, textOr } from "../../models/manifest/values";
import { EXAMPLE_ACCOUNT } from "../example-account";
import { refusesSecond } from "../facts";
import { kind } from "../kind";
import { TRANSFER_OUT } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { AWS_NOT_REREAD } from "../sources";
import { INSTANCE_BILL, INSTANCE_SEARCHES } from "./instance-bill";
import { CHANGES, DELETES } from "./instance-changes";
import { rdsInstancePrice } from "./instance-price";
import { READS_BACK } from "./instance-read-back";
import { REFUSALS } from "./instance-refusals";

export const rdsInstance = kind("aws:rds/instance:Instance", {
  name: { input: "identifier", lengthMax: 63, identity: refusesSecond("identifier") },
  tags: "tags",
  price: priced(rdsInstancePrice, [...INSTANCE_BILL, TRANSFER_OUT], INSTANCE_SEARCHES),
  replaces: {
    inputs: [
      "availabilityZone",
      "backupTarget",
      "characterSetName",
      "customIamInstanceProfile",
      "dbName",
      "engine",
      "kmsKeyId",
      "ncharCharacterSetName",
      "s3Import.bucketName",
      "s3Import.bucketPrefix",
      "s3Import.ingestionRole",
      "s3Import.sourceEngine",
      "s3Import.sourceEngineVersion",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
    ],
    conditional: [
      {
        property: "restoreToPointInTime",
        when: "the block is added or removed (a change inside it is decided by its own members)",
        decides: (before, after) =>
          isSet(before["restoreToPointInTime"]) !== isSet(after["restoreToPointInTime"]),
        source: "hashicorp/terraform-provider-aws:internal/service/rds/instance.go (v5.1x-5.2x era)",
      },
    ],
    rejected: [
      {
        property: "allocatedStorage",
        when: "lowering is refused by the API (an error, not a replacement); the diff is hidden when maxAllocatedStorage is above it",
        source:
          "https://hub.pointfive.co/inefficiencies/oversized-rds-instance-storage ; hashicorp/terraform-provider-aws:internal/service/rds/instance.go (v5.1x-5.2x era)",
      },
      {
        property: "dbSubnetGroupName",
        when: "a group of the same VPC is refused by the API (an error, not a replacement)",
        source: AWS_NOT_REREAD,
      },
      {
        property: "engineVersion",
        when: "a downgrade is refused by the API (an error, not a replacement)",
        source: AWS_NOT_REREAD,
      },
      {
        property: "masterUserSecretKmsKeyId",
        when: "cannot change once the password is managed in Secrets Manager",
        source: "AWS API text shipped in botocore 1.44.5, rds ModifyDBInstance",
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/rds/instance.go (v5.1x-5.2x era)",
  },
  changes: CHANGES,
  deletes: DELETES,
  creates: [
    {
      when: "snapshotIdentifier",
      minutesMin: 10,
      minutesMax: 60,
      basis: "estimate",
      note: "Restored from a snapshot: available before all blocks are there, which are read from S3 when they are first asked for",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html",
    },
    {
      when: "restoreToPointInTime",
      minutesMin: 15,
      minutesMax: 120,
      basis: "estimate",
      note: "Restored from the last daily backup, and then the write-ahead log since is replayed",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html",
    },
    {
      when: "replicateSourceDb",
      minutesMin: 10,
      minutesMax: 30,
      basis: "estimate",
      note: "A replica begins with a snapshot of its primary, which takes longer the more data there is",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html",
    },
    {
      when: "multiAz",
      minutesMin: 10,
      minutesMax: 25,
      basis: "estimate",
      note: "A second instance is made and synchronised; up to 20 minutes are documented for one",
      source:
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.CreatingConnecting.PostgreSQL.html",
    },
    {
      minutesMin: 5,
      minutesMax: 20,
      basis: "documented",
      note: "Up to 20 minutes, by instance class and storage",
      source:
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.CreatingConnecting.PostgreSQL.html",
    },
  ],
  computed: (name, inputs) => {
    const identifier = textOr(inputs["identifier"], name);
    const address = `${identifier}.abcdefghijkl.us-east-1.rds.amazonaws.com`;
    const region = textOr(inputs["region"], "us-east-1");
    return {
      arn: `arn:aws:rds:${region}:${EXAMPLE_ACCOUNT}:db:${identifier}`,
      address,
      endpoint: `${address}:5432`,
      port: 5432,
      identifier,
    };
  },
  readsBack: READS_BACK,
  refusals: REFUSALS,
});
