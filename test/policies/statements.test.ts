import { isDocument, isNarrowing, statementsOf } from "../../policies/statements";

const narrows = (operator: string, key: string, ...values: string[]): boolean =>
  isNarrowing({ operator, key, values });

test.each([
  ["StringEquals", "aws:sourceaccount", "123456789012"],
  ["ArnLike", "aws:sourcearn", "arn:aws:logs:us-east-1:123456789012:*"],
  ["StringLike", "s3:prefix", "assets/*"],
  ["IpAddress", "aws:sourceip", "203.0.113.0/24"],
  ["Bool", "kms:grantisforawsresource", "true"],
])("%s on %s of %s keeps requests out", (operator, key, value) => {
  expect(narrows(operator, key, value)).toBe(true);
});

test.each([
  ["StringLike", "aws:sourceaccount", "*"],
  ["StringLike", "aws:sourceaccount", "?*"],
  ["ArnLike", "aws:sourcearn", "arn:aws:s3:::*"],
  ["ArnLike", "aws:sourcearn", "arn:aws:*"],
  ["StringNotEquals", "aws:sourceaccount", "1"],
  ["StringEqualsIfExists", "aws:sourceaccount", "123456789012"],
  ["ForAllValues:StringEquals", "aws:tagkeys", "x"],
  ["Null", "aws:sourceaccount", "false"],
  ["Bool", "aws:securetransport", "true"],
  ["StringEquals", "aws:securetransport", "true"],
  ["IpAddress", "aws:sourceip", "0.0.0.0/0"],
  ["DateGreaterThan", "aws:currenttime", "2000-01-01T00:00:00Z"],
])("%s on %s of %s keeps nobody out, as far as is known", (operator, key, value) => {
  expect(narrows(operator, key, value)).toBe(false);
});

test("one of several values that names nothing opens the condition, and none at all closes nothing", () => {
  expect(narrows("StringLike", "s3:prefix", "assets/*", "*")).toBe(false);
  expect(narrows("StringEquals", "s3:prefix")).toBe(false);
});

test("a document is read as text or as an object, with one statement or several", () => {
  const statement = { Effect: "Allow", NotPrincipal: { AWS: "x" }, NotAction: ["a:b"], Resource: "*" };
  for (const document of [{ Statement: statement }, JSON.stringify({ Statement: [statement] })])
    expect(statementsOf(document)).toEqual([
      {
        sid: "",
        effect: "Allow",
        actions: [],
        resources: ["*"],
        principals: [],
        inverted: ["NotAction", "NotPrincipal"],
        conditions: [],
        isNarrowed: false,
        plainHttpOnly: false,
      },
    ]);
  expect([isDocument("{"), isDocument(undefined), isDocument("{}")]).toEqual([false, false, true]);
});
