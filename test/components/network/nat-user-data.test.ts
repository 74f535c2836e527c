import { execFileSync } from "node:child_process";
import { natUserData } from "../../../components/network/nat-user-data";

const script = natUserData(["10.0.64.0/18", "10.0.128.0/18"]);

/** The lines of a here-document of the script. */
const document = (label: string): string =>
  new RegExp(`<<'${label}'\\n([\\s\\S]*?)\\n${label}\\n`).exec(script)?.[1] ?? "";

const positions = (...parts: string[]): number[] => parts.map((part) => script.indexOf(part));

test("the script is valid for bash, and stops at its first mistake", () => {
  expect(() => execFileSync("bash", ["-n"], { input: script })).not.toThrow();
  expect(script.startsWith("#!/bin/bash\nset -euo pipefail\n")).toBe(true);
});

test("swap is there before the first package is installed", () => {
  const order = positions("swapon --all", "dnf install", "systemctl enable --now nat.service");
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
});

test("the installation is tried again, and gives up with a reason", () => {
  expect(script).toContain("until dnf install --assumeyes nftables; do");
  expect(script).toContain("exit 1");
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
