import {
  BACKUP_ACCOUNT_OUTPUTS,
  backupTemplate,
  copiesName,
  type BackedUpStack,
} from "../../../models/account/backup-template";
import type { Template } from "../../../models/account/template";

const SOURCE = { AWS: "arn:aws:iam::111122223333:root" };
const STACK: BackedUpStack = {
  project: "shop",
  stack: "prod",
  account: "111122223333",
  region: "eu-central-1",
  organization: "o-exampleorgid",
  keptVersionDays: 35,
};

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const template = backupTemplate(STACK);
const of = (name: string, { Resources }: Template = template) => Resources[name]?.Properties ?? {};
const statementsOf = (name: string, property: string): readonly Statement[] =>
  (of(name)[property] as unknown as { readonly Statement: readonly Statement[] }).Statement;
const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action);

const BUCKETS = ["SnapshotBucket", "AssetBucket"] as const;
const DOCUMENTS = [
  ["Key", "KeyPolicy"],
  ["Vault", "AccessPolicy"],
  ["SnapshotBucketPolicy", "PolicyDocument"],
  ["AssetBucketPolicy", "PolicyDocument"],
] as const;

test("everything but a name stays when the stack of CloudFormation goes, or replaces it", () => {
  const kept = Object.entries(template.Resources).map(([name, { Type, ...rest }]) => [
    name,
    Type,
    rest.DeletionPolicy,
    rest.UpdateReplacePolicy,
  ]);
  expect(kept).toEqual([
    ["Key", "AWS::KMS::Key", "Retain", "Retain"],
    ["KeyAlias", "AWS::KMS::Alias", undefined, undefined],
    ["Vault", "AWS::Backup::BackupVault", "Retain", "Retain"],
    ["SnapshotBucket", "AWS::S3::Bucket", "Retain", "Retain"],
    ["SnapshotBucketPolicy", "AWS::S3::BucketPolicy", "Retain", "Retain"],
    ["AssetBucket", "AWS::S3::Bucket", "Retain", "Retain"],
    ["AssetBucketPolicy", "AWS::S3::BucketPolicy", "Retain", "Retain"],
  ]);
});

test("the account that is backed up may have copies made, and nothing else", () => {
  const allowed = DOCUMENTS.map(([name, property]) => {
    const own = statementsOf(name, property).filter(
      ({ Effect, Principal }) => Effect === "Allow" && JSON.stringify(Principal) === JSON.stringify(SOURCE),
    );
    return [name, actionsOf(own)];
  });
  const replication = [
    "s3:ObjectOwnerOverrideToBucketOwner",
    "s3:ReplicateDelete",
    "s3:ReplicateObject",
    "s3:ReplicateTags",
    "s3:GetBucketVersioning",
  ];
  expect(allowed).toEqual([
    ["Key", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"]],
    ["Vault", ["backup:CopyIntoBackupVault"]],
    ["SnapshotBucketPolicy", replication],
    ["AssetBucketPolicy", replication],
  ]);
});

test("nobody else is allowed anything, but the account itself its key", () => {
  const others = DOCUMENTS.flatMap(([name, property]) =>
    statementsOf(name, property)
      .filter(
        ({ Effect, Principal }) => Effect === "Allow" && JSON.stringify(Principal) !== JSON.stringify(SOURCE),
      )
      .map(({ Sid, Principal, Action }) => [name, Sid, Principal, Action]),
  );
  const own = { AWS: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root" } };
  expect(others).toEqual([["Key", "AccountDecides", own, "kms:*"]]);
});

test("a new account may read copies while the stack is restored there, and writes and deletes nothing", () => {
  const asked = backupTemplate({ ...STACK, restoredIn: "444455556666" });
  const added = DOCUMENTS.flatMap(([name, property]) => {
    const before = statementsOf(name, property).map(({ Sid }) => Sid);
    const document = of(name, asked)[property] as unknown as { readonly Statement: readonly Statement[] };
    return document.Statement.filter(({ Sid }) => !before.includes(Sid)).map((one) => [name, one]);
  });
  const reader = { AWS: "arn:aws:iam::444455556666:root" };
  const byBackup = {
    "aws:PrincipalArn":
      "arn:aws:iam::444455556666:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
  };
  const ofKey = (Sid: string, Action: string[], Condition: unknown) => [
    "Key",
    { Sid, Effect: "Allow", Principal: reader, Action, Resource: "*", Condition },
  ];
  const ofBucket = (name: string) => [
    `${name}Policy`,
    {
      Sid: "ReadCopies",
      Effect: "Allow",
      Principal: reader,
      Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket"],
      Resource: [{ "Fn::GetAtt": [name, "Arn"] }, { "Fn::Sub": `\${${name}.Arn}/*` }],
    },
  ];
  expect(added).toEqual([
    ofKey(
      "RestoreByBackup",
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      { ArnEquals: byBackup },
    ),
    ofKey("RestoreByServices", ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], {
      ArnEquals: byBackup,
      Bool: { "kms:GrantIsForAWSResource": "true" },
    }),
    ofKey("ReadThroughS3", ["kms:Decrypt"], {
      StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
    }),
    ...BUCKETS.map(ofBucket),
  ]);
});

test("the key turns, waits longest before it goes, and is used through S3 of the region only", () => {
  expect(of("Key")).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
  expect(statementsOf("Key", "KeyPolicy")[1]).toEqual({
    Sid: "ReplicateThroughS3",
    Effect: "Allow",
    Principal: SOURCE,
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
  });
});

test("copies come into the vault from one account, in the organization, and nobody deletes one", () => {
  expect(of("Vault")["EncryptionKeyArn"]).toEqual({ "Fn::GetAtt": ["Key", "Arn"] });
  expect(statementsOf("Vault", "AccessPolicy")).toEqual([
    {
      Sid: "TakeCopies",
      Effect: "Allow",
      Principal: SOURCE,
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    },
    {
      Sid: "DeleteNothing",
      Effect: "Deny",
      Principal: "*",
      Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      Resource: "*",
    },
  ]);
});

test("the lock holds what the stack keeps, 7 to 35 days, and can be taken away unless a compliance lock is asked for", () => {
  expect(of("Vault")["LockConfiguration"]).toEqual({ MinRetentionDays: 7, MaxRetentionDays: 35 });
  const compliance = backupTemplate({ ...STACK, complianceLockDays: 3 });
  expect(of("Vault", compliance)["LockConfiguration"]).toEqual({
    MinRetentionDays: 7,
    MaxRetentionDays: 35,
    ChangeableForDays: 3,
  });
});

test.each(BUCKETS)(
  "%s is closed, keeps versions for the days that were asked for, and has no name",
  (name) => {
    const asked = of(name, backupTemplate({ ...STACK, keptVersionDays: 90 }));
    expect(asked).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: "Enabled" },
      LifecycleConfiguration: {
        Rules: [
          {
            Id: "end-deleted-copies",
            Status: "Enabled",
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            ExpiredObjectDeleteMarker: true,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    });
    expect(asked).not.toHaveProperty("BucketName");
  },
);

test("snapshots have the key, and assets the one of S3, as in the buckets that are copied", () => {
  const encryptionOf = (name: string) => of(name)["BucketEncryption"];
  expect(encryptionOf("SnapshotBucket")).toEqual({
    ServerSideEncryptionConfiguration: [
      {
        ServerSideEncryptionByDefault: {
          SSEAlgorithm: "aws:kms",
          KMSMasterKeyID: { "Fn::GetAtt": ["Key", "Arn"] },
        },
        BucketKeyEnabled: true,
      },
    ],
  });
  expect(encryptionOf("AssetBucket")).toEqual({
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
  });
});

test.each([
  ["SnapshotBucket", "snapshots/"],
  ["AssetBucket", ""],
])("%s takes copies below its prefix, and nothing without TLS", (name, prefix) => {
  const [copies, versioning, tls] = statementsOf(`${name}Policy`, "PolicyDocument");
  expect(copies?.Resource).toEqual({ "Fn::Sub": `\${${name}.Arn}/${prefix}*` });
  expect(versioning?.Resource).toEqual({ "Fn::GetAtt": [name, "Arn"] });
  expect(tls).toEqual({
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [{ "Fn::GetAtt": [name, "Arn"] }, { "Fn::Sub": `\${${name}.Arn}/*` }],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("it is refused in the account that is backed up, and in another region", () => {
  expect(template.Rules).toEqual({
    AnotherAccount: {
      Assertions: [
        {
          Assert: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, "111122223333"] }] },
          AssertDescription:
            "111122223333 is the account that is backed up. Deploy in another one of its organization.",
        },
      ],
    },
    SameRegion: {
      Assertions: [
        {
          Assert: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-central-1"] },
          AssertDescription: "The stack is in eu-central-1. Deploy with --region eu-central-1.",
        },
      ],
    },
  });
});

test("it says whose copies they are, and puts out what the stack is told", () => {
  expect(template.Description).toBe(
    "Copies of the backups of stack prod of project shop in account 111122223333",
  );
  expect(Object.keys(template.Outputs)).toEqual(Object.keys(BACKUP_ACCOUNT_OUTPUTS));
  expect(Object.values(template.Outputs).map(({ Value }) => Value)).toEqual([
    { "Fn::GetAtt": ["Vault", "BackupVaultArn"] },
    { "Fn::GetAtt": ["Key", "Arn"] },
    { "Fn::GetAtt": ["SnapshotBucket", "Arn"] },
    { "Fn::GetAtt": ["AssetBucket", "Arn"] },
  ]);
});

test.each([
  ["prod", "copies-of-prod"],
  ["2026_prod.eu", "copies-of-2026-prod-eu"],
  ["x".repeat(60), `copies-of-${"x".repeat(27)}`],
])("names for stack %s are %s, as AWS Backup and CloudFormation take them", (stack, name) => {
  expect(copiesName(stack)).toBe(name);
  // With a dash and the twelve digits at its end.
  expect(`${name}-0123456789ab`).toMatch(/^[a-zA-Z0-9_-]{2,50}$/);
});

test("the vault and the key's other name end with the id of the stack of CloudFormation", () => {
  const end = {
    "Fn::Select": [
      4,
      { "Fn::Split": ["-", { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] }] },
    ],
  };
  expect(of("Vault")["BackupVaultName"]).toEqual({ "Fn::Join": ["-", ["copies-of-prod", end]] });
  expect(of("KeyAlias")["AliasName"]).toEqual({ "Fn::Join": ["-", ["alias/copies-of-prod", end]] });
});
