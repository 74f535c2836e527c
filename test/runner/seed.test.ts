import { casesOf, sampleOf } from "../support/seed";

let printed: string[];
let cases: string | undefined;
beforeEach(() => {
  printed = [];
  cases = process.env["CASES"];
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  if (cases === undefined) delete process.env["CASES"];
  else process.env["CASES"] = cases;
});

const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

test("a sample has one case of each part of the list, and is printed with what repeats it", () => {
  const sample = sampleOf("faults", TEN, 3);
  expect(sample.map((one) => [0, 3, 6, 10].findIndex((end) => one < end))).toEqual([1, 2, 3]);
  expect(printed.join("")).toMatch(/^faults: \d, \d, \d \(FAULT_SEED=\d+\)\n$/);
  expect(sampleOf("faults", TEN, 3)).toEqual(sample);
});

test("all cases are taken but in a run of samples", () => {
  delete process.env["CASES"];
  expect(casesOf("faults", TEN, 3)).toEqual(TEN);
  process.env["CASES"] = "sample";
  expect(casesOf("faults", TEN, 3)).toEqual(sampleOf("faults", TEN, 3));
  expect(casesOf("faults", TEN, 1, 2)).toEqual(sampleOf("faults", [0, 1], 1));
});

test("another kind of run is refused", () => {
  process.env["CASES"] = "some";
  expect(() => casesOf("faults", TEN, 3)).toThrow('CASES is "some". Allowed: all, sample.');
});
