import { isSet } from "../../models/manifest/values";
import { NO_DOWNTIME, nameless, type Effect } from "../facts";
import { kind } from "../kind";
import { EBS_VOLUMES, EC2_CPU_CREDITS, EC2_INSTANCES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { EBS_VOLUME_PRICE, EC2_INSTANCE_PRICE } from "../pricing/price-searches";
import { PROVIDER_TYPES } from "../sources";
import { ec2InstancePrice } from "./instance-price";

/** The only one there is, the NAT instance, goes before the next one comes: they have one interface. */
const ANOTHER_INSTANCE: Effect = {
  downtime: { class: "restart", secondsMin: 120, secondsMax: 300 },
  dataRisk: "none",
  reversible: true,
  minutesMin: 2,
  minutesMax: 5,
  note: "The old instance is shut down, the new one starts, installs its rules and tries them: until then nothing in the private subnets reaches other services, AWS's own included. The address stays",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html",
};

export const ec2Instance = kind("aws:ec2/instance:Instance", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(
    ec2InstancePrice,
    [EC2_INSTANCES, EC2_CPU_CREDITS, EBS_VOLUMES],
    [EC2_INSTANCE_PRICE, EBS_VOLUME_PRICE],
  ),
  replaces: {
    inputs: [
      "ami",
      "associatePublicIpAddress",
      "availabilityZone",
      "cpuOptions",
      "ebsBlockDevices",
      "ebsOptimized",
      "enclaveOptions",
      "ephemeralBlockDevices",
      "hibernation",
      "hostId",
      "ipv6AddressCount",
      "ipv6Addresses",
      "keyName",
      "launchTemplate",
      "networkInterfaces",
      "placementGroup",
      "primaryNetworkInterface",
      "privateDnsNameOptions",
      "privateIp",
      "rootBlockDevice.encrypted",
      "rootBlockDevice.kmsKeyId",
      "securityGroups",
      "subnetId",
      "tenancy",
    ],
    conditional: [
      {
        property: "userData",
        when: "userDataReplaceOnChange is true (else the instance is stopped and started, and the script does not run again)",
        decides: (_before, after) => after["userDataReplaceOnChange"] === true,
        source: PROVIDER_TYPES,
      },
      {
        property: "userDataBase64",
        when: "userDataReplaceOnChange is true (else the instance is stopped and started, and the script does not run again)",
        decides: (_before, after) => after["userDataReplaceOnChange"] === true,
        source: PROVIDER_TYPES,
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/ec2/ec2_instance.go (v5.x)",
  },
  changes: [
    { property: "ami", ...ANOTHER_INSTANCE },
    { property: "userData", ...ANOTHER_INSTANCE },
    {
      property: "rootBlockDevice.tags",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Tags of the volume",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html",
    },
    {
      property: "disableApiTermination",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Takes effect at once",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
    },
    {
      property: "creditSpecification",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Takes effect at once",
      source:
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode.html",
    },
    {
      property: "instanceType",
      downtime: { class: "restart", secondsMin: 60, secondsMax: 240 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 1,
      minutesMax: 4,
      note: "The instance is stopped and started on another host: until then nothing in the private subnets reaches other services. The address stays",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html",
    },
  ],
  readsBack: [
    {
      property: "sourceDestCheck",
      defaultsTo: true,
      // That of an own interface, which an instance in the way of packets has switched off.
      reads: ({ primaryNetworkInterface, sourceDestCheck }) =>
        isSet(primaryNetworkInterface) ? false : (sourceDestCheck ?? true),
      note: "Read from the primary interface and compared with a default of true: the next update of an instance with an own interface switches the check on, unless it is ignored",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/44768",
    },
  ],
  creates: [
    {
      minutesMin: 1.5,
      minutesMax: 4,
      basis: "estimate",
      note: "The provider waits until the instance runs, the program until it says that it forwards: it makes swap space, installs a package and tries its rules; at most 15 minutes",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html",
    },
  ],
});
