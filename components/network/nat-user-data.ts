const SWAP_MIB = 512;
const INSTALL_ATTEMPTS = 30;
const INSTALL_PAUSE_SECONDS = 10;

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
 * user data does not run again.
 * @param cidrBlocks ranges that may go out
 */
export function natUserData(cidrBlocks: readonly string[]): string {
  return `#!/bin/bash
set -euo pipefail

# dnf needs more memory than a nano has.
if [ ! -f /swapfile ]; then
  dd if=/dev/zero of=/swapfile bs=1M count=${SWAP_MIB} status=none
  chmod 600 /swapfile
  mkswap /swapfile
  echo '/swapfile none swap defaults 0 0' >> /etc/fstab
fi
swapon --all

# Right after the start the package lock is taken or the address not yet usable.
attempt=1
until dnf install --assumeyes nftables; do
  if [ "$attempt" -ge ${INSTALL_ATTEMPTS} ]; then
    echo 'nftables could not be installed; the private subnets have no way out' >&2
    exit 1
  fi
  attempt=$((attempt + 1))
  sleep ${INSTALL_PAUSE_SECONDS}
done

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
`;
}
