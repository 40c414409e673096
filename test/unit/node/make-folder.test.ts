import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeFolder } from '../../../src/node/make-folder';

describe('a folder that is made', () => {
  let top: string;
  beforeEach(async () => {
    top = await mkdtemp(path.join(tmpdir(), 'cpin-folder-'));
  });
  afterEach(() => rm(top, { recursive: true }));

  it('comes with those above it, once, as private as is asked', async () => {
    const folder = path.join(top, 'a', 'b', 'c');
    await Promise.all([makeFolder(folder, 0o700), makeFolder(folder, 0o700)]);
    await makeFolder(folder);
    for (const one of [folder, path.dirname(folder)]) assert.ok((await stat(one)).isDirectory());
    if (process.platform !== 'win32') assert.equal((await stat(folder)).mode & 0o777, 0o700);
  });

  it('is refused at once where a file stands, and where the system takes none', async () => {
    await writeFile(path.join(top, 'file'), '');
    await assert.rejects(makeFolder(path.join(top, 'file')), { code: 'EEXIST' });
    await assert.rejects(makeFolder(path.join(top, 'file', 'a', 'b')));
    if (process.platform === 'linux') await assert.rejects(makeFolder('/proc/cpin/a'), { code: 'ENOENT' });
  });
});
