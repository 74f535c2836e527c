import type { Kind } from "./kind";
import { acmCertificate } from "./acm/certificate";
import { acmCertificateValidation } from "./acm/certificate-validation";
import { backupPlan } from "./backup/plan";
import { backupSelection } from "./backup/selection";
import { backupVault } from "./backup/vault";
import { budgetsBudget } from "./budgets/budget";
import { cloudfrontDistribution } from "./cloudfront/distribution";
import { cloudfrontFunction } from "./cloudfront/function";
import { cloudfrontOriginAccessControl } from "./cloudfront/origin-access-control";
import { cloudfrontResponseHeadersPolicy } from "./cloudfront/response-headers-policy";
import { cloudfrontVpcOrigin } from "./cloudfront/vpc-origin";
import { cloudwatchAlarmMuteRule } from "./cloudwatch/alarm-mute-rule";
import { cloudwatchCompositeAlarm } from "./cloudwatch/composite-alarm";
import { cloudwatchDashboard } from "./cloudwatch/dashboard";
import { cloudwatchLogDelivery } from "./cloudwatch/log-delivery";
import { cloudwatchLogDeliveryDestination } from "./cloudwatch/log-delivery-destination";
import { cloudwatchLogDeliverySource } from "./cloudwatch/log-delivery-source";
import { cloudwatchLogGroup } from "./cloudwatch/log-group";
import { cloudwatchMetricAlarm } from "./cloudwatch/metric-alarm";
import { cognitoIdentityPool } from "./cognito/identity-pool";
import { cognitoIdentityPoolRoleAttachment } from "./cognito/identity-pool-role-attachment";
import { costexplorerAnomalyMonitor } from "./costexplorer/anomaly-monitor";
import { costexplorerAnomalySubscription } from "./costexplorer/anomaly-subscription";
import { costexplorerCostAllocationTag } from "./costexplorer/cost-allocation-tag";
import { ec2DefaultSecurityGroup } from "./ec2/default-security-group";
import { ec2Eip } from "./ec2/eip";
import { ec2FlowLog } from "./ec2/flow-log";
import { ec2Instance } from "./ec2/instance";
import { ec2InternetGateway } from "./ec2/internet-gateway";
import { ec2NatGateway } from "./ec2/nat-gateway";
import { ec2NetworkInterface } from "./ec2/network-interface";
import { ec2Route } from "./ec2/route";
import { ec2RouteTable } from "./ec2/route-table";
import { ec2RouteTableAssociation } from "./ec2/route-table-association";
import { ec2SecurityGroup } from "./ec2/security-group";
import { ec2Subnet } from "./ec2/subnet";
import { ec2Vpc } from "./ec2/vpc";
import { ec2VpcEndpoint } from "./ec2/vpc-endpoint";
import { eksAccessEntry } from "./eks/access-entry";
import { eksAccessPolicyAssociation } from "./eks/access-policy-association";
import { eksAddon } from "./eks/addon";
import { eksCluster } from "./eks/cluster";
import { eksPodIdentityAssociation } from "./eks/pod-identity-association";
import { elasticacheParameterGroup } from "./elasticache/parameter-group";
import { elasticacheReplicationGroup } from "./elasticache/replication-group";
import { elasticacheSubnetGroup } from "./elasticache/subnet-group";
import { elasticacheUser } from "./elasticache/user";
import { elasticacheUserGroup } from "./elasticache/user-group";
import { iamInstanceProfile } from "./iam/instance-profile";
import { iamRole } from "./iam/role";
import { iamRolePolicy } from "./iam/role-policy";
import { iamRolePolicyAttachment } from "./iam/role-policy-attachment";
import { kmsAlias } from "./kms/alias";
import { kmsKey } from "./kms/key";
import { lbListener } from "./lb/listener";
import { lbListenerRule } from "./lb/listener-rule";
import { lbLoadBalancer } from "./lb/load-balancer";
import { lbTargetGroup } from "./lb/target-group";
import { rdsInstance } from "./rds/instance";
import { rdsInstanceAutomatedBackupsReplication } from "./rds/instance-automated-backups-replication";
import { rdsParameterGroup } from "./rds/parameter-group";
import { rdsSubnetGroup } from "./rds/subnet-group";
import { route53Record } from "./route53/record";
import { rumAppMonitor } from "./rum/app-monitor";
import { s3Bucket } from "./s3/bucket";
import { s3BucketLifecycleConfiguration } from "./s3/bucket-lifecycle-configuration";
import { s3BucketOwnershipControls } from "./s3/bucket-ownership-controls";
import { s3BucketPolicy } from "./s3/bucket-policy";
import { s3BucketPublicAccessBlock } from "./s3/bucket-public-access-block";
import { s3BucketReplicationConfig } from "./s3/bucket-replication-config";
import { s3BucketServerSideEncryptionConfiguration } from "./s3/bucket-server-side-encryption-configuration";
import { s3BucketObject } from "./s3/bucket-objectv2";
import { s3BucketVersioning } from "./s3/bucket-versioning";
import { secretsmanagerSecret } from "./secretsmanager/secret";
import { secretsmanagerSecretVersion } from "./secretsmanager/secret-version";
import { snsTopic } from "./sns/topic";
import { snsTopicPolicy } from "./sns/topic-policy";
import { snsTopicSubscription } from "./sns/topic-subscription";
import { sqsQueue } from "./sqs/queue";
import { sqsQueuePolicy } from "./sqs/queue-policy";
import { sqsRedriveAllowPolicy } from "./sqs/redrive-allow-policy";
import { ssmParameter } from "./ssm/parameter";
import { syntheticsCanary } from "./synthetics/canary";
import { vpcSecurityGroupEgressRule } from "./vpc/security-group-egress-rule";
import { vpcSecurityGroupIngressRule } from "./vpc/security-group-ingress-rule";
import { wafv2WebAcl } from "./wafv2/web-acl";
import { wafv2WebAclLoggingConfiguration } from "./wafv2/web-acl-logging-configuration";
import { daemonSet } from "./kubernetes/apps/daemon-set";
import { deployment } from "./kubernetes/apps/deployment";
import { statefulSet } from "./kubernetes/apps/stateful-set";
import { horizontalPodAutoscaler } from "./kubernetes/autoscaling/horizontal-pod-autoscaler";
import { cronJob } from "./kubernetes/batch/cron-job";
import { job } from "./kubernetes/batch/job";
import { configMap } from "./kubernetes/core/config-map";
import { configMapPatch } from "./kubernetes/core/config-map-patch";
import { namespace } from "./kubernetes/core/namespace";
import { persistentVolumeClaim } from "./kubernetes/core/persistent-volume-claim";
import { secret } from "./kubernetes/core/secret";
import { service } from "./kubernetes/core/service";
import { serviceAccount } from "./kubernetes/core/service-account";
import { nodeClass } from "./kubernetes/eks.amazonaws.com/node-class";
import { targetGroupBinding } from "./kubernetes/eks.amazonaws.com/target-group-binding";
import { nodePool } from "./kubernetes/karpenter.sh/node-pool";
import { networkPolicy } from "./kubernetes/networking.k8s.io/network-policy";
import { podDisruptionBudget } from "./kubernetes/policy/pod-disruption-budget";
import { storageClass } from "./kubernetes/storage.k8s.io/storage-class";
import { randomId } from "./random/random-id";
import { randomPassword } from "./random/random-password";

/** Every resource type that some stack builds, by type token. */
export const KINDS = [
  acmCertificate,
  acmCertificateValidation,
  backupPlan,
  backupSelection,
  backupVault,
  budgetsBudget,
  cloudfrontDistribution,
  cloudfrontFunction,
  cloudfrontOriginAccessControl,
  cloudfrontResponseHeadersPolicy,
  cloudfrontVpcOrigin,
  cloudwatchAlarmMuteRule,
  cloudwatchCompositeAlarm,
  cloudwatchDashboard,
  cloudwatchLogDelivery,
  cloudwatchLogDeliveryDestination,
  cloudwatchLogDeliverySource,
  cloudwatchLogGroup,
  cloudwatchMetricAlarm,
  cognitoIdentityPool,
  cognitoIdentityPoolRoleAttachment,
  costexplorerAnomalyMonitor,
  costexplorerAnomalySubscription,
  costexplorerCostAllocationTag,
  ec2DefaultSecurityGroup,
  ec2Eip,
  ec2FlowLog,
  ec2Instance,
  ec2InternetGateway,
  ec2NatGateway,
  ec2NetworkInterface,
  ec2Route,
  ec2RouteTable,
  ec2RouteTableAssociation,
  ec2SecurityGroup,
  ec2Subnet,
  ec2Vpc,
  ec2VpcEndpoint,
  eksAccessEntry,
  eksAccessPolicyAssociation,
  eksAddon,
  eksCluster,
  eksPodIdentityAssociation,
  elasticacheParameterGroup,
  elasticacheReplicationGroup,
  elasticacheSubnetGroup,
  elasticacheUser,
  elasticacheUserGroup,
  iamInstanceProfile,
  iamRole,
  iamRolePolicy,
  iamRolePolicyAttachment,
  kmsAlias,
  kmsKey,
  lbListener,
  lbListenerRule,
  lbLoadBalancer,
  lbTargetGroup,
  rdsInstance,
  rdsInstanceAutomatedBackupsReplication,
  rdsParameterGroup,
  rdsSubnetGroup,
  route53Record,
  rumAppMonitor,
  s3Bucket,
  s3BucketLifecycleConfiguration,
  s3BucketObject,
  s3BucketOwnershipControls,
  s3BucketPolicy,
  s3BucketPublicAccessBlock,
  s3BucketReplicationConfig,
  s3BucketServerSideEncryptionConfiguration,
  s3BucketVersioning,
  secretsmanagerSecret,
  secretsmanagerSecretVersion,
  snsTopic,
  snsTopicPolicy,
  snsTopicSubscription,
  sqsQueue,
  sqsQueuePolicy,
  sqsRedriveAllowPolicy,
  ssmParameter,
  syntheticsCanary,
  vpcSecurityGroupEgressRule,
  vpcSecurityGroupIngressRule,
  wafv2WebAcl,
  wafv2WebAclLoggingConfiguration,
  daemonSet,
  deployment,
  statefulSet,
  horizontalPodAutoscaler,
  cronJob,
  job,
  configMap,
  configMapPatch,
  namespace,
  persistentVolumeClaim,
  secret,
  service,
  serviceAccount,
  nodeClass,
  targetGroupBinding,
  nodePool,
  networkPolicy,
  podDisruptionBudget,
  storageClass,
  randomId,
  randomPassword,
] as const;

const byType: ReadonlyMap<string, Kind> = new Map(KINDS.map((each) => [each.type, each]));

/** The entry of a type; undefined for a type that nothing is known of. */
export const kindOf = (type: string): Kind | undefined => byType.get(type);
