import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../rehearsal/child";
import { natProbe } from "../../components/network/nat-probe";
import { Built } from "./built";
import { nftablesProgram } from "./programs";

/** What keeps this machine from making networks of its own; none where it may. */
function obstacle(): string | undefined {
  try {
    const command = ["ip", "link", "add", "one", "type", "veth", "peer", "name", "two"];
    execFileSync("unshare", ["--user", "--map-root-user", "--net", ...command], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";
  }
}

const CANNOT = obstacle();

const OUTSIDE = { gateway: "203.0.113.1", host: "203.0.113.2" };
const STRANGER = { gateway: "192.168.77.1", host: "192.168.77.2" };

/** The second and third address of a range. */
function addressesIn(range: string): { gateway: string; host: string } {
  const start = range.split("/")[0]?.split(".").slice(0, 3).join(".") ?? "";
  return { gateway: `${start}.2`, host: `${start}.3` };
}

/** Answers with the address that calls. */
const SERVER = `require("net").createServer((s) => s.on("error", () => s.destroy()).end(s.remoteAddress)).listen(80, "0.0.0.0")`;
/** Prints what the server answers, or why it does not. */
const CLIENT = `
const [host, localAddress] = process.argv.slice(1);
const s = require("net").connect({ host, port: 80, localAddress, timeout: 700 });
s.on("data", (d) => console.log(String(d))).on("error", (e) => console.log(e.code)).on("timeout", () => { console.log("silence"); s.destroy(); });`;

/** What the instance tries itself by, with the server of this test in place of AWS. */
const probeOf = (range: string): string => natProbe({ cidrBlock: range, host: OUTSIDE.host, port: 80 });

/** Three networks: the private subnets, the NAT instance between, and the internet. Each line of output is one answer. */
const scriptOf = (folder: string, nft: string, range: string): string => {
  const inside = addressesIn(range);
  return `
set -eu
unshare --net sleep 60 > /dev/null & private=$!
unshare --net sleep 60 > /dev/null & internet=$!
trap 'kill "$private" "$internet" $servers' EXIT
servers=
sleep 0.3
in_private() { nsenter --target "$private" --net -- "$@"; }
in_internet() { nsenter --target "$internet" --net -- "$@"; }
ip link add private type veth peer name eth0 netns "$private"
ip link add internet type veth peer name eth0 netns "$internet"
ip address add ${inside.gateway}/24 dev private
ip address add ${STRANGER.gateway}/24 dev private
ip address add ${OUTSIDE.gateway}/24 dev internet
for link in lo private internet; do ip link set "$link" up; done
in_private ip address add ${inside.host}/24 dev eth0
in_private ip address add ${STRANGER.host}/24 dev eth0
in_private ip link set eth0 up
in_private ip route add default via ${inside.gateway}
in_internet ip address add ${OUTSIDE.host}/24 dev eth0
in_internet ip link set eth0 up
in_internet ip route add 10.0.0.0/8 via ${OUTSIDE.gateway}
in_internet ip route add ${STRANGER.host}/32 via ${OUTSIDE.gateway}
echo 1 > /proc/sys/net/ipv4/ip_forward
for network in "$private" "$internet"; do
  nsenter --target "$network" --net -- node -e '${SERVER}' > /dev/null & servers="$servers $!"
done
sleep 0.7
go_out() { in_private node ${folder}/client.cjs ${OUTSIDE.host} "$1"; }
go_in() { in_internet node ${folder}/client.cjs ${inside.host} ${OUTSIDE.host}; }
echo "without rules, out: $(go_out ${inside.host})"
${nft} -f ${folder}/nat.nft
${nft} -f ${folder}/nat.nft
echo "loaded twice, tables: $(${nft} list tables | wc -l)"
echo "private, out: $(go_out ${inside.host})"
echo "stranger, out: $(go_out ${STRANGER.host})"
echo "internet, in: $(go_in)"
${nft} delete table ip nat
echo "stopped, out: $(go_out ${inside.host})"
# The instance itself, whose private subnets are elsewhere.
ip link delete private
in_internet ip route delete 10.0.0.0/8
mount -t tmpfs tmpfs /run
${probeOf(range)}
try() { if forwards; then echo "$1, tried: it forwards"; else echo "$1, tried: it does not"; fi 2> /dev/null; }
start_probe
try "without rules"
${nft} -f ${folder}/nat.nft
try "with rules"
echo 0 > /proc/sys/net/ipv4/ip_forward
try "without the kernel's switch"
end_probe
`;
};

const rulesOf = (userData: string): string => /<<'RULES'\n([\s\S]*?)\nRULES\n/.exec(userData)?.[1] ?? "";

if (CANNOT === undefined)
  test.each(["100", "500"] as const)(
    "tier %s: the NAT instance's rules send the private subnets out under its address, and nothing else through",
    async (tier) => {
      const nft = join(await nftablesProgram(), "nft");
      const rules = rulesOf((await Built.of(tier)).natUserData);
      const [range = ""] = /elements = \{ ([^,}]+)/.exec(rules)?.slice(1) ?? [];
      const inside = addressesIn(range.trim());
      const folder = mkdtempSync(join(tmpdir(), "programs-"));
      try {
        writeFileSync(join(folder, "nat.nft"), rules);
        writeFileSync(join(folder, "client.cjs"), CLIENT.replace("slice(1)", "slice(2)"));
        const { stdout, stderr } = await run(
          "unshare",
          [
            "--user",
            "--map-root-user",
            "--net",
            "--mount",
            "bash",
            "-c",
            scriptOf(folder, nft, range.trim()),
          ],
          { env: process.env, timeoutMs: 60_000 },
        );
        process.stderr.write(stderr);
        expect(stdout.trimEnd().split("\n")).toEqual([
          `without rules, out: ${inside.host}`,
          "loaded twice, tables: 1",
          `private, out: ${OUTSIDE.gateway}`,
          "stranger, out: silence",
          "internet, in: silence",
          `stopped, out: ${inside.host}`,
          "without rules, tried: it does not",
          "with rules, tried: it forwards",
          "without the kernel's switch, tried: it does not",
        ]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
else
  test("NOT PROVED HERE: the NAT instance's rules, as this machine allows no network namespaces", () => {
    process.stdout.write(`The NAT instance's rules are not proved here: ${CANNOT}\n`);
    expect(CANNOT).not.toBe("");
  });
