import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { remaining, type ExamEvent, type ExamState } from '../../../src/core/assessment/exam';
import { isComplete } from '../../../src/core/assessment/response';
import { examsIn } from '../../../src/node/exam-store';
import { journalIn } from '../../../src/node/journal';

// The part of the extension that plays an exam, in a process of its own that is killed without warning: what it acknowledged must be there.

const answers: readonly ExamEvent[] = [[0], [0, 1], [1], [0, 1], [3, 1, 0, 2], [0, 1, 2], [2]].map((response, item) => ({ type: 'answer', item, response }));
const messages: readonly ExamEvent[] = [...answers.slice(0, 3), { type: 'go', item: 3 }, { type: 'flag', item: 3, flagged: true }, ...answers.slice(3), { type: 'timer', hidden: true }, { type: 'hand-in' }];

describe('an exam whose process is killed', function () {
  this.timeout(60_000);
  let script: string;
  let home: string;
  const stored = async () => (await examsIn(path.join(home, 'exam')).load('exam')) as ExamState;
  const journal = async () => (await journalIn(path.join(home, 'journal'), () => Promise.resolve('v1')).read()).events;

  before(async () => {
    script = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'player-')), 'player.js');
    await build({ entryPoints: ['test/unit/exam/player.ts'], bundle: true, platform: 'node', outfile: script, logLevel: 'silent' });
  });
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'exam-'));
  });

  /** Starts a player, whose date is so many milliseconds away from the real one, and resolves once it plays. */
  async function player(away = 0): Promise<{ process: ChildProcess; say: (event: ExamEvent) => void; heard: () => Promise<string> }> {
    const child = spawn(process.execPath, ['--require', dating(away), script, home], { env: { ...process.env, COACH_CPIN_PLAYER: '1' }, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const heard = async () => (await lines.next()).value as string;
    assert.equal(await heard(), 'ready');
    return { process: child, say: event => void child.stdin.write(`${JSON.stringify(event)}\n`), heard };
  }
  /** A script that sets the date of the process that loads it. */
  function dating(away: number): string {
    const file = path.join(home, `date-${away}.cjs`);
    fs.writeFileSync(file, `const real = Date.now; Date.now = () => real() + (${away});`);
    return file;
  }
  async function kill(child: ChildProcess): Promise<void> {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it('keeps every acknowledged answer when killed after each message, and counts the time once', async () => {
    let left = 90 * 60_000;
    const begun = Date.now();
    for (const [step, message] of messages.entries()) {
      const { process: child, say, heard } = await player();
      say(message);
      assert.equal(await heard(), 'true');
      await kill(child);
      const state = await stored();
      assert.equal(state.items.filter(item => isComplete(item.response)).length, messages.slice(0, step + 1).filter(one => one.type === 'answer').length, `after ${message.type}`);
      const now = remaining(state) ?? NaN;
      assert.ok(now <= left && 90 * 60_000 - now <= Date.now() - begun + 1000, 'time passed, and no more than really did');
      left = now;
    }
    const state = await stored();
    assert.deepEqual([state.phase, state.items[3]?.flagged, state.timerHidden], ['finished', true, true]);
    const events = await journal();
    assert.equal(events.filter(event => event.type === 'question.answered').length, 7, 'each answer once');
    assert.deepEqual(events.map(event => event.type).filter(type => type !== 'question.answered'), ['exam.started', 'exam.finished']);
  });

  it('is whole again when killed before it acknowledged, at every message', async () => {
    for (const message of messages) {
      const { process: child, say } = await player();
      say(message);
      await kill(child);
      // What was not acknowledged is sent again, as the page does.
      const again = await player();
      again.say(message);
      await again.heard();
      await kill(again.process);
    }
    const events = await journal();
    assert.equal((await stored()).recorded, true);
    assert.equal(events.filter(event => event.type === 'question.answered').length, 7);
    assert.equal(new Set(events.map(event => event.id)).size, events.length);
  });

  it('counts the same time when the date is set back, then forward, from one process to the next', async () => {
    const day = 86_400_000;
    // Elsewhere no clock but the date outlives a process: one that went back counts for nothing, one that went forward cannot be told from time.
    const dates = process.platform === 'linux' ? [0, -day, day, 0] : [0, -day];
    const begun = process.hrtime.bigint();
    let left = 90 * 60_000;
    for (const away of dates) {
      const { process: child, say, heard } = await player(away);
      say({ type: 'tick' });
      assert.equal(await heard(), 'true');
      await kill(child);
      const state = await stored();
      const now = remaining(state) ?? NaN;
      assert.equal(state.phase, 'running');
      assert.ok(now <= left && 90 * 60_000 - now <= Number((process.hrtime.bigint() - begun) / 1_000_000n) + 1, `${now} ms left, ${left} before`);
      left = now;
    }
  });

  it('lets one window play: the other writes nothing more', async () => {
    const [first, second] = [await player(), await player()];
    second.say(answers[0] as ExamEvent);
    assert.equal(await second.heard(), 'true');
    first.say(answers[1] as ExamEvent);
    assert.equal(await first.heard(), 'false');
    assert.deepEqual((await stored()).items[1]?.response, []);
    await Promise.all([kill(first.process), kill(second.process)]);
  });

  it('sets aside a file that it cannot read, says where, and goes on without', async () => {
    fs.mkdirSync(path.join(home, 'exam'));
    const file = path.join(home, 'exam', 'exam.json');
    const exams = examsIn(path.dirname(file));
    for (const text of ['{"version":1,"id"', JSON.stringify({ version: 99 })]) {
      fs.writeFileSync(file, text);
      assert.equal(await exams.running(), false);
      await assert.rejects(exams.load('exam'), /abîmé, ou une version plus récente.*exam\.json\.illisible/);
      assert.equal(fs.readFileSync(`${file}.illisible`, 'utf8'), text);
      assert.equal(await exams.load('exam'), undefined);
    }
  });
});
