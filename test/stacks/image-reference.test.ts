import { parseSettings } from "../../stacks/settings";
import { isImageReference } from "../../stacks/image-reference";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

test.each([
  "nginx:1.27",
  "app:v1",
  "team/app:2026-11-29",
  "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.4.2",
  `123456789012.dkr.ecr.us-east-1.amazonaws.com/app@${DIGEST}`,
  `ghcr.io/company/product/app:1.4.2@${DIGEST}`,
  `ghcr.io/company/app:latest@${DIGEST}`,
  "localhost:5000/app:1",
  "registry.example.com:8443/a/b/c/d:1.0_rc.1-x",
  "[2001:db8::1]:5000/app:1",
  "public.ecr.aws/docker/library/node:22.22.0-alpine3.23",
  "a__b/c--d/e.f:1",
  `app:${"1".repeat(128)}`,
])("an image may be %s", (text) => {
  expect(isImageReference(text)).toBe(true);
});

test.each([
  "",
  " ",
  "nginx latest",
  "nginx",
  "nginx:latest",
  "https://ghcr.io/x",
  "https://ghcr.io/x:1",
  "docker://app:1",
  "app:",
  "app:1:2",
  "-rf",
  "--image=app:1",
  "App:1",
  "ghcr.io/Company/app:1",
  "app:1 ",
  " app:1",
  "app:1\n",
  "app:.1",
  "app:v1+build",
  `app:${"1".repeat(129)}`,
  "app@sha256:abc",
  `app@${DIGEST.toUpperCase()}`,
  `app@${DIGEST}0`,
  "app@md5:d41d8cd98f00b204e9800998ecf8427e",
  "/app:1",
  "app/:1",
  "a//b:1",
  ".app:1",
  "app_:1",
  "ghcr.io:99999999/app:1",
  "app:$(id)",
  "app:${VERSION}",
  "app:1;rm",
  "ghcr.io/app:1…",
  `${"a/".repeat(128)}app:1`,
  "123456789012.dkr.ecr.us-east-1.amazonaws.com/app@sha256:…",
])("an image may not be %j", (text) => {
  expect(isImageReference(text)).toBe(false);
});

test.each(["appImage", "nextImage"])("the configuration says what %s may be", (key) => {
  expect(() =>
    parseSettings(
      {
        publicAccessCidrs: ["203.0.113.0/24"],
        deployerRoleArns: ["arn:aws:iam::123456789012:role/deployer"],
        alertEmail: "alerts@example.com",
        [key]: "nginx latest",
      },
      "Refused:",
    ),
  ).toThrow(
    `Refused:\n  ${key}: given "nginx latest"; allowed: a name with a version, such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.4.2, or with @sha256: and the 64 digits of its digest; lower-case letters, no https://, and not the tag latest, which means another image every day`,
  );
});

test("a long text is refused at once", () => {
  const start = Date.now();
  expect(isImageReference(`${"a-".repeat(1_000_000)}!`)).toBe(false);
  expect(Date.now() - start).toBeLessThan(1000);
});
