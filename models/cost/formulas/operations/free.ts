const IAM = "AWS does not charge for IAM";
const ON_NODES = "runs on nodes, which their node pool's line pays for";
const IN_CONTROL_PLANE = "an object in the control plane, which the cluster's line pays for";

/** Types that cost nothing, with the reason. */
export const operationsFree: Readonly<Record<string, string>> = {
  "aws:budgets/budget:Budget": "AWS does not charge for budgets that only notify",
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "AWS does not charge for cost anomaly detection",
  "aws:costexplorer/anomalySubscription:AnomalySubscription":
    "AWS does not charge for cost anomaly detection; its alerts are counted at the topic",
  "aws:costexplorer/costAllocationTag:CostAllocationTag": "AWS does not charge for cost allocation tags",
  "aws:eks/accessEntry:AccessEntry": "AWS does not charge for access entries",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "AWS does not charge for access policies",
  "aws:eks/addon:Addon":
    "AWS does not charge for its own add-ons; their pods run on nodes, which their node pool's line pays for",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "AWS does not charge for Pod Identity",
  "aws:iam/instanceProfile:InstanceProfile": IAM,
  "aws:iam/role:Role": IAM,
  "aws:iam/rolePolicy:RolePolicy": IAM,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": IAM,
  "aws:sns/topicPolicy:TopicPolicy": "AWS does not charge for topic policies",
  "kubernetes:apps/v1:Deployment": ON_NODES,
  "kubernetes:apps/v1:StatefulSet": `${ON_NODES}; its volumes are claims of their own`,
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": IN_CONTROL_PLANE,
  "kubernetes:batch/v1:CronJob": ON_NODES,
  "kubernetes:core/v1:ConfigMap": IN_CONTROL_PLANE,
  "kubernetes:core/v1:Namespace": IN_CONTROL_PLANE,
  "kubernetes:core/v1:Secret": IN_CONTROL_PLANE,
  "kubernetes:core/v1:ServiceAccount": IN_CONTROL_PLANE,
  "kubernetes:core/v1:Service": "routes inside the cluster; the load balancer is a resource of its own",
  "kubernetes:eks.amazonaws.com/v1:NodeClass": "a template; its nodes are on their node pool's line",
  "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding": IN_CONTROL_PLANE,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": IN_CONTROL_PLANE,
  "kubernetes:policy/v1:PodDisruptionBudget": IN_CONTROL_PLANE,
  "kubernetes:storage.k8s.io/v1:StorageClass": IN_CONTROL_PLANE,
  "random:index/randomId:RandomId": "a number in the state, nothing in AWS",
  "random:index/randomPassword:RandomPassword": "a value in the state, nothing in AWS",
};
