import { NO_DOWNTIME, SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { TRANSFER_OUT } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { backupsReplicationPrice } from "./instance-automated-backups-replication-price";
import { RDS_BACKUPS } from "./instance-bill";

const GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide";

export const rdsInstanceAutomatedBackupsReplication = kind(
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
  {
    name: nameless("AWS gives the copied backup an ARN", refusesSecond("sourceDbInstanceArn")),
    tags: "none",
    price: priced(backupsReplicationPrice, [RDS_BACKUPS, TRANSFER_OUT]),
    replaces: {
      inputs: ["kmsKeyId", "preSignedUrl", "retentionPeriod", "sourceDbInstanceArn"],
      verification: "source",
      source: providerSource("rds/instance_automated_backups_replication", "v5.x"),
    },
    changes: SAME_AT_EVERY_TIER,
    deletes: [
      {
        downtime: NO_DOWNTIME,
        dataRisk: "none",
        reversible: true,
        minutesMin: 1,
        minutesMax: 75,
        note: "Nothing more is copied; what was copied stays until its days are over",
        source: `${GUIDE}/AutomatedBackups.StopReplicating.html`,
      },
    ],
    creates: [
      {
        minutesMin: 5,
        minutesMax: 75,
        basis: "estimate",
        note: "The provider waits until the first snapshot is copied; its limit is 75 minutes",
        source:
          "https://www.pulumi.com/registry/packages/aws/api-docs/rds/instanceautomatedbackupsreplication/",
      },
    ],
  },
);
