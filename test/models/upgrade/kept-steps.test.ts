import { judgeOperation } from "../../../models/upgrade/judge";
import { operationsBetween } from "../../../models/upgrade/operations";
import { SOME_PAIRS } from "../../runner/recordings";
import { phasesTaken } from "../../support/phases-taken";

test.each(SOME_PAIRS)(
  "from %s to %s, with what cannot shrink kept, no phase asks for what the engine or AWS refuses",
  async (from, to) => {
    for (const { name, before, after } of await phasesTaken(from, to)) {
      const refused = operationsBetween(before, after)
        .map((operation) => [name, operation.name, judgeOperation(operation).blocked])
        .filter(([, , blocked]) => blocked !== null);
      expect(refused).toEqual([]);
    }
  },
);
