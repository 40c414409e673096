import assert from 'node:assert/strict';
import fs from 'node:fs';

describe('the documents at the root', () => {
  for (const document of ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md']) {
    it(`${document} links to files that exist`, () => {
      const links = [...fs.readFileSync(document, 'utf8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(match => match[1] ?? '');
      assert.deepEqual(links.filter(link => !/^https?:/.test(link) && !fs.existsSync(link)), []);
    });
  }

  it('show every picture that is kept', () => {
    const readme = fs.readFileSync('README.md', 'utf8');
    const kept = fs.readdirSync('media/screenshots', { recursive: true }).map(name => `media/screenshots/${String(name).split('\\').join('/')}`);
    assert.deepEqual(kept.filter(name => name.endsWith('.png') && !readme.includes(name)), []);
  });

  it('README.md and CONTRIBUTING.md name npm scripts that exist', () => {
    const { scripts } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = ['README.md', 'CONTRIBUTING.md'].flatMap(document => [...fs.readFileSync(document, 'utf8').matchAll(/npm (?:run )?(start|test|(?<=run )[a-z][a-z0-9:]*)/g)].map(match => match[1] ?? ''));
    assert.ok(named.includes('start'));
    assert.deepEqual(named.filter(name => !scripts[name]), []);
  });
});
