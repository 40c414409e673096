// A process that plays an exam as the extension host does: reads one message a line, answers each once it is on disk. The test kills it at any moment.
import path from 'node:path';
import { createInterface } from 'node:readline';
import { examsIn } from '../../../src/node/exam-store';
import { instant } from '../../../src/node/instant';
import { journalIn } from '../../../src/node/journal';
import { eventsOf } from '../../../src/vscode/exam/record';
import { RunningExam, type ExamPorts } from '../../../src/vscode/exam/session';
import type { ExamEvent } from '../../../src/core/assessment/exam';
import { examOf, examShelf } from './fixture';

async function main(home: string): Promise<void> {
  const shelf = examShelf();
  const exams = examsIn(path.join(home, 'exam'));
  const journal = journalIn(path.join(home, 'journal'), () => Promise.resolve('v1'));
  const ports: ExamPorts = {
    load: () => exams.load('exam'), save: exams.save, now: instant, owner: String(process.pid),
    record: async state => void (await journal.merge(eventsOf(state, shelf.bank, new Date().toISOString()))),
    warn: error => process.stderr.write(`${String(error)}\n`),
  };
  const stored = await exams.load('exam');
  const session = stored ? await RunningExam.resume(stored, shelf, ports) : await RunningExam.begin(examOf(String(process.pid)), shelf, ports);
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${String(await session.apply(JSON.parse(line) as ExamEvent))}\n`);
}

/** Under mocha this file is only a fixture; as a program it has the folder as its argument. */
const [, , home] = process.argv;
if (home && process.env.COACH_CPIN_PLAYER) void main(home);
