import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const acmCertificateValidation = kind("aws:acm/certificateValidation:CertificateValidation", {
  name: nameless("Told apart by what it belongs to", putsAgain("certificateArn")),
  tags: "none",
  price: free("A wait for the certificate, no object of AWS."),
  replaces: {
    inputs: ["certificateArn", "validationRecordFqdns"],
    verification: "source",
    source: providerSource("acm/certificate_validation", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 2,
      minutesMax: 30,
      basis: "documented",
      note: "Up to 30 minutes after the DNS record is there",
      source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
    },
  ],
  computed: (_name, { certificateArn }) => ({ certificateArn }),
  onlyWith: "domain",
});
