import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { coachHome } from '../../../src/node/home';
import { journalIn } from '../../../src/node/journal';

const version = () => Promise.resolve('v1');
const read = { type: 'lesson.read', lesson: 'practitioner.cct.lire' } as const;

describe('journal on disk', () => {
  let folder: string;
  beforeEach(() => { folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'journal-')), 'journal'); });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  it('creates nothing until the first event, then one private file of one line an event', async () => {
    const journal = journalIn(folder, version);
    assert.deepEqual(await journal.read(), { events: [], newer: [], damaged: [] });
    assert.throws(() => statSync(folder), { code: 'ENOENT' });
    const event = await journal.append(read);
    const [file = ''] = await journal.files();
    assert.equal(readFileSync(file, 'utf8'), `${JSON.stringify(event)}\n`);
    assert.equal(event.content, 'v1');
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('is the union of what every process wrote, each event once, by time', async () => {
    const one = journalIn(folder, version);
    const two = journalIn(folder, version);
    const first = await one.append(read);
    const second = await two.append({ type: 'lab.started', lab: 'l' });
    const third = await one.append(read);
    appendFileSync((await two.files())[1] ?? '', `${JSON.stringify(first)}\n`);
    assert.equal((await one.files()).length, 2);
    const ids = (await two.read()).events.map(event => event.id);
    assert.deepEqual([...ids].sort(), [first.id, second.id, third.id].sort());
    assert.ok(ids.indexOf(first.id) < ids.indexOf(third.id));
  });

  it('keeps the order of events appended without waiting', async () => {
    const journal = journalIn(folder, version);
    const written = await Promise.all(Array.from({ length: 20 }, (_, n) => journal.append({ type: 'lab.started', lab: `l${n}` })));
    assert.deepEqual((await journal.read()).events, written);
  });

  it('reports damaged lines with their place, deletes nothing, and passes over what a newer version wrote', async () => {
    const journal = journalIn(folder, version);
    const event = await journal.append(read);
    const newer = { id: 'abcdefgh', at: '2030-01-01T00:00:00Z', content: 'v9', type: 'badge.earned', badge: 'or' };
    const file = path.join(folder, 'other.jsonl');
    const text = `${JSON.stringify(newer)}\nnot json\n\n{"type":"lesson.read","id":"12345678","at":"hier","content":"v"}\n{"id":"tor`;
    writeFileSync(file, text);
    const content = await journal.read();
    assert.deepEqual(content.events, [event]);
    assert.deepEqual(content.newer, [newer]);
    assert.deepEqual(content.damaged.map(d => [d.file, d.line]), [[file, 2], [file, 4], [file, 5]]);
    assert.match(content.damaged[1]?.reason ?? '', /at, lesson/);
    assert.equal(readFileSync(file, 'utf8'), text);
  });

  it('says in French why an event could not be written, keeps it, and writes it with the next', async () => {
    const journal = journalIn(folder, version);
    writeFileSync(folder, 'a file where the folder should be');
    await assert.rejects(journal.append(read), /un fichier occupe la place du dossier.*gardée en mémoire/);
    assert.equal((await journal.read()).events.length, 1);
    rmSync(folder);
    await journal.append(read);
    assert.equal((await journal.read()).events.length, 2);
    assert.equal((await journalIn(folder, version).read()).events.length, 2);
  });

  it('keeps an event even if the content’s version cannot be told', async () => {
    const event = await journalIn(folder, () => Promise.reject(new Error('damaged installation'))).append(read);
    assert.equal(event.content, 'inconnue');
  });

  it('merges by id and counts what was new', async () => {
    const journal = journalIn(folder, version);
    const event = await journal.append(read);
    const other = { ...event, id: 'another-one' };
    const newer = { id: 'abcdefgh', at: '2030-01-01T00:00:00Z', content: 'v9', type: 'badge.earned' };
    assert.equal(await journal.merge([event, other, other, newer]), 2);
    assert.equal(await journal.merge([event, other, newer]), 0);
    assert.deepEqual((await journalIn(folder, version).read()).newer, [newer]);
  });

  it('erases the files of every process, and what waited in memory', async () => {
    const journal = journalIn(folder, version);
    await journal.append(read);
    await journalIn(folder, version).append(read);
    await journal.erase();
    assert.deepEqual(await journal.files(), []);
    assert.deepEqual((await journal.read()).events, []);
    await journal.append(read);
    assert.equal((await journal.read()).events.length, 1);
  });
});

describe('the folder shared by editor and terminal', () => {
  const home = path.resolve('/home/ada');
  it('follows each system, unless COACH_CPIN_HOME decides', () => {
    assert.equal(coachHome({ platform: 'linux', env: {}, home }), path.join(home, '.local', 'share', 'coach-cpin'));
    assert.equal(coachHome({ platform: 'linux', env: { XDG_DATA_HOME: path.resolve('/data') }, home }), path.resolve('/data/coach-cpin'));
    assert.equal(coachHome({ platform: 'linux', env: { XDG_DATA_HOME: 'relative' }, home }), path.join(home, '.local', 'share', 'coach-cpin'));
    assert.equal(coachHome({ platform: 'darwin', env: {}, home }), path.join(home, 'Library', 'Application Support', 'coach-cpin'));
    assert.equal(coachHome({ platform: 'win32', env: { APPDATA: 'R' }, home }), path.join('R', 'coach-cpin'));
    assert.equal(coachHome({ platform: 'linux', env: { COACH_CPIN_HOME: path.resolve('/ici') }, home }), path.resolve('/ici'));
  });
});
