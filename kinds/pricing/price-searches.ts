import type { PriceSearch } from "./price";

export const EC2_INSTANCE_PRICE: PriceSearch = {
  keys: /^ec2\.([a-z]\d+g\.\w+)$/,
  serviceCode: "AmazonEC2",
  unit: "Hrs",
  filters: (instanceType) => ({
    instanceType,
    operatingSystem: "Linux",
    tenancy: "Shared",
    preInstalledSw: "NA",
    capacitystatus: "Used",
    marketoption: "OnDemand",
  }),
};
export const EBS_VOLUME_PRICE: PriceSearch = {
  keys: /^ebs\.(gp3)\.storage$/,
  serviceCode: "AmazonEC2",
  unit: "GB-Mo",
  filters: (volumeApiName) => ({ productFamily: "Storage", volumeApiName }),
};
