import { capacityOf } from "../../models/capacity/capacity";
import { LEFT_WITHOUT_ZONE, SETS_FELT } from "../../models/recovery/left-without-zone";
import { tiers, type TierSpec } from "../../tiers";
import { count, tierTitle } from "../print/figures";
import { markdownTable } from "../print/markdown-table";

const BEGIN = "<!-- Lost zone: written by `npm run docs`. -->";
const END = "<!-- End of lost zone. -->";

const EGRESS: Readonly<Record<TierSpec["network"]["egress"], string>> = {
  natInstance: "one instance: gone with its zone",
  natGateway: "one gateway: gone with its zone",
  natGatewayPerZone: "the other zones' gateways",
};

const onStandby = (multiAz: boolean): string => (multiAz ? "a standby takes over" : "**gone** with its zone");

/** With the databases gone nobody is served, whatever web could do. */
function carried(tier: TierSpec): string {
  if (!tier.postgres.multiAz) return "**nobody**";
  const { users, limitedBy } = capacityOf(tier, { without: "zone" });
  return `${count(users)} (${limitedBy})`;
}

/** What of each tier still answers when a zone is lost. */
export const lostZoneTable = (): string =>
  markdownTable(
    [
      "tier",
      "web ¹",
      "workers ¹",
      "poolers ¹",
      "Qdrant peers ¹",
      "Postgres ²",
      "Valkey ²",
      "way out ³",
      "users carried ⁴",
    ],
    tiers.map((tier) => [
      tierTitle(tier.name),
      ...SETS_FELT.map((set) => {
        const seen = LEFT_WITHOUT_ZONE[tier.name][set];
        if (seen === undefined) return "–";
        const text = `${seen.left} of ${seen.of}`;
        return seen.left === 0 ? `**${text}**` : text;
      }),
      onStandby(tier.postgres.multiAz),
      onStandby(tier.valkey.multiAz),
      EGRESS[tier.network.egress],
      carried(tier),
    ]),
  );

/**
 * The page with the table between its two marks.
 * @throws Error for a page without the marks
 */
export function pageWithLostZone(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error("docs/reliability.md has lost the marks around its table of a lost zone.");
  return `${page.slice(0, begin + BEGIN.length)}\n\n${lostZoneTable()}\n\n${page.slice(end)}`;
}
