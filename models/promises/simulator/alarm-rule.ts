import type { State } from "./alarm-state";

const TOKEN = /\s*(AND|OR|NOT|\(|\)|(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+)"?\s*\)|TRUE|FALSE)/y;

type StateOf = (name: string) => State;
type Rule = (stateOf: StateOf) => boolean;

/**
 * Reads the rule of a composite alarm: states of other alarms, joined by AND, OR, NOT and brackets
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html).
 * @throws Error for what it cannot read
 */
export function alarmRuleOf(text: string): Rule {
  const tokens: RegExpExecArray[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`The simulator cannot read the rule from "${text.slice(at)}" on.`);
    tokens.push(match);
  }
  let position = 0;
  const take = (token: string): boolean => {
    if (tokens[position]?.[1] !== token) return false;
    position++;
    return true;
  };
  const either = (): Rule => {
    let left = all();
    while (take("OR")) {
      const [one, other] = [left, all()];
      left = (stateOf) => one(stateOf) || other(stateOf);
    }
    return left;
  };
  const all = (): Rule => {
    let left = single();
    while (take("AND")) {
      const [one, other] = [left, single()];
      left = (stateOf) => one(stateOf) && other(stateOf);
    }
    return left;
  };
  const single = (): Rule => {
    if (take("NOT")) {
      const inner = single();
      return (stateOf) => !inner(stateOf);
    }
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw new Error(`The simulator misses a bracket in "${text}".`);
      return inner;
    }
    if (take("TRUE")) return () => true;
    if (take("FALSE")) return () => false;
    const [, , state, name] = tokens[position] ?? [];
    if (state === undefined || name === undefined)
      throw new Error(`The simulator expects a state in "${text}".`);
    position++;
    return (stateOf) => stateOf(name) === state;
  };
  const rule = either();
  if (position < tokens.length) throw new Error(`The simulator cannot read all of "${text}".`);
  return rule;
}
