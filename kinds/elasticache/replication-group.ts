import { textOr } from "../../models/manifest/values";
import { isLower, nextMinorVersion } from "../../models/manifest/version";
import { refusesSecond } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { CHANGES, DELETES } from "./replication-group-changes";
import { replicationGroupPrice } from "./replication-group-price";
import { REFUSALS } from "./replication-group-refusals";

export const elasticacheReplicationGroup = kind("aws:elasticache/replicationGroup:ReplicationGroup", {
  name: { input: "replicationGroupId", lengthMax: 40, identity: refusesSecond("replicationGroupId") },
  tags: "tags",
  price: priced(
    replicationGroupPrice,
    [
      {
        title: "ElastiCache nodes",
        usageType: /(?:^|-)NodeUsage:cache\.([\w.]+)$/,
        priceKey: /^elasticache\.valkey\.cache\.([\w.]+)$/,
      },
      {
        title: "ElastiCache backups",
        usageType: /(?:^|-)BackupUsage(?::|$)/,
        priceKey: /^elasticache\.backup/,
      },
    ],
    [
      {
        keys: /^elasticache\.valkey\.(cache\.\S+)$/,
        serviceCode: "AmazonElastiCache",
        unit: "Hrs",
        filters: (instanceType) => ({ instanceType, cacheEngine: "Valkey" }),
      },
    ],
  ),
  replaces: {
    inputs: [
      "atRestEncryptionEnabled",
      "dataTieringEnabled",
      "globalReplicationGroupId",
      "kmsKeyId",
      "networkType",
      "port",
      "replicationGroupId",
      "securityGroupNames",
      "snapshotArns",
      "snapshotName",
      "subnetGroupName",
    ],
    conditional: [
      {
        property: "engine",
        when: "any change but redis -> valkey (so valkey -> redis replaces); not when the group belongs to a global group",
        decides: (before, after) => !(before["engine"] === "redis" && after["engine"] === "valkey"),
        source:
          "hashicorp/terraform-provider-aws:internal/service/elasticache/engine_version.go (customise-diff helpers) (v6.x)",
      },
      {
        property: "engineVersion",
        when: "the version is lowered",
        decides: (before, after) => isLower(after["engineVersion"], before["engineVersion"]),
        source:
          "hashicorp/terraform-provider-aws:internal/service/elasticache/engine_version.go (customise-diff helpers) (v6.x)",
      },
      {
        property: "transitEncryptionEnabled",
        when: "the running engine version is below 7.0.5; from 7.0.5 on in place (first with transitEncryptionMode preferred)",
        decides: (before) => isLower(before["engineVersion"], "7.0.5"),
        source:
          "hashicorp/terraform-provider-aws:internal/service/elasticache/replication_group.go (v6.x) ; @pulumi/aws 7.48.0 d.ts doc comment",
      },
      {
        property: "nodeGroupConfigurations",
        when: "explicit node group blocks are added, removed or changed in a meaningful way",
        decides: () => true,
        source: "hashicorp/terraform-provider-aws:internal/service/elasticache/replication_group.go (v6.x)",
      },
    ],
    rejected: [
      {
        property: "clusterMode",
        when: "enabled -> disabled is refused by the API (an error, not a replacement)",
        source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html",
      },
    ],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/elasticache/replication_group.go (v6.x); hashicorp/terraform-provider-aws:internal/service/elasticache/engine_version.go (customise-diff helpers) (v6.x)",
  },
  changes: CHANGES,
  deletes: DELETES,
  creates: [
    {
      minutesMin: 5,
      minutesMax: 20,
      basis: "estimate",
      note: "AWS publishes no figure; the provider waits up to 60 minutes",
      source:
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group",
    },
  ],
  readsBack: [
    {
      property: "engineVersion",
      moves: ({ engineVersion, autoMinorVersionUpgrade }) =>
        autoMinorVersionUpgrade === false ? undefined : nextMinorVersion(engineVersion),
      note: "Read as major and minor version. With autoMinorVersionUpgrade, its default, AWS moves it, and the version that was given is then a downgrade, which replaces the group",
      source:
        "hashicorp/terraform-provider-aws:internal/service/elasticache/engine_version.go (setEngineVersionValkey)",
    },
  ],
  computed: (name, { replicationGroupId }) => ({
    configurationEndpointAddress: `clustercfg.${textOr(replicationGroupId, name)}.abcdef.use1.cache.amazonaws.com`,
  }),
  refusals: REFUSALS,
});
