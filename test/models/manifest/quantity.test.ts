import { bytesOf } from "../../../models/manifest/quantity";

test.each([
  ["1000", 1000],
  ["500Gi", 500 * 2 ** 30],
  ["1Ti", 2 ** 40],
  ["1.5Mi", 1.5 * 2 ** 20],
  ["2G", 2e9],
  ["1T", 1e12],
])("%s is %d bytes", (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});

test.each(["", "Gi", "1.Gi", "1 Gi", "1gi", "500m", "-1Gi", "db.t4g.small"])(
  "%j is no amount of bytes",
  (text) => {
    expect(bytesOf(text)).toBeUndefined();
  },
);
