import { BlockList, isIP } from "node:net";

/**
 * Where an IP address leads. public: the internet. private: a network of one's own, this machine included; only a setting that
 * names the host opens it. never: what no page lives at, such as the metadata services of clouds.
 */
export type AddressKind = "public" | "private" | "never";

/** Judges an address as a resolver or a socket gives it (no brackets). What is no address at all is never. */
export function addressKind(address: string): AddressKind {
  const version = isIP(address);
  if (version === 0 || address.includes("%")) return "never";
  const family = version === 6 ? "ipv6" : "ipv4";
  if (never.check(address, family)) return "never";
  if (own.check(address, family)) return "private";
  return version === 4 || global.check(address, family) ? "public" : "never";
}

type Range = readonly [network: string, prefix: number];

/** From the registries of special-purpose addresses (RFC 6890 and the pages of IANA), and the clouds' metadata services. */
const ownVersion4: readonly Range[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
];
const neverVersion4: readonly Range[] = [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // Metadata and host services of clouds outside the link-local range: Alibaba, Azure.
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
];
const ownVersion6: readonly Range[] = [
  ["::1", 128],
  ["fc00::", 7],
];
const neverVersion6: readonly Range[] = [
  // AWS's metadata service.
  ["fd00:ec2::254", 128],
  // Within what is given out: Teredo, benchmarks, ORCHID, documentation, 6to4. They carry other addresses or lead nowhere.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

/** All of IPv6 that is given out, and NAT64, where an address of IPv4 stands at the end and is judged as such. */
const globalVersion6: readonly Range[] = [
  ["2000::", 3],
  ["64:ff9b::", 96],
];

const throughNat64 = ([network, prefix]: Range): Range => [`64:ff9b::${network}`, 96 + prefix];

const never = listOf(neverVersion4, [...neverVersion6, ...neverVersion4.map(throughNat64)]);
const own = listOf(ownVersion4, [...ownVersion6, ...ownVersion4.map(throughNat64)]);
const global = listOf([], globalVersion6);

function listOf(version4: readonly Range[], version6: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of version4) list.addSubnet(network, prefix, "ipv4");
  for (const [network, prefix] of version6) list.addSubnet(network, prefix, "ipv6");
  return list;
}
