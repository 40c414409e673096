import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findLab } from '../../../src/node/labs/find';
import { readMarker } from '../../../src/node/labs/marker';
import { markerName } from '../../../src/node/labs/marker-name';
import { LabProblem } from '../../../src/node/labs/problem';
import { resetLab } from '../../../src/node/labs/reset';
import { holdsStart, startLab } from '../../../src/node/labs/start';
import { lab } from './support';

const now = new Date('2026-11-24T09:30:05Z');
const read = (...parts: string[]) => readFile(path.join(...parts), 'utf8');

/** Root may write anywhere: while `work` runs, this process is an ordinary user, as learners are. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('a lab’s folder', () => {
  let top = '';
  let folder = '';
  const place = () => ({ labs: path.join(top, 'labs'), lab, content: 'v1', folder, now });
  const problem = (pattern: RegExp) => (error: unknown) => error instanceof LabProblem && pattern.test(error.message);

  beforeEach(async () => {
    top = await mkdtemp(path.join(os.tmpdir(), 'cpin-labs-'));
    await chmod(top, 0o755);
    folder = path.join(top, 'mon-tp');
    const start = path.join(top, 'labs', 'essai', 'start');
    await mkdir(path.join(start, 'deploiement'), { recursive: true });
    await writeFile(path.join(start, '.gitlab-ci-dso.yml'), 'stages: []\n');
    await writeFile(path.join(start, 'deploiement', 'web.yaml'), 'kind: Deployment\n');
  });
  afterEach(() => rm(top, { recursive: true, force: true }));

  it('receives a fresh copy, hidden files included, and a marker', async () => {
    assert.equal(await startLab(place()), 'copied');
    assert.equal(await read(folder, '.gitlab-ci-dso.yml'), 'stages: []\n');
    assert.equal(await read(folder, 'deploiement', 'web.yaml'), 'kind: Deployment\n');
    assert.deepEqual(await readMarker(folder), { lab: 'essai', content: 'v1', startedAt: '2026-11-24T09:30:05.000Z' });
  });

  it('may be a repository just initialised', async () => {
    await mkdir(path.join(folder, '.git'), { recursive: true });
    assert.equal(await startLab(place()), 'copied');
  });

  it('is left alone when it holds something else', async () => {
    await mkdir(folder);
    await writeFile(path.join(folder, 'notes.txt'), 'à moi');
    await assert.rejects(startLab(place()), problem(/n’est pas vide \(« notes\.txt »\)/));
    assert.deepEqual(await readdir(folder), ['notes.txt']);
  });

  it('is adopted as it is when it already holds the lab’s files', async () => {
    await mkdir(path.join(folder, 'deploiement'), { recursive: true });
    await writeFile(path.join(folder, '.gitlab-ci-dso.yml'), 'stages: [a]\n');
    assert.equal(await holdsStart(place().labs, lab, folder), false);
    await writeFile(path.join(folder, 'deploiement', 'web.yaml'), 'kind: Pod\n');
    assert.equal(await holdsStart(place().labs, lab, folder), true);
    assert.equal(await startLab(place()), 'adopted');
    assert.equal(await read(folder, 'deploiement', 'web.yaml'), 'kind: Pod\n');
  });

  it('is not started twice, nor for two labs', async () => {
    await startLab(place());
    await assert.rejects(startLab(place()), problem(/déjà commencé/));
    await assert.rejects(startLab({ ...place(), lab: { ...lab, id: 'autre' } }), problem(/Les fichiers de départ du TP manquent/));
    await mkdir(path.join(top, 'labs', 'autre', 'start'), { recursive: true });
    await writeFile(path.join(top, 'labs', 'autre', 'start', 'a'), '');
    await assert.rejects(startLab({ ...place(), lab: { ...lab, id: 'autre' } }), problem(/contient le TP « essai », pas « autre »/));
  });

  it('must be a folder', async () => {
    await writeFile(folder, 'un fichier');
    await assert.rejects(startLab(place()), problem(/n’est pas un dossier/));
  });

  it('that cannot be written to is named with the reason', async () => {
    await asOrdinaryUser(() => assert.rejects(startLab(place()), problem(/Impossible d’écrire dans « .*mon-tp » : vous n’avez pas le droit/)));
    assert.ok(!(await readdir(top)).includes('mon-tp'));
  });

  it('never receives a symbolic link from the product’s files', async () => {
    await symlink('/etc/hostname', path.join(top, 'labs', 'essai', 'start', 'lien'));
    await assert.rejects(startLab(place()), problem(/lien symbolique/));
    assert.ok(!(await readdir(top)).includes('mon-tp'));
  });

  for (const [name, text, expected] of [
    ['is not JSON', '{', /ce n’est pas du JSON/],
    ['lacks its lab', '{"content":"v1","startedAt":"2026-11-24T09:30:05.000Z"}', /il y manque « lab »/],
  ] as const) {
    it(`whose marker ${name} says so and how to mend it`, async () => {
      await startLab(place());
      await writeFile(path.join(folder, markerName), text);
      await assert.rejects(readMarker(folder), problem(expected));
      await rm(path.join(folder, markerName));
      assert.equal(await startLab(place()), 'adopted', 'what the sentence advises works');
    });
  }

  it('whose marker is a link is refused', async () => {
    await startLab(place());
    await rm(path.join(folder, markerName));
    await symlink('/etc/hostname', path.join(folder, markerName));
    await assert.rejects(readMarker(folder), problem(/lien symbolique/));
  });

  it('begins again as at the start, and everything typed is kept beside it', async () => {
    await startLab(place());
    await mkdir(path.join(folder, '.git'));
    await writeFile(path.join(folder, 'deploiement', 'web.yaml'), 'mon travail');
    await writeFile(path.join(folder, 'notes.txt'), 'mes notes');
    const kept = await resetLab(place());
    assert.equal(kept, `${folder}-sauvegarde-2026-11-24-093005`);
    assert.equal(await read(kept, 'deploiement', 'web.yaml'), 'mon travail');
    assert.equal(await read(kept, 'notes.txt'), 'mes notes');
    assert.equal(await read(folder, 'deploiement', 'web.yaml'), 'kind: Deployment\n');
    assert.deepEqual((await readdir(folder)).sort(), ['.cpin-lab.json', '.git', '.gitlab-ci-dso.yml', 'deploiement']);
    assert.equal(await resetLab(place()), `${kept}-2`, 'a second time within the second overwrites nothing');
  });

  it('that is not a started lab is never begun again', async () => {
    await mkdir(folder);
    await writeFile(path.join(folder, 'notes.txt'), 'à moi');
    await assert.rejects(resetLab(place()), problem(/n’est pas commencé dans/));
    assert.deepEqual(await readdir(folder), ['notes.txt']);
  });

  it('stays as it was when the work cannot be set aside', async () => {
    await startLab(place());
    await asOrdinaryUser(() => assert.rejects(resetLab(place()), problem(/n’a pas pu être mis de côté .*Rien n’a changé/)));
    assert.equal(await read(folder, 'deploiement', 'web.yaml'), 'kind: Deployment\n');
  });
});

describe('a lab’s id', () => {
  const catalog = { version: 'v1', modules: [], labs: [lab], rules: [], catalogue: {}, requirements: [], glossary: [], sources: [], misconceptions: [] };

  it('is found, or answered with those that exist', () => {
    assert.equal(findLab(catalog, 'essai'), lab);
    assert.throws(() => findLab(catalog, 'essay'), /« essay » n’existe pas\. TP connus : essai\./);
  });
});
