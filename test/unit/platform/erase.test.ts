import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { erasePlatforms, keptPlatforms } from '../../../src/node/platform/erase';
import { contentFrom } from '../../../src/node/content/load';
import { platformContent, startPlatform } from '../../../src/node/platform/up';
import { strings } from '../../../src/protocol/strings';

describe('erasing the platforms a user’s data keep', function () {
  this.timeout(30_000);

  it('stops the one that runs and leaves nothing of any, nor touches what a link leads to', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'cpin-erase-'));
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'cpin-elsewhere-'));
    try {
      const running = path.join(home, 'platforms', 'guichet-1');
      const stopped = path.join(home, 'platforms', 'autre-2');
      mkdirSync(stopped, { recursive: true });
      writeFileSync(path.join(stopped, 'run.jsonl'), '');
      writeFileSync(path.join(elsewhere, 'precieux.txt'), 'à garder');
      symlinkSync(elsewhere, path.join(home, 'platforms', 'lien'));
      const platform = await startPlatform(running, await platformContent(contentFrom('dist/content'), 'dist'));
      const kept = await keptPlatforms(home);
      assert.deepEqual(kept.map(({ place, client }) => [place, client !== undefined]).sort(), [[stopped, false], [running, true]]);
      await erasePlatforms(kept, strings('fr').platform);
      await platform.stopped;
      assert.deepEqual([existsSync(running), existsSync(stopped), existsSync(path.join(elsewhere, 'precieux.txt'))], [false, false, true]);
      assert.deepEqual(await keptPlatforms(home), []);
    } finally {
      rmSync(home, { recursive: true, force: true });
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
