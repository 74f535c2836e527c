import { main } from "./command";

// `exitCode` rather than `exit()`: output that is still on its way to a pipe is not cut.
void main(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr }).then((code) => {
  process.exitCode = code;
});
