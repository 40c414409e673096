import assert from 'node:assert/strict';
import type { Command } from '../../../src/core/platform/event';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { momentsOf } from '../../../src/core/platform/view/moment';
import { momentViews } from '../../../src/core/platform/view/timeline';
import { faultWords } from '../../../src/core/platform/view/words/faults';
import { imageWords } from '../../../src/core/platform/view/words/images';
import type { Language } from '../../../src/core/platform/view/words/language';
import { logWords } from '../../../src/core/platform/view/words/logs';
import { momentWords } from '../../../src/core/platform/view/words/moments';
import { networkWords } from '../../../src/core/platform/view/words/network';
import { objectWords } from '../../../src/core/platform/view/words/objects';
import { podWords } from '../../../src/core/platform/view/words/pods';
import { refusalWords } from '../../../src/core/platform/view/words/refusals';
import { secretWords } from '../../../src/core/platform/view/words/secrets';
import { workWords } from '../../../src/core/platform/view/words/work';
import { platformEngine } from '../../../src/core/platform/engine';
import { newPlatform } from '../../../src/core/platform/state';
import { statusView } from '../../../src/core/platform/view/status';
import { explain } from '../../../src/core/platform/view/why';
import { phrase, said } from '../../../src/core/platform/view/words/said';
import type { RenderOutcome } from '../../../src/core/platform/gitops/outcome';
import { strings } from '../../../src/protocol/strings';
import { platformBook } from '../../support/analysis';
import { frenchText } from '../../support/french';
import { guichet, without } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const phrases = { faultWords, refusalWords, momentWords, logWords };
const tables: Readonly<Record<string, Readonly<Record<Language, object>>>> = { ...phrases, imageWords, networkWords, objectWords, podWords, secretWords, workWords };

/** Every sentence of a table; what it is about reads as a number, a text or a list of one. */
const sentences = (table: object): string[] => Object.values(table).map((words: string | ((...given: unknown[]) => string)) => (typeof words === 'string' ? words : words(...Array.from({ length: 8 }, () => ['2']))));

describe('English, wherever the interface is in English', () => {
  for (const [name, { en }] of Object.entries(tables)) {
    it(`the sentences of ${name}`, () => {
      for (const sentence of sentences(en)) assert.doesNotMatch(sentence, frenchText);
    });
  }

  it('the texts of the platform’s surfaces', () => {
    const { platformView, platform, timeline, forge, cluster } = strings('en');
    for (const text of [platformView, platform, timeline, forge, cluster].flatMap(surface => Object.values(surface))) assert.doesNotMatch(text, frenchText);
  });

  it('has one name for each sentence that is kept as data', () => {
    const names = Object.values(phrases).flatMap(({ fr }) => Object.keys(fr));
    assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
  });

  it('commands that are refused', () => {
    const { state } = new Simulation().deploy(guichet).wait(5 * minute);
    const place = { project: 'guichet', repository: 'guichet' } as const;
    const repository = { name: 'api', source: '', private: false, infra: false, revision: 'HEAD', path: '.', values: [] };
    const environment = { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: true };
    const application = state.gitops.applications[0]?.name ?? '';
    const refused: readonly Command[] = [
      { type: 'create-project', slug: 'Mon Projet' },
      { type: 'set-repository', project: 'absent', repository },
      { type: 'set-repository', project: 'guichet', repository: { ...repository, name: '-api' } },
      { type: 'set-repository', project: 'guichet', repository: { ...repository, name: 'mirror' } },
      { type: 'set-repository', project: 'guichet', repository: { ...repository, source: 'ftp://x' } },
      { type: 'set-repository', project: 'guichet', repository: { ...repository, private: true } },
      { type: 'set-environment', project: 'guichet', environment: { ...environment, name: 'Production' } },
      { type: 'set-environment', project: 'guichet', environment: { ...environment, cluster: 'x' } },
      { type: 'set-environment', project: 'guichet', environment: { ...environment, cpu: -1 } },
      { type: 'set-environment', project: 'guichet', environment, by: 'x@example.org' },
      { type: 'remove-environment', project: 'guichet', environment: 'prod' },
      { type: 'remove-repository', project: 'guichet', repository: 'x' },
      { type: 'add-member', project: 'guichet', email: 'x', roles: [] },
      { type: 'add-member', project: 'guichet', email: 'x@example.org', roles: ['x'] },
      { type: 'remove-member', project: 'guichet', email: 'x@example.org' },
      { type: 'set-role', project: 'guichet', role: 'system:x', permissions: [] },
      { type: 'remove-role', project: 'guichet', role: 'x' },
      { type: 'synchronise', ...place, repository: 'x', branch: 'main' },
      { type: 'open-issue', ...place, title: '' },
      { type: 'open-merge-request', ...place, source: 'main', target: 'main', title: 't' },
      { type: 'open-merge-request', ...place, source: 'x', target: 'main', title: 't' },
      { type: 'merge-request-merge', ...place, iid: 7 },
      { type: 'close-issue', ...place, iid: 7 },
      { type: 'protect-branch', ...place, branch: '' },
      { type: 'set-variable', ...place, key: 'A-B', value: '', masked: false, protected: false },
      { type: 'set-variable', ...place, key: 'A', value: 'x', masked: true, protected: false },
      { type: 'delete-variable', project: 'guichet', key: 'A' },
      { type: 'play-job', job: 1 },
      { type: 'cancel-job', job: 99 },
      { type: 'cancel-pipeline', pipeline: 1 },
      { type: 'vault-put', project: 'guichet', path: '/x', data: {} },
      { type: 'vault-put', project: 'guichet', path: 'x', data: {} },
      { type: 'vault-delete', project: 'guichet', path: 'x' },
      { type: 'sync-application', application: 'x', prune: false },
      { type: 'sync-application', application, prune: false, options: ['x'] },
      { type: 'rollback-application', application, id: 9 },
    ];
    for (const command of refused) {
      const [french, english] = (['fr', 'en'] as const).map(language => commandRefusal(state, command, language) ?? assert.fail(`${JSON.stringify(command)} is not refused`));
      assert.doesNotMatch(english ?? '', frenchText);
      assert.notEqual(english, french);
    }
  });

  it('a render that was stopped, a chart that is not there, a manifest that is not YAML', () => {
    const failing = (files: Readonly<Record<string, string>>, outcome?: RenderOutcome) => {
      const run = new Simulation().deploy(files).wait(minute);
      const [application] = run.state.gitops.applications;
      if (outcome) run.give({ type: 'rendered', application: application?.name ?? '', key: application?.render?.key ?? '', outcome }).wait(minute);
      return (['fr', 'en'] as const).map(language => statusView(run.state, language).projects[0]?.environments[0]?.applications[0]?.message ?? '');
    };
    const chart = { ...without('deploiement/deployment.yaml', guichet), 'deploiement/Chart.yaml': 'apiVersion: v2\nname: guichet\nversion: 1.0.0\n', 'deploiement/templates/a.yaml': 'kind: {{ .Values.a }}\n' };
    for (const stopped of ['time', 'memory', 'size', 'fault'] as const) {
      const [french, english] = failing(chart, { ok: false, error: '', stopped });
      assert.match(french ?? '', /desc = `helm template [^`]*` failed (timeout|signal).*\. \[simulation\] Le (rendu|moteur)/);
      assert.match(english ?? '', /desc = `helm template [^`]*` failed (timeout|signal).*\. \[simulation\] The rendering/);
      assert.doesNotMatch(english ?? '', frenchText);
    }
    const [, absent] = failing({ ...chart, 'deploiement/Chart.yaml': `${chart['deploiement/Chart.yaml']}dependencies: [{ name: redis, version: 1.0.0, repository: "https://charts.example.org" }]\n` });
    assert.match(absent ?? '', /no such host\. \[simulation\] The simulated platform downloads no chart: put “redis” in charts\//);
    const [, broken] = failing({ ...guichet, 'deploiement/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {\n' });
    assert.match(broken ?? '', /Failed to unmarshal "service\.yaml": error converting YAML to JSON: yaml: line \d+: This YAML file cannot be read whole \(line \d+, column \d+\): /);
    assert.doesNotMatch(broken ?? '', frenchText);
  });

  it('what a quality gate found: by the rule, whose own words are French', () => {
    const status = 'QUALITY GATE STATUS: FAILED';
    assert.equal(said('en', phrase('gateWithFindings', status, 'x', 2, 'a.yaml', 'Un port est fixé.', 'kubernetes/no-nodeport')), `${status}: x; 2 findings, the first in a.yaml (rule kubernetes/no-nodeport)`);
    assert.equal(said('fr', phrase('gateWithFindings', status, 'x', 2, 'a.yaml', 'Un port est fixé.')), `${status} : x ; 2 constats, le premier dans a.yaml : Un port est fixé.`);
  });

  it('what an older run kept is told as it was kept', () => {
    const run = new Simulation().deploy(guichet).wait(minute);
    const [application] = run.state.gitops.applications;
    assert.ok(application);
    const state = { ...run.state, gitops: { applications: [{ ...application, comparisonError: 'Failed to load target state: tel quel' }] } };
    assert.ok(explain(state, 'en').some(({ chain }) => chain.some(({ what }) => what === 'Failed to load target state: tel quel')));
  });

  it('a name that is no text, or that passes for a sentence of ours, is refused as any other', () => {
    for (const slug of [7, { says: 'noProject', with: ['x'] }, { says: 'x', with: 'x' }]) assert.match(commandRefusal(newPlatform(1), { type: 'create-project', slug } as unknown as Command, 'en') ?? '', /is no name of a project/);
  });

  it('the timeline of a run, each input told in turn', () => {
    const run = new Simulation().deploy(guichet).wait(5 * minute);
    const engine = platformEngine(platformBook);
    let before = newPlatform(1);
    const told = run.inputs.flatMap(({ at, input }) => {
      const { state, changes } = engine(before, at, input);
      const moments = momentsOf({ before, after: state, changes, input });
      before = state;
      return momentViews(moments, 'en');
    });
    assert.ok(told.length > 3);
    for (const { what } of told) assert.doesNotMatch(what, frenchText);
  });
});
