import type { Values } from "../../models/manifest/values";
import { isPromoted, isReplica } from "../rds/replica";
import { atLeast, given, including, is, like, someOf } from "./expectation";
import { availability, data, privacy, watch, type Safety } from "./safety";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const KEY = "aws:kms/key:Key";
const SUBNET = "aws:ec2/subnet:Subnet";

const isPrimary = (inputs: Values): boolean => !isReplica({ inputs });
const ofPrimary = { when: isPrimary };
const CLOCK = like(/^\d\d:\d\d-\d\d:\d\d$/, "hh:mm-hh:mm");

/** What the safety of PostgreSQL rests on. */
export const DATABASE_SAFETY = {
  "aws:rds/instance:Instance": {
    guards: [
      privacy(
        "kmsKeyId",
        given,
        "AWS's own key would encrypt it, whose use nobody here can forbid",
        ofPrimary,
      ),
      privacy("password", given, "The database would have no password that the program knows", ofPrimary),
      privacy("performanceInsightsKmsKeyId", given, "The texts of statements would lie under AWS's own key"),
      privacy("iamDatabaseAuthenticationEnabled", is(true), "People would share the password"),
      privacy(
        "caCertIdentifier",
        like(/^rds-ca-(rsa\d+|ecc\d+)-g1$/, "a current authority of RDS"),
        "Clients that check certificates would refuse it once the old authority ends",
      ),
      privacy("vpcSecurityGroupIds", someOf(1), "The VPC's default group would decide who reaches it"),
      privacy("autoMinorVersionUpgrade", is(true), "Security fixes of PostgreSQL would wait for somebody"),
      data("deleteAutomatedBackups", is(false), "Deleting the instance would delete every backup", ofPrimary),
      data("copyTagsToSnapshot", is(true), "Nobody could tell whose a snapshot is"),
      data(
        "finalSnapshotIdentifier",
        given,
        "Without a name for its snapshot the deletion fails half way",
        ofPrimary,
      ),
      data("backupWindow", CLOCK, "RDS would choose the hour, which may be the busiest", ofPrimary),
      availability(
        "engineLifecycleSupport",
        is("open-source-rds-extended-support-disabled"),
        "Years of paid support would begin in silence",
        { when: (inputs) => isPrimary(inputs) && !isPromoted({ inputs }) },
      ),
      availability("storageType", is("gp3", "io1", "io2"), "An older volume slows down when its credits end"),
      watch(
        "enabledCloudwatchLogsExports",
        including("postgresql"),
        "Errors and slow statements would be on the instance alone",
      ),
      watch("performanceInsightsEnabled", is(true), "Nobody could say which statement was slow"),
      watch("performanceInsightsRetentionPeriod", atLeast(7), "A holiday would outlast what is kept"),
      watch("databaseInsightsMode", is("standard", "advanced"), "Nobody could say which statement was slow", {
        absent: "RDS takes standard",
      }),
    ],
    refers: {
      "vpcSecurityGroupIds[]": GROUP,
      kmsKeyId: KEY,
      performanceInsightsKmsKeyId: KEY,
      parameterGroupName: "aws:rds/parameterGroup:ParameterGroup",
      dbSubnetGroupName: "aws:rds/subnetGroup:SubnetGroup",
      replicateSourceDb: "aws:rds/instance:Instance",
    },
    required: ["parameterGroupName"],
    exempt: [
      {
        when: ({ multiAz }) => multiAz === false,
        inputs: ["multiAz"],
        reason: "A standby more does no harm; where one is needed has a rule of its own",
      },
      {
        when: (inputs) => isReplica({ inputs }),
        inputs: [
          "backupRetentionPeriod",
          "deletionProtection",
          "multiAz",
          "skipFinalSnapshot",
          "deleteAutomatedBackups",
        ],
        reason: "A read replica holds what its primary holds",
      },
    ],
    harmless: {
      texts: ["identifier", "dbName", "username"],
      sizes: ["allocatedStorage", "maxAllocatedStorage", "instanceClass", "iops", "storageThroughput"],
      timing: ["applyImmediately", "maintenanceWindow"],
      refused: ["engine", "engineVersion", "port"],
    },
  },
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": {
    guards: [data("retentionPeriod", atLeast(7), "A copy would be gone before somebody needs it")],
    refers: { sourceDbInstanceArn: "aws:rds/instance:Instance", kmsKeyId: KEY },
    required: ["sourceDbInstanceArn", "kmsKeyId"],
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    guards: [
      availability(
        "parameters[name=statement_timeout].value",
        atLeast(1),
        "One forgotten statement would hold its locks and its connection for ever",
      ),
      availability(
        "parameters[name=idle_in_transaction_session_timeout].value",
        atLeast(1),
        "A client that hangs in a transaction would stop vacuum and hold its locks for ever",
      ),
      availability(
        "parameters[name=max_slot_wal_keep_size].value",
        atLeast(1),
        "A subscriber that is gone would fill the volume with what waits for it",
      ),
      watch(
        "parameters[name=log_min_duration_statement].value",
        like(/^(-1|[1-9]\d{0,3}|[1-5]\d{4}|60000)$/, "1 to 60000 milliseconds, or -1 for none"),
        "Every statement would be logged, with its data",
      ),
    ],
    harmless: {
      refused: ["family", "parameters[max_connections]"],
      timing: ["parameters[].applyMethod"],
      sizes: [
        "parameters[max_worker_processes]",
        "parameters[max_wal_senders]",
        "parameters[max_prepared_transactions]",
        "parameters[max_locks_per_transaction]",
        "parameters[max_replication_slots]",
      ],
      working: [
        "parameters[rds.logical_replication]",
        "parameters[hot_standby_feedback]",
        "parameters[shared_preload_libraries]",
      ],
    },
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    guards: [availability("subnetIds", someOf(2), "A database in one zone is lost with the zone")],
    refers: { "subnetIds[]": SUBNET },
  },
} as const satisfies Readonly<Record<string, Safety>>;
