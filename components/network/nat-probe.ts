/** The second and third address of a range: in the first subnet of it AWS keeps both for itself, so no pod has them. */
function addressesIn(cidrBlock: string): { readonly gateway: string; readonly host: string } {
  const network = /^(\d+\.\d+\.\d+)\.0\/\d+$/.exec(cidrBlock)?.[1];
  if (network === undefined)
    throw new RangeError(`The range must begin with an address that ends in .0; it is ${cidrBlock}.`);
  return { gateway: `${network}.2`, host: `${network}.3` };
}

export interface NatProbeArgs {
  /** A range that may go out. */
  readonly cidrBlock: string;
  /** Host outside that answers on a TCP port. */
  readonly host: string;
  readonly port: number;
}

/**
 * Shell functions by which the NAT instance tries itself: a network of its own with an address of the private subnets goes
 * out through it. `forwards` succeeds when an answer comes back, so the kernel's switch, the rules and the public address
 * are all tried.
 * @throws RangeError when the range does not begin with an address that ends in .0
 */
export function natProbe({ cidrBlock, host, port }: NatProbeArgs): string {
  const inside = addressesIn(cidrBlock);
  return `start_probe() {
  ip netns add probe
  ip link add probe type veth peer name eth0 netns probe
  ip address add ${inside.gateway} peer ${inside.host} dev probe
  ip link set probe up
  ip -netns probe address add ${inside.host} peer ${inside.gateway} dev eth0
  ip -netns probe link set eth0 up
  ip -netns probe route add default via ${inside.gateway}
}
end_probe() {
  ip netns delete probe
}
forwards() {
  local address
  read -r address _ < <(getent ahostsv4 ${host}) &&
    ip netns exec probe timeout 5 bash -c "exec 3<> /dev/tcp/$address/${port}"
}`;
}
