import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { threadOf } from '../../../src/node/thread';

describe('a thread that is started before it is asked', () => {
  it('is the one that answers, however soon the question comes, and ends with its owner', async () => {
    // Between the start and the question there is one step of the program more each time: one of them falls where the thread is there and not yet known.
    for (let steps = 0; steps < 12; steps++) {
      const made: Worker[] = [];
      const thread = threadOf<number, number>({
        start: () => {
          const worker = new Worker('require("node:worker_threads").parentPort.on("message", asked => require("node:worker_threads").parentPort.postMessage(asked + 1))', { eval: true });
          made.push(worker);
          return worker;
        },
        failed: () => -1, idle: 60_000, limit: () => 10_000,
      });
      thread.start();
      for (let step = 0; step < steps; step++) await Promise.resolve();
      assert.equal(await thread.ask(1), 2);
      assert.equal(made.length, 1, `${made.length} threads after ${steps} steps`);
      thread.dispose();
    }
  });

  it('ends when its owner goes before it is there', async () => {
    // Of itself it would never end; mocha's own time limit ends a wait in vain.
    await new Promise(resolve => {
      const thread = threadOf<number, number>({
        start: () => {
          const worker = new Worker('setInterval(() => undefined, 1000)', { eval: true });
          worker.once('exit', resolve);
          return worker;
        },
        failed: () => -1, idle: 60_000, limit: () => 10_000,
      });
      thread.start();
      thread.dispose();
    });
  });

  it('takes an answer that came while its owner was busy, however long that was', async () => {
    const thread = threadOf<string, string>({
      start: () => new Worker('const { parentPort } = require("node:worker_threads"); parentPort.on("message", asked => parentPort.postMessage(asked))', { eval: true }),
      failed: (_, why) => String(why), idle: 60_000, limit: () => 200,
    });
    assert.equal(await thread.ask('first'), 'first');
    const answer = thread.ask('second');
    // The thread is there: it is asked before we are busy, for far more than it may take.
    await new Promise(resolve => setImmediate(resolve));
    const until = performance.now() + 1000;
    while (performance.now() < until);
    assert.equal(await answer, 'second');
    thread.dispose();
  });

  it('gives up a question that keeps the processor busy or that never answers, and answers the next', async () => {
    const thread = threadOf<string, string>({
      start: () => new Worker('const { parentPort } = require("node:worker_threads"); parentPort.on("message", asked => { while (asked === "loop"); if (asked !== "wait") parentPort.postMessage(asked); })', { eval: true }),
      failed: (_, why) => String(why), idle: 60_000, limit: () => 200,
    });
    for (const question of ['loop', 'wait']) assert.equal(await thread.ask(question), 'time');
    assert.equal(await thread.ask('answer'), 'answer');
    thread.dispose();
  });
});
