/**
 * Lets EKS Auto Mode put our own tags on what it creates; without it no node launches as soon as a NodeClass has
 * tags, and no volume is made as soon as a StorageClass has (EKS user guide, "Custom AWS tags for EKS Auto
 * resources"). The guide's statements on load balancers and Shield are left out: Pulumi owns the load balancer.
 */
export function customTagsPolicy(partition: string, clusterName: string): string {
  const ofThisCluster = { "aws:RequestTag/eks:eks-cluster-name": clusterName };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Compute",
        Effect: "Allow",
        Action: ["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplate"],
        // A launch names images, subnets and groups beside what it makes; the condition bounds it to this cluster.
        Resource: "*",
        Condition: {
          StringEquals: ofThisCluster,
          StringLike: {
            "aws:RequestTag/eks:kubernetes-node-class-name": "*",
            "aws:RequestTag/eks:kubernetes-node-pool-name": "*",
          },
        },
      },
      {
        Sid: "Storage",
        Effect: "Allow",
        Action: ["ec2:CreateVolume", "ec2:CreateSnapshot"],
        Resource: [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:snapshot/*`],
        Condition: { StringEquals: ofThisCluster },
      },
      {
        Sid: "Networking",
        Effect: "Allow",
        Action: "ec2:CreateNetworkInterface",
        // As with a launch: subnet and groups are resources of the same request.
        Resource: "*",
        Condition: {
          StringEquals: ofThisCluster,
          StringLike: { "aws:RequestTag/eks:kubernetes-cni-node-name": "*" },
        },
      },
    ],
  });
}
