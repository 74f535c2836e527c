import { indexCandidates, indexSql, type PlanNode } from "../../../models/queries/index-candidates";
import { redacted } from "../../../models/queries/redacted";

const columnsOf = () => ["id", "venture_id", "status", "created_at", "Name"];
const scan = (filter: string, more: Partial<PlanNode> = {}): PlanNode => ({
  "Node Type": "Seq Scan",
  "Total Cost": 1,
  Schema: "public",
  "Relation Name": "contacts",
  Filter: filter,
  ...more,
});
const columns = (plan: PlanNode) => indexCandidates(plan, columnsOf).map((candidate) => candidate.columns);

test.each([
  [
    "equality first, then a range",
    "((contacts.created_at > $2) AND (contacts.venture_id = $1))",
    ["venture_id", "created_at"],
  ],
  ["a cast", "((contacts.status)::text = $1)", ["status"]],
  ["one range of several", "((created_at > $1) AND (id < $2))", ["created_at"]],
])("%s", (_, filter, expected) => {
  expect(columns(scan(filter))).toEqual([expected]);
});

test.each([
  ["either of two", "((venture_id = $1) OR (status = $2))"],
  ["what is no column", "(lower(other) = $1)"],
  ["no comparison", "(status IS NULL)"],
])("nothing for %s", (_, filter) => {
  expect(columns(scan(filter))).toEqual([]);
});

test("an order without a range comes after equality, from the sort above the table", () => {
  const plan: PlanNode = {
    "Node Type": "Sort",
    "Total Cost": 2,
    "Sort Key": ["contacts.created_at DESC", "lower(contacts.status)"],
    Plans: [scan("(contacts.venture_id = $1)")],
  };
  expect(columns(plan)).toEqual([["venture_id", "created_at"]]);
});

test("one table that is read twice alike is named once; an index scan is none", () => {
  const twice: PlanNode = {
    "Node Type": "Append",
    "Total Cost": 1,
    Plans: [scan("(id = $1)"), scan("(id = $1)")],
  };
  expect(columns(twice)).toEqual([["id"]]);
  expect(columns(scan("(id = $1)", { "Node Type": "Index Scan" }))).toEqual([]);
});

test("names are quoted where they must be, and people build without locks", () => {
  const candidate = { schema: "public", table: "Order", columns: ["Name", "id"] };
  expect(indexSql(candidate)).toBe('CREATE INDEX CONCURRENTLY ON public."Order" ("Name", id)');
  expect(indexSql(candidate, true)).toBe('CREATE INDEX ON public."Order" ("Name", id)');
});

test.each([
  ["SELECT * FROM t WHERE a = 'x''y' AND b = 12.5e3", "SELECT * FROM t WHERE a = ? AND b = ?"],
  ["SELECT E'a\\'b', $tag$ secret $tag$, $1 FROM shard_0.t2", "SELECT ?, ?, $1 FROM shard_0.t2"],
  ["SELECT 1 -- jane@example.com\n/* 'x' */ LIMIT $2", "SELECT ? LIMIT $2"],
])("of %s nothing is left that a user wrote", (statement, expected) => {
  expect(redacted(statement)).toBe(expected);
});
