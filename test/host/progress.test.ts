import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

// The runner gives the tests a home of their own: nobody's journal is touched.
const home = process.env.COACH_CPIN_HOME;
assert.ok(home);
const journal = path.join(home, 'journal');
const temporary = () => mkdtempSync(path.join(os.tmpdir(), 'coach-progress-'));
const event = (n: number, more: object) => ({ id: `host-event-${n}`, at: `2026-01-01T00:00:0${n}.000Z`, content: 'host', ...more });
const lines = () => readdirSync(journal).filter(name => name.endsWith('.jsonl')).flatMap(name => readFileSync(path.join(journal, name), 'utf8').split('\n')).filter(Boolean).map(line => JSON.parse(line) as { id: string; type: string; scope?: string });

type Messages = 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage';
/** Answers what the editor would ask, and keeps what was said: a person's part, which no test can click in the extension host. */
async function answering(answer: string | undefined, work: () => Thenable<unknown>): Promise<string[]> {
  const window = vscode.window as unknown as Record<Messages, (message: string, ...rest: unknown[]) => Promise<unknown>>;
  const said: string[] = [];
  const names: Messages[] = ['showWarningMessage', 'showInformationMessage', 'showErrorMessage'];
  const real = names.map(name => window[name]);
  for (const name of names) {
    window[name] = (message, ...rest) => {
      const [options] = rest;
      said.push(message, ...(typeof options === 'object' && options !== null && 'detail' in options ? [String(options.detail)] : []));
      return Promise.resolve(rest.includes(answer) ? answer : undefined);
    };
  }
  try {
    await work();
    return said;
  } finally {
    names.forEach((name, index) => { window[name] = real[index] as never; });
  }
}
const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(`coachCpin.progress.${command}`, argument);

describe('progress', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporary();
    rmSync(journal, { recursive: true, force: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('imports an export, says what it left out, and exports the same again', async () => {
    const good = [event(1, { type: 'lesson.read', lesson: 'practitioner.cct.lire' }), event(2, { type: 'lab.started', lab: 'rendre-un-deploiement-conforme' })];
    const source = path.join(folder, 'import.json');
    writeFileSync(source, JSON.stringify({ format: 'coach-cpin-journal', version: 1, exportedAt: '', events: [...good, { id: 'x' }] }));
    const said = await answering(undefined, () => run('import', vscode.Uri.file(source)));
    assert.match(said.join('\n'), /Événements ajoutés : 2.*Ignorés : 1, le premier étant le nº 3/);
    assert.deepEqual(lines().map(line => line.id), good.map(line => line.id));
    const target = path.join(folder, 'export.json');
    await answering(undefined, () => run('export', vscode.Uri.file(target)));
    const exported = JSON.parse(readFileSync(target, 'utf8')) as { format: string; version: number; events: object[] };
    assert.deepEqual([exported.format, exported.version, exported.events], ['coach-cpin-journal', 1, good]);
    assert.match((await answering(undefined, () => run('import', vscode.Uri.file(target)))).join('\n'), /ajoutés : 0 ; déjà présents : 2/);
  });

  it('refuses in French a file that is no export, and imports nothing', async () => {
    const source = path.join(folder, 'other.json');
    writeFileSync(source, '{"a":1}');
    assert.match((await answering(undefined, () => run('import', vscode.Uri.file(source)))).join('\n'), /n’est pas un export de progression/);
    assert.match((await answering(undefined, () => run('import', vscode.Uri.file(path.join(folder, 'missing.json'))))).join('\n'), /n’a pas pu être lu/);
    assert.deepEqual(vscode.workspace.getConfiguration('coachCpin').get('language'), 'fr');
  });

  it('resets a competence once confirmed, and not otherwise', async () => {
    mkdirSync(journal, { recursive: true });
    appendFileSync(path.join(journal, 'other.jsonl'), `${JSON.stringify(event(1, { type: 'lesson.read', lesson: 'practitioner.cct.lire' }))}\n`);
    await answering(undefined, () => run('reset', 'practitioner.cct'));
    assert.equal(lines().length, 1);
    await answering('Remettre à zéro', () => run('reset', 'practitioner.cct'));
    assert.deepEqual(lines().filter(line => line.type === 'progress.reset').map(line => line.scope), ['practitioner.cct']);
    assert.equal(lines().length, 2);
  });

  it('erases the journal of every process once confirmed, after saying what goes', async () => {
    mkdirSync(journal, { recursive: true });
    appendFileSync(path.join(journal, 'terminal.jsonl'), 'damaged\n');
    const refused = await answering(undefined, () => run('erase'));
    assert.match(refused.join('\n'), /terminal\.jsonl/);
    assert.ok(refused.join('\n').includes(journal));
    assert.equal(readdirSync(journal).length, 1);
    await answering('Tout effacer', () => run('erase'));
    assert.deepEqual(readdirSync(journal), []);
  });
});
