import { SECRET_TEXT, type ManifestResource } from "../../../models/manifest/manifest";
import { secret, withSecrets } from "../../../models/recovery/rebuild/secrets";
import type { Values } from "../../../models/manifest/values";

const PASSWORD = "a-password-of-the-test";
const BASE64 = Buffer.from(PASSWORD).toString("base64");

/** What becomes of one resource's state, with what the program has for its inputs. */
function marked(type: string, given: Values, inputs: Values, outputs: Values): readonly unknown[] {
  const urn = `urn:pulumi:prod::scaling-tiers::${type}::it`;
  const resource = { urn, inputs: given } as ManifestResource;
  const [entry] = withSecrets([{ urn, type, inputs, outputs }], { resources: [resource] }, [PASSWORD]);
  return [entry?.inputs, entry?.outputs];
}

test("what the program has as a secret is one, at any depth, and all else stays", () => {
  expect(
    marked(
      "aws:elasticache/user:User",
      { userId: "app", authenticationMode: { type: "password", passwords: [SECRET_TEXT] } },
      { userId: "app", authenticationMode: { type: "password", passwords: ["other"] } },
      { userId: "app", authenticationMode: { passwordCount: 1, passwords: ["other"] } },
    ),
  ).toEqual([
    { userId: "app", authenticationMode: { type: "password", passwords: [secret("other")] } },
    { userId: "app", authenticationMode: { passwordCount: 1, passwords: [secret("other")] } },
  ]);
});

test("a text that holds a password is a secret wherever it stands, also as base64", () => {
  expect(
    marked(
      "aws:ssm/parameter:Parameter",
      {},
      { tier: null },
      { list: [`url ${PASSWORD}`, "plain"], b: BASE64 },
    ),
  ).toEqual([{ tier: null }, { list: [secret(`url ${PASSWORD}`), "plain"], b: secret(BASE64) }]);
});

test("all values of a Kubernetes Secret are secrets, those as well that the API server has added", () => {
  const type = "kubernetes:core/v1:Secret";
  expect(
    marked(
      type,
      { stringData: { key: "unmarked" } },
      { stringData: { key: "v" } },
      { data: { key: "dg==" } },
    ),
  ).toEqual([{ stringData: secret({ key: "v" }) }, { data: secret({ key: "dg==" }) }]);
});

test("what is marked already is not marked again", () => {
  const known = secret(PASSWORD);
  expect(
    marked(
      "aws:secretsmanager/secretVersion:SecretVersion",
      { secretString: SECRET_TEXT },
      {},
      { secretString: known },
    ),
  ).toEqual([{}, { secretString: known }]);
});
