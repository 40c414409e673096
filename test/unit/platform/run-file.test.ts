import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readRun, replaceRun, savedRun } from '../../../src/node/platform/run-file';
import { strings } from '../../../src/protocol/strings';

const words = strings('fr').platform;
const line = (at: number, input?: object) => `${JSON.stringify({ at, ...(input ? { input } : {}) })}\n`;
const repository = (source: string) => ({ type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source, private: false, infra: true, revision: 'HEAD', path: '.', values: [] } });
const recorded = line(0, { type: 'create-project', slug: 'guichet' }) + line(5, repository('/home/quelqu-un/guichet')) + line(9);

describe('a run as a file', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'cpin-run-'));
    writeFileSync(path.join(root, 'run.jsonl'), recorded);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('says nothing of the machine it comes from, and is of the folder that reads it', async () => {
    const text = await savedRun(root);
    assert.doesNotMatch(text, /quelqu-un/);
    const run = readRun(text, '/ailleurs', words);
    assert.equal(run.map(one => JSON.stringify(one) + '\n').join(''), recorded.replace('/home/quelqu-un/guichet', '/ailleurs'));
  });

  it('leaves out a line that is still being written', async () => {
    writeFileSync(path.join(root, 'run.jsonl'), `${recorded}{"at":12,"inp`);
    assert.equal(readRun(await savedRun(root), '/ailleurs', words).length, 3);
  });

  it('refuses what is no run, and says which line', () => {
    assert.throws(() => readRun('{"version":1}\n', '/d', words), { message: words.runNotOurs });
    assert.throws(() => readRun('{"cpin":"run","version":9}\n', '/d', words), { message: words.runTooNew });
    for (const bad of ['pas du JSON\n', line(-1), line(1e15), line(1, { type: 'exec' }), '{"at":1,"input":null}\n', line(5) + line(4)]) assert.throws(() => readRun(`{"cpin":"run","version":1}\n${bad}`, '/d', words), /ligne [23]/, bad);
  });

  it('leaves the other where it is when the disk does not take it', async () => {
    // A folder where the new run is written first: whoever tests may write anywhere.
    mkdirSync(path.join(root, 'run.jsonl.part'));
    await assert.rejects(replaceRun(root, []));
    assert.equal(readFileSync(path.join(root, 'run.jsonl'), 'utf8'), recorded);
  });

  it('takes the place of another, which can be put back', async () => {
    mkdirSync(path.join(root, 'git'));
    writeFileSync(path.join(root, 'snapshot.json'), '{}');
    const undo = await replaceRun(root, []);
    assert.equal(readFileSync(path.join(root, 'run.jsonl'), 'utf8'), '');
    assert.throws(() => readFileSync(path.join(root, 'snapshot.json')));
    await undo();
    assert.equal(readFileSync(path.join(root, 'run.jsonl'), 'utf8'), recorded);
  });
});
