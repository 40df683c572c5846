/** Milliseconds that this thread itself worked on `act`; what a busy machine does meanwhile does not count. */
export function ownWorkMs(act: () => unknown): number {
  const before = process.threadCpuUsage();
  act();
  return since(before);
}

/** The same of something that takes its time; whatever else this thread does meanwhile counts as well. */
export async function ownWorkMsUntil(act: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await act();
  return since(before);
}

function since(before: NodeJS.CpuUsage): number {
  const { system, user } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
