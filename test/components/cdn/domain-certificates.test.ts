import { domainCertificates } from "../../../components/cdn/domain-certificates";
import { contextOf, recordResources, type Recorded } from "../../support/record";

const DOMAIN = { name: "app.example.com", hostedZoneId: "Z0000000EXAMPLE" };

const record = (region: string, originTls: boolean): Promise<Recorded> =>
  recordResources(() => {
    const { edgeArn, originArn, ownOriginArn } = domainCertificates(
      contextOf("10k", { region }),
      DOMAIN,
      originTls,
    );
    return { edgeArn, originArn, ownOriginArn };
  });

const EDGE = ["cdn-certificate-certificate", "cdn-certificate-validation"];
const ORIGIN = ["cdn-origin-certificate-certificate", "cdn-origin-certificate-validation"];
const RECORD = "cdn-certificate-validation-record";
const awsNames = ({ resources }: Recorded): string[] =>
  resources.filter(({ type }) => type.startsWith("aws:")).map(({ name }) => name);
const arnOf = (name: string): string => `arn:aws:acm:us-east-1:123456789012:${name}`;

test("CloudFront's is in us-east-1 wherever the stack is, and validated by a DNS record", async () => {
  const recorded = await record("eu-central-1", false);
  expect(awsNames(recorded).sort()).toEqual([...EDGE, RECORD].sort());
  for (const name of EDGE) expect([name, recorded.named(name).inputs["region"]]).toEqual([name, "us-east-1"]);
  expect(recorded.named("cdn-certificate-certificate").inputs).toMatchObject({
    domainName: "app.example.com",
    validationMethod: "DNS",
  });
  expect(recorded.named(RECORD).inputs).toEqual({
    zoneId: "Z0000000EXAMPLE",
    name: "_validate.app.example.com",
    type: "CNAME",
    records: ["_value.acm-validations.aws"],
    ttl: 300,
    allowOverwrite: true,
  });
  expect(recorded.named("cdn-certificate-validation").inputs["validationRecordFqdns"]).toEqual([
    "_validate.app.example.com",
  ]);
  expect(recorded.outputs).toEqual({
    edgeArn: arnOf("cdn-certificate-certificate"),
    originArn: null,
    ownOriginArn: null,
  });
});

test("the load balancer's is in the region of the stack, validated by the same record, which is made once", async () => {
  const recorded = await record("eu-central-1", true);
  expect(awsNames(recorded).sort()).toEqual([...EDGE, ...ORIGIN, RECORD].sort());
  for (const name of ORIGIN) expect(recorded.named(name).inputs).not.toHaveProperty("region");
  expect(recorded.named("cdn-origin-certificate-certificate").inputs).toMatchObject({
    domainName: "app.example.com",
    validationMethod: "DNS",
  });
  expect(recorded.named("cdn-origin-certificate-validation").inputs).toEqual({
    certificateArn: arnOf("cdn-origin-certificate-certificate"),
    validationRecordFqdns: ["_validate.app.example.com"],
  });
  expect(recorded.dependenciesOf("cdn-origin-certificate-validation")).toContain(RECORD);
  expect(recorded.outputs).toEqual({
    edgeArn: arnOf("cdn-certificate-certificate"),
    originArn: arnOf("cdn-origin-certificate-certificate"),
    ownOriginArn: arnOf("cdn-origin-certificate-certificate"),
  });
});

test("in us-east-1 both have the same", async () => {
  const recorded = await record("us-east-1", true);
  expect(awsNames(recorded).sort()).toEqual([...EDGE, RECORD].sort());
  expect(recorded.outputs).toEqual({
    edgeArn: arnOf("cdn-certificate-certificate"),
    originArn: arnOf("cdn-certificate-certificate"),
    ownOriginArn: null,
  });
});
