import assert from 'node:assert/strict';
import { coverageOf, coverageWithin } from '../../../src/core/platform/pipeline/coverage';
import { said } from '../../../src/core/platform/view/words/said';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';
import { realEngines } from '../../support/render';

const tenMinutes = 600_000;
const engines = realEngines();
const secret = (name: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name} }\nstringData: { motdepasse: Tr0ub4dor-et-3-${name} }\n`;
const analysed = (files: Readonly<Record<string, string>>, more = '') => but('.gitlab-ci-dso.yml', 'file: [vault-ci.yml, kaniko-ci.yml]', 'file: [vault-ci.yml, kaniko-ci.yml, sonar-ci.yml]', { ...files, '.gitlab-ci-dso.yml': `${guichet['.gitlab-ci-dso.yml'] ?? ''}qualite:\n  stage: test-app\n  extends: .sonar:sonar-scanner\n${more}` });
const one = { ...guichet, 'deploiement/base.yaml': secret('base') };
const two = { ...one, 'deploiement/file.yaml': secret('file') };

/** What the last gate said: its job's status and its log. */
function gate(run: Simulation): { readonly status: string | undefined; readonly log: string } {
  const job = run.state.pipelines.pipelines.at(-1)?.jobs.find(({ name }) => name === 'qualite');
  return { status: job?.status, log: job?.log.map(({ text }) => said('fr', text)).join('\n') ?? '' };
}

describe('new code of the quality gate (SonarQube, new code definition, Previous version)', function () {
  this.timeout(60_000);
  after(() => engines.dispose());

  it('is all the code at the first analysis, and what came since at the next ones, as long as the version stays', async () => {
    const run = await new Simulation().deploy(analysed(one)).pass(tenMinutes, engines);
    const told: (readonly [string | undefined, string | undefined])[] = [];
    const note = () => void told.push([gate(run).status, /simulation\] ((?:première analyse|nouveau code)[^;:.]*[;:]?[^;.]*)/.exec(gate(run).log)?.[1]?.replace(/commit \w+/, 'commit')]);
    note();
    for (const files of [one, two, two, one]) {
      await run.push(analysed(files, `  variables: { ESSAI: "${told.length}" }\n`)).pass(tenMinutes, engines);
      note();
    }
    assert.deepEqual(told.map(([status]) => status), ['failed', 'success', 'failed', 'failed', 'success']);
    assert.match(told[0]?.[1] ?? '', /première analyse/);
    assert.match(gate(run).log, /nouveau code : depuis le commit \w{8}, qui est le premier analysé de cette version ; 1 constat de l’ancien code ne compte pas dans la porte, et reste à corriger\./);
  });

  it('counts from the last analysis of the version before when the scanner is given another', async () => {
    const scanner = (version: string) => `  variables: { SONAR_SCANNER_OPTS: "-Dsonar.projectVersion=${version}" }\n`;
    const run = await new Simulation().deploy(analysed(guichet, scanner('1.0'))).pass(tenMinutes, engines);
    const statuses = [gate(run).status];
    for (const [files, version] of [[one, '1.0'], [one, '1.1'], [two, '1.1']] as const) {
      await run.push(analysed(files, scanner(version))).pass(tenMinutes, engines);
      statuses.push(gate(run).status);
    }
    assert.deepEqual(statuses, ['success', 'failed', 'success', 'failed']);
    assert.match(gate(run).log, /\(version 1\.0\), qui est le dernier analysé de la version d’avant/);
  });

  it('counts the coverage of the files that changed since, and of no other', async () => {
    const report = (...sources: readonly (readonly [string, number])[]) => sources.map(([name, covered]) => `SF:${name}\nLF:100\nLH:${covered}\nend_of_record\n`).join('');
    const first = { ...guichet, 'coverage/lcov.info': report(['/builds/depot/src/serveur.ts', 90]) };
    const run = await new Simulation().deploy(analysed(first)).pass(tenMinutes, engines);
    assert.match(gate(run).log, /couverture : 90 lignes sur 100, d’après coverage\/lcov\.info/);
    const untested = { ...first, 'src/nouveau.ts': 'export const n = 1;', 'coverage/lcov.info': report(['/builds/depot/src/serveur.ts', 100], ['src/nouveau.ts', 20]) };
    await run.push(analysed(untested)).pass(tenMinutes, engines);
    assert.deepEqual([gate(run).status, /Coverage on New Code is less than 80\.0% » : 20\.0%, FAILED/.test(gate(run).log)], ['failed', true]);
    assert.match(gate(run).log, /couverture du nouveau code : 20 lignes sur 100, celles des fichiers modifiés ou ajoutés depuis/);
    await run.push(analysed({ ...first, 'deploiement/note.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: note }\n' })).pass(tenMinutes, engines);
    assert.match(gate(run).log, /aucun fichier de coverage\/lcov\.info n’a changé depuis ; la condition n’est pas évaluée/);
    assert.equal(gate(run).status, 'success');
  });

  it('reads what each source of a report has, as JaCoCo and Cobertura say it', () => {
    const jacoco = '<report name="r"><package name="fr/x"><sourcefile name="A.java"><line nr="1" mi="0" ci="4"/><line nr="2" mi="2" ci="0"/><line nr="7" mi="1" ci="1"/><line nr="8" mi="0" ci="2"/><counter type="LINE" missed="1" covered="3"/></sourcefile><sourcefile name="B.java"><counter type="LINE" missed="6" covered="0"/></sourcefile></package><counter type="LINE" missed="7" covered="3"/></report>';
    const cobertura = '<coverage lines-valid="3" lines-covered="1"><packages><package><classes><class filename="x/a.py"><lines><line number="3" hits="1"/><line number="4" hits="0"/></lines></class><class filename="x/b.py"><lines><line number="1" hits="0"/></lines></class></classes></package></packages></coverage>';
    const within = (name: string, text: string, file: string, ranges?: readonly (readonly [number, number])[]) => {
      const whole = coverageOf(name, text);
      const { lines, covered } = coverageWithin(whole ?? assert.fail('no report'), [file], () => ranges ?? 'whole');
      return [whole?.lines, whole?.covered, lines, covered];
    };
    assert.deepEqual(within('jacoco.xml', jacoco, 'src/main/java/fr/x/A.java'), [10, 3, 4, 3]);
    assert.deepEqual(within('coverage.xml', cobertura, 'app/x/b.py'), [3, 1, 1, 0]);
    // Of some lines alone; a report that does not tell lines counts the whole source.
    assert.deepEqual(within('jacoco.xml', jacoco, 'src/main/java/fr/x/A.java', [[2, 7]]), [10, 3, 2, 1]);
    assert.deepEqual(within('coverage.xml', cobertura, 'app/x/a.py', [[1, 3], [9, 12]]), [3, 1, 1, 1]);
    assert.deepEqual(within('lcov.info', 'SF:a.ts\nDA:1,1\nDA:2,0,x\nDA:5,3\nLF:3\nLH:2\n', 'a.ts', [[2, 5]]), [3, 2, 2, 1]);
    assert.deepEqual(within('lcov.info', 'SF:a.ts\nLF:3\nLH:2\n', 'a.ts', [[2, 5]]), [3, 2, 3, 2]);
  });
});
