/** Values by the id of a query; undefined where there is no data point. */
type Values = (id: string) => number | undefined;

type Node = (values: Values) => number | undefined;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<=|>=|==|!=|&&|\|\||[-+*/(),<>]))/y;

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (match === null)
      throw new Error(`The simulator cannot read "${expression}" from "${expression.slice(at)}" on.`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

const truth = (isTrue: boolean): number => (isTrue ? 1 : 0);

const OPERATORS: readonly Readonly<Record<string, (left: number, right: number) => number | undefined>>[] = [
  { "||": (left, right) => truth(left !== 0 || right !== 0) },
  { "&&": (left, right) => truth(left !== 0 && right !== 0) },
  {
    "<": (left, right) => truth(left < right),
    ">": (left, right) => truth(left > right),
    "<=": (left, right) => truth(left <= right),
    ">=": (left, right) => truth(left >= right),
    "==": (left, right) => truth(left === right),
    "!=": (left, right) => truth(left !== right),
  },
  { "+": (left, right) => left + right, "-": (left, right) => left - right },
  // What is divided by zero is no data point.
  { "*": (left, right) => left * right, "/": (left, right) => (right === 0 ? undefined : left / right) },
];

type Call = (args: readonly Node[]) => Node;

const ofMany =
  (pick: (numbers: readonly number[]) => number): Call =>
  (args) =>
  (values) => {
    const known = args.flatMap((arg) => arg(values) ?? []);
    return known.length === 0 ? undefined : pick(known);
  };

const FUNCTIONS: Readonly<Record<string, Call>> = {
  IF:
    ([condition, then, otherwise]) =>
    (values) => {
      const decided = condition?.(values);
      if (decided === undefined) return undefined;
      return decided === 0 ? otherwise?.(values) : then?.(values);
    },
  FILL:
    ([metric, filler]) =>
    (values) =>
      metric?.(values) ?? filler?.(values),
  MAX: ofMany((numbers) => Math.max(...numbers)),
  MIN: ofMany((numbers) => Math.min(...numbers)),
  ABS:
    ([arg]) =>
    (values) => {
      const number = arg?.(values);
      return number === undefined ? undefined : Math.abs(number);
    },
};

/** A reader of one expression, from the loosest operator to the tightest. */
class Reader {
  private position = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly expression: string,
  ) {}

  read(): Node {
    const node = this.level(0);
    if (this.position < this.tokens.length) throw this.unexpected();
    return node;
  }

  private unexpected(): Error {
    return new Error(
      `The simulator does not expect "${this.tokens[this.position] ?? "the end"}" in "${this.expression}".`,
    );
  }

  private take(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position++;
    return true;
  }

  private level(index: number): Node {
    const operators = OPERATORS[index];
    if (operators === undefined) return this.atom();
    let left = this.level(index + 1);
    for (;;) {
      const token = this.tokens[this.position] ?? "";
      const apply = operators[token];
      if (apply === undefined) return left;
      this.position++;
      const [before, after] = [left, this.level(index + 1)];
      left = (values) => {
        const [one, other] = [before(values), after(values)];
        return one === undefined || other === undefined ? undefined : apply(one, other);
      };
    }
  }

  private atom(): Node {
    if (this.take("(")) {
      const inner = this.level(0);
      if (!this.take(")")) throw this.unexpected();
      return inner;
    }
    const token = this.tokens[this.position];
    if (token === undefined) throw this.unexpected();
    if (/^\d/.test(token)) {
      this.position++;
      return () => Number(token);
    }
    if (!/^[A-Za-z_]/.test(token)) throw this.unexpected();
    this.position++;
    return this.take("(") ? this.call(token) : (values) => values(token);
  }

  private call(name: string): Node {
    const call = FUNCTIONS[name];
    if (call === undefined)
      throw new Error(`The simulator knows no function ${name}, in "${this.expression}".`);
    const args = [this.level(0)];
    while (this.take(",")) args.push(this.level(0));
    if (!this.take(")")) throw this.unexpected();
    return call(args);
  }
}

/**
 * The part of CloudWatch's metric math that alarms here use, at one moment: arithmetic, comparisons, IF, FILL, MAX, MIN and ABS. A
 * missing operand makes a missing result
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 * @throws Error for what it cannot read
 */
export const metricMath = (expression: string): Node => new Reader(tokensOf(expression), expression).read();
