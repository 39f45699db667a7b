// Several things at a time, as many as the machine has processors.

import { availableParallelism } from "node:os";

const MOST = 4;

export async function inParallel(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST) }, worker));
}
