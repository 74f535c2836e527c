import { pulumiCli } from "../support/pulumi-cli";

// Without a CLI each suite fails once, with the reason, instead of each of its tests.
pulumiCli();

// The engine collects its garbage less often: a fifth of its time goes into that, and a machine with tests has memory.
process.env["GOGC"] ??= "400";
