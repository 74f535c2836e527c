import { PURPOSES, slotOf, userOf } from "../../../components/postgres/logins";
import { rolesSql, type RoleLogin } from "../../../components/postgres/roles-sql";
import { scramVerifier } from "../../../components/postgres/scram";
import { generationsOf, ofGeneration } from "../../../components/shared/rotation";

const PASSWORD = "Password0123456789";
const logins = (...generations: number[]): RoleLogin[] =>
  generations.flatMap((generation) =>
    PURPOSES.map((purpose) => ({
      purpose,
      generation,
      slot: slotOf(generation),
      user: userOf(purpose, slotOf(generation)),
      password: `${PASSWORD}${generation}`,
    })),
  );
const lines = (...generations: number[]) => rolesSql(logins(...generations)).split("\n");

describe("SQL of the users (16)", () => {
  test("those who are valid may log in, all others may not", () => {
    const may = (...generations: number[]) =>
      lines(...generations).flatMap((line) => {
        const found = /^ALTER ROLE (\w+) (LOGIN|NOLOGIN) /.exec(line);
        return found === null ? [] : [`${found[1] ?? ""} ${found[2] ?? ""}`];
      });
    const all = (a: string, b: string) =>
      ["app_writer", "app_reader", "app_migrator"].flatMap((group) => [`${group}_a ${a}`, `${group}_b ${b}`]);
    expect(may(1)).toEqual(all("LOGIN", "NOLOGIN"));
    expect(may(1, 2)).toEqual(all("LOGIN", "LOGIN"));
    expect(may(2)).toEqual(all("NOLOGIN", "LOGIN"));
  });

  test("holds no password, and says of each user which generation it is", () => {
    expect(lines(2, 3).join("\n")).not.toContain(PASSWORD);
    expect(lines(2, 3)).toContain("COMMENT ON ROLE app_writer_a IS 'generation 3';");
    expect(lines(2, 3)).toContain("COMMENT ON ROLE app_writer_b IS 'generation 2';");
    expect(lines(2)).toContain("COMMENT ON ROLE app_writer_a IS NULL;");
  });

  test("is the same text each time, so that an unchanged stack runs nothing", () => {
    expect(lines(1, 2)).toEqual(lines(1, 2));
    expect(lines(1, 2)).not.toEqual(lines(2));
  });
});

test("a verifier is what PostgreSQL stores, another for each user and password", () => {
  const one = scramVerifier("app_writer_a", PASSWORD);
  expect(one).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/);
  expect(scramVerifier("app_writer_a", PASSWORD)).toBe(one);
  expect(scramVerifier("app_writer_b", PASSWORD)).not.toBe(one);
  expect(scramVerifier("app_writer_a", `${PASSWORD}1`)).not.toBe(one);
});

test.each([
  [{ generation: 1 }, [1], 1],
  [{ generation: 1, phase: "add" }, [0, 1], 0],
  [{ generation: 3, phase: "add" }, [2, 3], 2],
  [{ generation: 3, phase: "use" }, [2, 3], 3],
  [{ generation: 3 }, [3], 3],
] as const)("%j: generations %j are valid, and %i is used", (rotation, valid, used) => {
  expect(generationsOf(rotation)).toEqual({ valid, used });
});

test("the first generation has the plain name", () => {
  expect([ofGeneration("password", 1), ofGeneration("password", 2)]).toEqual(["password", "password-2"]);
});
