import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 * @param what said in the error when none came
 * @param ask answers undefined or false for "not yet"; what it throws counts as "not yet" and is told at the end
 * @param milliseconds how long at most
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, milliseconds = 15_000): Promise<T> {
  const deadline = Date.now() + milliseconds;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await pause(50);
  }
  throw new Error(`Waited ${milliseconds} ms for ${what}.${last ? ` Last: ${String(last)}` : ''}`);
}
