/** Milliseconds that this thread itself worked on `act`; what a busy machine does meanwhile does not count. */
export function ownWorkMs(act: () => unknown): number {
  const before = process.threadCpuUsage();
  act();
  const { system, user } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
