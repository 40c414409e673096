import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { analyser } from '../../src/core/analysis/analyse';
import type { CheckState } from '../../src/core/labs/verdict';
import { orderProblems } from '../../src/core/labs/order';
import { readContent } from '../../src/node/content/authors';
import { verifyLab } from '../../src/node/labs/verify';

// Every lab proves itself: its start fails on every rule and on nothing else, each solution holds, each known mistake fails the check it names.

const { catalog } = readContent('.');
const analyse = analyser(catalog.rules, catalog.catalogue);
const analysis = { analyse: (files: Parameters<typeof analyse>[0]) => Promise.resolve(analyse(files)) };
const names = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);

for (const lab of catalog.labs) {
  const home = path.join('labs', lab.id);
  const states = async (folder: string) => new Map((await verifyLab({ lab, content: catalog.version, folder, analysis })).checks.map(check => [check.check, check.state]));
  const those = (all: ReadonlyMap<string, CheckState>, state: CheckState) => [...all].filter(([, s]) => s === state).map(([check]) => check);

  describe(`lab ${lab.id}`, () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'cpin-lab-'));
      cpSync(path.join(home, 'start'), folder, { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const overlay = (solution: string) => cpSync(path.join(home, 'solutions', solution), folder, { recursive: true });

    it('refers to checks, rules, objectives and competences that exist', () => {
      assert.deepEqual(orderProblems(lab), []);
      const competences = catalog.modules.filter(module => module.id === lab.module).flatMap(module => module.competences);
      const objectives = competences.flatMap(competence => competence.objectives.map(({ id }) => id));
      assert.deepEqual(lab.competences.filter(id => !competences.some(competence => competence.id === id)), []);
      assert.deepEqual(lab.checks.map(check => check.objective).filter(id => !objectives.includes(id)), []);
      assert.deepEqual(lab.checks.flatMap(({ test }) => (test.type === 'rule' ? [test.rule] : [])).filter(id => !catalog.rules.some(rule => rule.id === id)), []);
      assert.ok(lab.checks.every(check => check.hints.length >= 2), 'a hint has at least a lighter one before it');
    });

    it('starts readable, with every rule to be met', async () => {
      const all = await states(folder);
      assert.deepEqual(those(all, 'holds'), lab.checks.filter(({ test }) => test.type === 'readable').map(({ id }) => id));
      assert.deepEqual(those(all, 'fails'), lab.checks.filter(({ test }) => test.type === 'rule').map(({ id }) => id));
    });

    it('has at least two solutions that differ', () => {
      assert.ok(names(path.join(home, 'solutions')).length >= 2);
    });

    for (const solution of names(path.join(home, 'solutions'))) {
      it(`holds with the solution ${solution}`, async () => {
        overlay(solution);
        const verdict = await verifyLab({ lab, content: catalog.version, folder, analysis });
        assert.deepEqual(verdict.checks.filter(check => check.state !== 'holds').map(check => `${check.check}: ${check.reason}`), []);
      });
    }

    for (const name of names(path.join(home, 'wrong'))) {
      const patch = readFileSync(path.join(home, 'wrong', name), 'utf8');
      const check = /^Check: (.+)$/m.exec(patch)?.[1] ?? '';
      const solution = /^Solution: (.+)$/m.exec(patch)?.[1] ?? '';
      it(`fails ${check} with the mistake ${path.parse(name).name}`, async () => {
        overlay(solution);
        execFileSync('git', ['init', '--quiet'], { cwd: folder });
        execFileSync('git', ['apply', path.resolve(home, 'wrong', name)], { cwd: folder });
        const all = await states(folder);
        assert.deepEqual(those(all, 'fails'), [check]);
        assert.deepEqual(those(all, 'unknown'), lab.checks.filter(({ requires }) => requires.includes(check)).map(({ id }) => id));
      });
    }
  });
}

describe('the application of lab rendre-un-deploiement-conforme', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cpin-guichet-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('compiles and passes its own tests', function () {
    this.timeout(60_000);
    cpSync('labs/rendre-un-deploiement-conforme/start', folder, { recursive: true });
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    execFileSync(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder, env });
    const tests = readdirSync(path.join(folder, 'dist', 'test')).filter(name => name.endsWith('.test.js')).map(name => path.join('dist', 'test', name));
    assert.equal(tests.length, 2);
    execFileSync(process.execPath, ['--test', ...tests], { cwd: folder, env });
  });
});
