import { natProbe } from "./nat-probe";

const SWAP_MIB = 512;
const ATTEMPTS = 30;
const PAUSE_SECONDS = 10;
const HTTPS_PORT = 443;

export interface NatUserDataArgs {
  /** Ranges that may go out. */
  readonly cidrBlocks: readonly string[];
  readonly region: string;
  /** Parameter that takes the instance's id once it forwards. */
  readonly forwardsParameter: string;
}

/** The rules forward what the given ranges send, and replies to it, and nothing that begins elsewhere. */
function natRules(cidrBlocks: readonly string[]): string {
  return `table ip nat
delete table ip nat
table ip nat {
  set inside {
    type ipv4_addr
    flags interval
    elements = { ${cidrBlocks.join(", ")} }
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    ip saddr @inside accept
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr @inside masquerade
  }
}`;
}

const NAT_UNIT = `[Unit]
Description=Source NAT for the private subnets
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f /etc/nat.nft
ExecStop=/usr/sbin/nft delete table ip nat

[Install]
WantedBy=multi-user.target`;

/**
 * First-boot script of the NAT instance on Amazon Linux 2023, which brings neither nftables nor iptables.
 * The rules live in a unit of systemd and the forwarding switch in sysctl.d, so both survive a restart, where
 * user data does not run again. Its last act says that it forwards: the routes to it wait for that.
 * @throws RangeError when a range does not begin with an address that ends in .0
 */
export function natUserData({ cidrBlocks, region, forwardsParameter }: NatUserDataArgs): string {
  const [cidrBlock = ""] = cidrBlocks;
  // Where the signal goes as well, so nothing more has to be reachable than is needed anyway.
  const host = `ssm.${region}.amazonaws.com`;
  return `#!/bin/bash
set -euo pipefail

# Right after the start the package lock is taken, the address not yet usable, or a right not yet known everywhere.
again() {
  local attempt
  for ((attempt = 1; ; attempt++)); do
    "$@" && return
    [ "$attempt" -lt ${ATTEMPTS} ] || return 1
    sleep ${PAUSE_SECONDS}
  done
}
give_up() {
  echo "$1" >&2
  exit 1
}
${natProbe({ cidrBlock, host, port: HTTPS_PORT })}

# dnf needs more memory than a nano has.
if [ ! -f /swapfile ]; then
  dd if=/dev/zero of=/swapfile bs=1M count=${SWAP_MIB} status=none
  chmod 600 /swapfile
  mkswap /swapfile
  echo '/swapfile none swap defaults 0 0' >> /etc/fstab
fi
swapon --all

# The image has the other two; naming them costs nothing, and the last lines need them.
again dnf install --assumeyes nftables iproute awscli-2 ||
  give_up 'nftables could not be installed; the private subnets have no way out'

echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf
sysctl --load=/etc/sysctl.d/90-nat.conf

cat > /etc/nat.nft <<'RULES'
${natRules(cidrBlocks)}
RULES

cat > /etc/systemd/system/nat.service <<'UNIT'
${NAT_UNIT}
UNIT

systemctl daemon-reload
systemctl enable --now nat.service

start_probe
again forwards || give_up 'nothing comes back through this instance; the private subnets have no way out'
end_probe
again aws ssm put-parameter --region ${region} --name ${forwardsParameter} --overwrite \\
  --value "$(cat /var/lib/cloud/data/instance-id)" > /dev/null ||
  give_up 'it forwards, but could not say so: ${forwardsParameter} was not written'
`;
}
