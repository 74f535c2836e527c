import { PLAIN } from "../../../cli/print/style";
import { reachCommand } from "../../../cli/policy/reach-command";
import { InputError } from "../../../tiers";

test("a tier's reach is told from the internet, in the VPC, between pods and by rights", async () => {
  const { text } = await reachCommand("500", {});
  const lines = text(PLAIN);
  for (const title of ["From the internet", "In the VPC", "Between pods", "Who may do what"])
    expect(lines).toContain(`\n${title}\n`);
  expect(lines).toMatch(/cdn-distribution +everybody/);
  expect(lines).toMatch(/load-balancer-alb +nobody/);
});

test("a tier and a file are refused together", async () => {
  await expect(reachCommand("500", { manifest: "m.json" })).rejects.toThrow(
    new InputError("Give one of a tier, --stack and --manifest."),
  );
});
