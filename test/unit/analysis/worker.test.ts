import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { workerAnalysis, type WorkerAnalysis } from '../../../src/node/analysis/worker-client';
import { analysisOf, book } from '../../support/analysis';

describe('the analysis thread', () => {
  let analysis: WorkerAnalysis | undefined;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cpin-worker-'));
  });
  afterEach(() => analysis?.dispose());
  after(() => rm(folder, { recursive: true }));

  const pod = { file: 'pod.yaml', text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: nginx}]}\n' };

  it('gives the verdict of the core, to questions asked together and after it has ended for lack of questions', async () => {
    let asked = 0;
    analysis = workerAnalysis({ script: path.resolve('dist/worker.js'), rules: async () => (asked++, book), idle: 1 });
    const expected = analysisOf({ [pod.file]: pod.text });
    assert.deepEqual(await Promise.all([analysis.analyse([pod], 'repository'), analysis.analyse([]), analysis.analyse([pod], 'repository')]), [expected, { findings: [], unreadable: [], resources: [] }, expected]);
    assert.equal(asked, 1, 'one thread for all three');
    while (asked < 2) assert.deepEqual(await analysis.analyse([pod], 'repository').finally(() => pause(5)), expected);
  });

  it('ends a thread that hangs or dies, says which files were not checked, and answers the next question', async () => {
    const script = path.join(folder, 'stuck.cjs');
    await writeFile(script, "require('node:worker_threads').parentPort.on('message', ({ files }) => { if (files[0].file === 'hang') for (;;); if (files[0].file === 'die') throw new Error('boum'); require('node:worker_threads').parentPort.postMessage({ findings: [], unreadable: [], resources: [] }); });");
    analysis = workerAnalysis({ script, rules: async () => ({ rules: [], catalogue: {} }), limit: 300 });
    const [hang, die, well] = await Promise.all(['hang', 'die', 'well'].map(file => analysis?.analyse([{ file, text: '' }])));
    assert.match(hang?.unreadable[0]?.reason ?? '', /« hang » n’a pas été vérifié : l’analyse dépassait/);
    assert.match(die?.unreadable[0]?.reason ?? '', /boum/);
    assert.deepEqual(well?.unreadable, []);
  });

  it('describes a field, between two analyses', async () => {
    analysis = workerAnalysis({ script: path.resolve('dist/worker.js'), rules: async () => book });
    const [before, field, after] = await Promise.all([analysis.analyse([pod]), analysis.describe(pod, { line: 1, character: 1 }), analysis.analyse([pod])]);
    assert.deepEqual([field?.path, field?.type], ['kind', 'string']);
    assert.deepEqual(before, after);
    assert.equal(await analysis.describe({ file: 'a.yaml', text: 'a: [' }, { line: 0, character: 0 }), undefined);
  });

  it('rejects when the cards cannot be had, and can be asked again', async () => {
    let damaged = true;
    analysis = workerAnalysis({ script: path.resolve('dist/worker.js'), rules: async () => (damaged ? Promise.reject(new Error('installation abîmée')) : book) });
    await assert.rejects(analysis.analyse([pod]), /abîmée/);
    damaged = false;
    assert.ok((await analysis.analyse([pod])).findings.length > 0);
  });
});
