import { textOr } from "../../models/manifest/values";
import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const acmCertificate = kind("aws:acm/certificate:Certificate", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: free("Public certificates of ACM are free with CloudFront and with load balancers."),
  replaces: {
    inputs: [
      "certificateAuthorityArn",
      "domainName",
      "keyAlgorithm",
      "subjectAlternativeNames",
      "validationMethod",
      "validationOptions",
      "validationOptions[*].domainName",
      "validationOptions[*].validationDomain",
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/acm/certificate.go (v5.7x era)",
  },
  changes: SAME_AT_EVERY_TIER,
  computed: (_name, { domainName }) => ({
    domainValidationOptions: [
      {
        domainName,
        resourceRecordName: `_validate.${textOr(domainName, "example.com")}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.aws",
      },
    ],
  }),
  onlyWith: "domain",
});
