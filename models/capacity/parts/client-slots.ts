import { shares, type Part } from "../part";

/** Clients that the poolers accept. A slot costs 20 KiB, so it is soft: more of them is a setting, not a size. */
export const clientSlots: Part = {
  name: "client slots",
  kind: "soft",
  formula: "`clientSlots` × slots ÷ client connections a user",
  source: "PgBouncer, max_client_conn",
  beyond: "PgBouncer refuses new clients until max_client_conn is raised",
  coefficients: ["postgresConnectionsPerUser"],
  limits: ["clientSlots"],
  users: (sizes, c, limits) => shares(sizes.clientSlots, c.postgresConnectionsPerUser, limits.clientSlots),
};
