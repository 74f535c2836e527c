type Values = Record<string, unknown>;
type OutputsOf = (name: string, inputs: Values) => Values;

const ACCOUNT = "123456789012";
const text = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

/** Outputs that AWS computes and components read, by type. Fixed texts, so that nothing downstream is unknown. */
const computedByType: Readonly<Record<string, OutputsOf>> = {
  "aws:rds/instance:Instance": (name, { identifier }) => {
    const address = `${text(identifier, name)}.abcdefghijkl.us-east-1.rds.amazonaws.com`;
    return { address, endpoint: `${address}:5432`, port: 5432, identifier: text(identifier, name) };
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": (name, { replicationGroupId }) => ({
    configurationEndpointAddress: `clustercfg.${text(replicationGroupId, name)}.abcdef.use1.cache.amazonaws.com`,
  }),
  "aws:eks/cluster:Cluster": (name, inputs) => ({
    endpoint: `https://${name}.gr7.us-east-1.eks.amazonaws.com`,
    certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    certificateAuthorities: [{ data: "Y2VydGlmaWNhdGU=" }],
    vpcConfig: { ...(inputs["vpcConfig"] as Values | undefined), clusterSecurityGroupId: "sg-eks-cluster" },
  }),
  "aws:lb/loadBalancer:LoadBalancer": (name) => ({ dnsName: `internal-${name}.us-east-1.elb.amazonaws.com` }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: `${name}.cloudfront.net`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:kms/key:Key": (name) => ({ keyId: `id-of-${name}` }),
  "aws:s3/bucket:Bucket": (name, { bucket, bucketPrefix }) => {
    const bucketName = text(bucket, `${text(bucketPrefix, `${name}-`)}mock`);
    return {
      bucket: bucketName,
      arn: `arn:aws:s3:::${bucketName}`,
      bucketRegionalDomainName: `${bucketName}.s3.us-east-1.amazonaws.com`,
    };
  },
  "aws:sqs/queue:Queue": (name) => ({ url: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}` }),
  "aws:acm/certificate:Certificate": (_name, { domainName }) => ({
    domainValidationOptions: [
      {
        domainName,
        resourceRecordName: `_validate.${text(domainName, "example.com")}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.aws",
      },
    ],
  }),
  "aws:acm/certificateValidation:CertificateValidation": (_name, { certificateArn }) => ({ certificateArn }),
  "aws:route53/record:Record": (_name, { name }) => ({ fqdn: name }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `password-of-${name}` }),
  "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
  "random:index/randomString:RandomString": () => ({ result: "a1b2c3" }),
};

/**
 * State of a resource without a cloud: its inputs and what AWS would compute.
 * @param name what texts are made of: the logical name, or one that tells two objects of it apart
 */
export function cloudOutputs(type: string, name: string, inputs: Values): Values {
  const service = type.split(":")[1]?.split("/")[0] ?? "service";
  const common = type.startsWith("aws:")
    ? { arn: `arn:aws:${service}:us-east-1:${ACCOUNT}:${name}`, name }
    : {};
  return { ...common, ...inputs, ...computedByType[type]?.(name, inputs) };
}

/** Answers of the data sources the program asks, by token. */
export function cloudAnswer(token: string, args: Values): Values {
  switch (token) {
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return {
        names: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"],
        zoneIds: ["use1-az1", "use1-az2", "use1-az4", "use1-az6"],
      };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        accountId: ACCOUNT,
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/dry-run`,
        userId: "AROA:dry-run",
      };
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
      return { ...args, id: "pl-cloudfront" };
    case "aws:ssm/getParameter:getParameter":
      return { ...args, value: "ami-0123456789abcdef0", insecureValue: "ami-0123456789abcdef0" };
    case "aws:route53/getZone:getZone":
      return { ...args, zoneId: "Z0000000EXAMPLE", name: "example.com" };
    default:
      return args;
  }
}
