import { execFileSync, spawnSync } from "node:child_process";
import { natProbe } from "../../../components/network/nat-probe";
import { natUserData } from "../../../components/network/nat-user-data";

const script = natUserData({
  cidrBlocks: ["10.0.64.0/18", "10.0.128.0/18"],
  region: "eu-central-1",
  forwardsParameter: "/nat/prod-nat-1234/forwards",
});

/** The lines of a here-document of the script. */
const document = (label: string): string =>
  new RegExp(`<<'${label}'\\n([\\s\\S]*?)\\n${label}\\n`).exec(script)?.[1] ?? "";

test("the script is valid for bash, and stops at its first mistake", () => {
  expect(() => execFileSync("bash", ["-n"], { input: script })).not.toThrow();
  expect(script.startsWith("#!/bin/bash\nset -euo pipefail\n")).toBe(true);
});

test("each thing comes after what it needs, and the signal after all of them", () => {
  const order = [
    "swapon --all",
    "again dnf install --assumeyes nftables iproute awscli-2",
    "systemctl enable --now nat.service",
    "again forwards ||",
    "again aws ssm put-parameter --region eu-central-1 --name /nat/prod-nat-1234/forwards --overwrite",
  ].map((part) => script.indexOf(part));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
});

/** Runs a command by the script's `again`, whose pauses take no time. */
function again(command: string): string {
  const [body = ""] = /again\(\) \{[\s\S]*?\n\}\ngive_up\(\) \{[\s\S]*?\n\}/.exec(script) ?? [];
  const program = `set -euo pipefail\nsleep() { :; }\n${body}\ntries=0\n${command}`;
  const { stdout, stderr, status } = spawnSync("bash", ["-c", program], { encoding: "utf8" });
  return `${stdout}${stderr}exit ${status}\n`;
}

test("what fails is tried again, and goes on once it succeeds", () => {
  const third = "third() { tries=$((tries + 1)); [ $tries -eq 3 ]; }";
  expect(again(`${third}; again third || give_up 'never'; echo "after $tries"`)).toBe("after 3\nexit 0\n");
});

test("what always fails is given up after 30 tries, with a reason and nothing after it", () => {
  const never = "never() { tries=$((tries + 1)); [ $tries -lt 30 ] || echo $tries; false; }";
  expect(again(`${never}; again never || give_up 'the reason'; echo after`)).toBe("30\nthe reason\nexit 1\n");
});

test("forwarding survives a restart", () => {
  expect(script).toContain("echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf");
  expect(document("UNIT")).toContain("ExecStart=/usr/sbin/nft -f /etc/nat.nft");
  expect(document("UNIT")).toContain("WantedBy=multi-user.target");
});

test("only the given ranges are forwarded and masqueraded", () => {
  const rules = document("RULES");
  expect(rules).toContain("elements = { 10.0.64.0/18, 10.0.128.0/18 }");
  expect(rules).toContain("hook forward priority filter; policy drop;");
  expect(rules).toContain("ip saddr @inside masquerade");
});

test("the rules can be loaded again over themselves", () => {
  expect(document("RULES").split("\n").slice(0, 3)).toEqual([
    "table ip nat",
    "delete table ip nat",
    "table ip nat {",
  ]);
});

test("the instance tries itself with an address that no pod can have", () => {
  expect(script).toContain("ip address add 10.0.64.2 peer 10.0.64.3 dev probe");
  expect(script).toContain("ip -netns probe address add 10.0.64.3 peer 10.0.64.2 dev eth0");
  expect(script).toContain("getent ahostsv4 ssm.eu-central-1.amazonaws.com");
  expect(() => natProbe({ cidrBlock: "10.0.64.128/25", host: "example.com", port: 443 })).toThrow(
    new RangeError("The range must begin with an address that ends in .0; it is 10.0.64.128/25."),
  );
});
