import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { fc } from "../../support/property";

const FILE = join(__dirname, "../../../components/cdn/viewer-request.js");
const code = readFileSync(FILE, "utf8");

interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Record<string, { value: string; multiValue?: { value: string }[] }>;
  readonly headers: Record<string, { value: string }>;
  readonly cookies: Record<string, { value: string }>;
}

// Nothing of Node is in reach of the code, as nothing is at the edge.
const sandbox = createContext({});
runInContext(code, sandbox);

/** Runs the function's code on a request and returns what it hands on. */
function handled(request: Partial<ViewerRequest>): ViewerRequest {
  const event = {
    version: "1.0",
    request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {}, ...request },
  };
  return JSON.parse(
    String(runInContext(`JSON.stringify(handler(${JSON.stringify(event)}))`, sandbox)),
  ) as ViewerRequest;
}

const values = (...parameters: string[]): ViewerRequest["querystring"] =>
  Object.fromEntries(parameters.map((parameter) => [parameter, { value: `value of ${parameter}` }]));

test.each([
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_anything_else",
  "dclid",
  "fbclid",
  "gbraid",
  "gclid",
  "mc_cid",
  "mc_eid",
  "msclkid",
  "ttclid",
  "wbraid",
])("takes %s out of an address that is read", (mark) => {
  for (const method of ["GET", "HEAD"])
    expect(handled({ method, querystring: values("page", mark, "sort") }).querystring).toEqual(
      values("page", "sort"),
    );
});

test("leaves parameters that only look alike", () => {
  const querystring = values("utm", "my_utm_source", "gclids", "UTM_SOURCE", "state", "code");
  expect(handled({ querystring }).querystring).toEqual(querystring);
});

test("keeps every value of a parameter that is given several times", () => {
  const querystring = { tag: { value: "a", multiValue: [{ value: "a" }, { value: "b" }] } };
  expect(handled({ querystring }).querystring).toEqual(querystring);
});

test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("hands on a %s untouched", (method) => {
  const querystring = values("utm_source", "gclid");
  expect(handled({ method, querystring }).querystring).toEqual(querystring);
});

test("changes nothing but the query string, and that only once", () => {
  // JSON keeps a field named __proto__, an object literal does not: no header is called that.
  const words = fc.dictionary(fc.stringMatching(/^[a-z][a-z_]{0,11}$/), fc.record({ value: fc.string() }), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(fc.webPath(), words, words, words, (uri, querystring, headers, cookies) => {
      const once = handled({ uri, querystring, headers, cookies });
      expect({ ...once, querystring: {} }).toEqual({ method: "GET", uri, querystring: {}, headers, cookies });
      expect(querystring).toMatchObject(once.querystring);
      expect(handled(once)).toEqual(once);
    }),
    { numRuns: 50 },
  );
});

test("fits the limits of the runtime", () => {
  expect(Buffer.byteLength(code)).toBeLessThan(10 * 1024);
  expect(code).not.toMatch(/\bfor\b[^;]*\bof\b[^;]*\{|\bclass\b|^import |require\(/m);
});
