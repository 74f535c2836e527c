/** What the help ends with. */
export const EXAMPLES = `
Examples:
  ./scale tiers                 the tiers side by side
  ./scale preview 500           what tier 500 consists of
  ./scale manifest 2k --json    every resource of tier 2K
  ./scale placement 500         which pod lands on which node
  ./scale cost --all            the tiers against their budgets
  ./scale cost 500 --explain postgres-shard-0-primary
  ./scale cost --stack prod     what a stack costs, by its file
  ./scale capacity 500          which part of tier 500 breaks first
  ./scale advise 500 --history users.csv
                                when, and what to do about it, cheapest first
  ./scale upgrade 500 2k        what the step to the next tier does
  ./scale queries               the slowest statements, and indexes that might help
  ./scale restore plan prod --shard 0 --time 2026-11-29T09:00:00Z
                                how a database is brought back
  ./scale drill prod            how a backup is tried out now
  ./scale policy --all          whether the tiers keep the rules
  ./scale recover prod          what an interrupted pulumi up left behind
  ./scale rehearse 500          tier 500 on Pulumi's engine, with stand-ins for AWS

Exit codes: 0 fine, 1 a defect of this program, 2 wrong usage or input, 3 a gate said no,
130 interrupted.`;
