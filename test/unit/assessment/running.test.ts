import assert from 'node:assert/strict';
import { startPractice, type PracticeEvent, type PracticeState } from '../../../src/core/assessment/practice';
import type { JournalEvent, JournalPort } from '../../../src/core/progress/event';
import { RunningSession, type SessionPorts } from '../../../src/vscode/quiz/session';
import { bankOf, shelfOf } from './fixtures';

/** What outlives a crash: the editor's storage and the journal, on which only so many more operations succeed. */
class Machine {
  saved: PracticeState | undefined;
  readonly events: JournalEvent[] = [];
  readonly warnings: unknown[] = [];
  constructor(public budget = Infinity) {}

  ports(): SessionPorts {
    // Past its budget the machine is dead: nothing it is asked ever comes back, as after a kill.
    const step = async <T>(work: () => T): Promise<T> => (--this.budget < 0 ? new Promise<T>(() => undefined) : work());
    const journal: JournalPort = {
      append: event => step(() => {
        const stamped = { ...event, id: `event-${this.events.length}`, at: '2026-11-24T08:00:00.000Z', content: 'v1' } as JournalEvent;
        this.events.push(stamped);
        return stamped;
      }),
      read: () => step(() => ({ events: [...this.events], damaged: [] })),
    };
    return { journal, save: state => step(() => void (this.saved = structuredClone(state))), warn: error => this.warnings.push(error) };
  }
}

const shelf = shelfOf(bankOf());
const fresh = () => startPractice({ id: 's', startedAt: '2026-11-24T08:00:00.000Z', scope: 'demo', module: 'demo', content: 'v1', seed: 1, questions: [...shelf.bank.values()] });
const events: readonly PracticeEvent[] = [0, 1, 2].flatMap(item => [{ type: 'answer' as const, item, response: [0] }, { type: 'next' as const, item }]);
const kinds = (machine: Machine) => machine.events.map(event => (event.type === 'question.answered' ? event.question : event.type));
/** Answers whatever is left, to the end. */
function playOn(session: RunningSession): void {
  while (session.state.phase !== 'finished') {
    const { current: item, phase } = session.state;
    session.apply(phase === 'feedback' ? { type: 'next', item } : { type: 'answer', item, response: [0] });
  }
}
/** Lets everything that can still happen happen. */
const idle = () => new Promise(resolve => setImmediate(resolve));

describe('running session', () => {
  it('writes each answer once, and the completion once', async () => {
    const machine = new Machine();
    const session = await RunningSession.open(fresh(), shelf, machine.ports());
    for (const event of events) {
      assert.equal(session.apply(event), true);
      assert.equal(session.apply(event), false, 'a double click');
    }
    await session.settled();
    assert.deepEqual(kinds(machine), ['demo.un.q01', 'demo.un.q02', 'demo.un.q03', 'quiz.completed']);
    assert.ok(machine.saved?.items.every(item => item.recorded) && machine.saved.completionRecorded);
  });

  it('has every submitted answer in the journal exactly once, killed at any step and taken up again', async () => {
    for (let budget = 1; budget < 40; budget++) {
      const machine = new Machine(budget);
      void RunningSession.open(fresh(), shelf, machine.ports()).then(session => events.forEach(event => session.apply(event)));
      await idle();
      machine.budget = Infinity;
      const session = await RunningSession.open(machine.saved ?? fresh(), shelf, machine.ports());
      playOn(session);
      await session.settled();
      assert.deepEqual(kinds(machine), ['demo.un.q01', 'demo.un.q02', 'demo.un.q03', 'quiz.completed'], `budget ${budget}`);
      assert.deepEqual(machine.warnings, []);
    }
  });

  it('keeps an answer whose state was saved but not its journal line, answer by answer', async () => {
    for (let budget = 1; budget < 12; budget++) {
      const machine = new Machine(budget);
      const first = events[0] as PracticeEvent;
      void RunningSession.open(fresh(), shelf, machine.ports()).then(async session => {
        await session.settled();
        session.apply(first);
      });
      await idle();
      machine.budget = Infinity;
      const session = await RunningSession.open(machine.saved ?? fresh(), shelf, machine.ports());
      session.apply(first);
      await session.settled();
      assert.deepEqual(kinds(machine), ['demo.un.q01'], `budget ${budget}`);
    }
  });

  it('hands an answer over once to a journal that cannot be written, and says so', async () => {
    const machine = new Machine();
    let appended = 0;
    const ports = machine.ports();
    const failing = { ...ports, journal: { ...ports.journal, append: () => (appended++, Promise.reject(new Error('Disque plein'))) } };
    const session = await RunningSession.open(fresh(), shelf, failing);
    session.apply(events[0] as PracticeEvent);
    await session.settled();
    session.apply(events[1] as PracticeEvent);
    await session.settled();
    assert.equal(appended, 1);
    assert.match(String(machine.warnings[0]), /Disque plein/);
    assert.equal(machine.saved?.items[0]?.answer?.correct, session.state.items[0]?.answer?.correct);
  });
});
