import { proxyHint, proxyTitle, withProxy } from "../../rehearsal/proxy";

const PROXY = { HTTPS_PROXY: "http://user:secret@proxy.example.com:3128" };

test.each([
  ["v20.20.2", false],
  ["v22.20.0", false],
  ["v22.21.0", true],
  ["v23.11.0", false],
  ["v24.4.1", false],
  ["v24.5.0", true],
  ["v26.0.0", true],
])("Node %s takes the proxy of the environment: %p", (version, takes) => {
  expect(proxyTitle(PROXY, version)).toBe(takes ? ", by the proxy of HTTPS_PROXY" : "");
  expect(proxyHint(PROXY, version)).toBe(
    takes
      ? ""
      : `; HTTPS_PROXY is set, which Node ${version.slice(1)} cannot use: Node 22.21 or later, or 24.5 or later, can`,
  );
});

test("without a proxy nothing is said, and nothing is asked for", () => {
  const env = { HTTPS_PROXY: "", PATH: "/bin" };
  expect([proxyTitle(env), proxyHint(env), withProxy(env)]).toEqual(["", "", env]);
  expect(withProxy({ https_proxy: "http://proxy" })).toEqual({
    https_proxy: "http://proxy",
    NODE_USE_ENV_PROXY: "1",
  });
});
