import { createServer } from "node:net";
import { freePort } from "./ports";

const EPHEMERAL = 32_768;

test("a port is never one that the system gives to whoever asks for any", async () => {
  const ports = await Promise.all(Array.from({ length: 40 }, (_, index) => freePort(index * 1_000)));
  expect(ports.filter((port) => port >= EPHEMERAL || port < 1024)).toEqual([]);
});

test("neither one process nor two beside each other get the same port twice", async () => {
  const ours = await Promise.all(Array.from({ length: 20 }, () => freePort(4_000)));
  const theirs = await Promise.all(Array.from({ length: 20 }, () => freePort(4_001)));
  expect(new Set([...ours, ...theirs]).size).toBe(40);
});

test("a port on which something listens is passed over", async () => {
  const next = (await freePort(7)) + 1;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(next, "127.0.0.1", resolve));
  try {
    expect(await freePort(7)).toBe(next + 1);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
