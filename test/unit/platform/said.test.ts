import assert from 'node:assert/strict';
import { blockersOf } from '../../../src/core/platform/forge/blockers';
import { forgeView } from '../../../src/core/platform/forge/view';
import { noWorkItems, type MergeRequest } from '../../../src/core/platform/forge/work-items';
import { statusView } from '../../../src/core/platform/view/status';
import { explain } from '../../../src/core/platform/view/why';
import { Fault, inWords, phrase, said, saidWith, toldBy, type Phrase } from '../../../src/core/platform/view/words/said';
import { notKept } from '../../../src/node/platform/folder';
import { frenchText } from '../../support/french';
import { but, guichet, without } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const after = (files: Readonly<Record<string, string>>) => new Simulation().deploy(files).wait(5 * minute).state;
const failures = (files: Readonly<Record<string, string>>, language: 'fr' | 'en') => statusView(after(files), language).projects.flatMap(({ pipelines }) => pipelines.flatMap(({ errors, jobs }) => [...errors, ...jobs.flatMap(({ failure }) => failure ?? [])]));

describe('what fails, in the language of the interface', () => {
  it('a Dockerfile that cannot be built', () => {
    const files = but('Dockerfile', 'COPY src ./src', 'COPY absent ./src');
    assert.match(failures(files, 'fr').join(), /^Dockerfile, ligne \d+ : /);
    assert.match(failures(files, 'en').join(), /^Dockerfile, line \d+: /);
  });

  it('a script that asks for what no job may do', () => {
    for (const [command, told] of [['docker build .', /no Docker daemon runs on the platform/], ['kubectl apply -f .', /a job has no access to the cluster/], ['git push', /the token of a job .* cannot push/]] as const) {
      const found = failures(but('.gitlab-ci-dso.yml', 'npm ci', command), 'en').join();
      assert.match(found, told);
      assert.doesNotMatch(found, frenchText);
    }
  });

  it('a dotenv that GitLab does not take: its words, and the line', () => {
    const files = but('.gitlab-ci-dso.yml', 'script: [npm ci, npm test]', "script: ['echo faux > a.env']\n  artifacts: { reports: { dotenv: a.env } }");
    assert.deepEqual(failures(files, 'en'), ['a.env is no dotenv that GitLab takes: Invalid Format (“faux”: a line is KEY=value)']);
    assert.match(failures(files, 'fr').join(), /n’est pas un dotenv que GitLab accepte : Invalid Format \(« faux » : une ligne est CLE=valeur\)/);
  });

  it('no pipeline where one is expected', () => {
    const files = without('.gitlab-ci-dso.yml', guichet);
    assert.deepEqual(failures(files, 'en'), ['No pipeline: the synchronised branch has no “.gitlab-ci-dso.yml” at its root.']);
    assert.ok(explain(after(files), 'en').some(({ chain }) => chain.some(({ what }) => what.startsWith('No pipeline:'))));
  });

  it('a synchronisation that git refuses, from what it answered and not from its log', () => {
    const { state } = new Simulation().deploy(guichet).give({ type: 'mirrored', sync: 1, project: 'guichet', repository: 'guichet', branch: 'main', outcome: { ok: false, message: phrase('gitAbsent') } });
    assert.equal(statusView(state, 'en').projects[0]?.repositories[0]?.syncFailure, 'Git is not installed on this machine. Install it, then try again.');
    assert.deepEqual(explain(state, 'en').flatMap(({ chain }) => chain.map(({ what }) => what)).slice(0, 2), ['The synchronisation of the repository “guichet” failed.', 'Git is not installed on this machine. Install it, then try again.']);
    assert.match(state.forge.syncs[0]?.log.join('\n') ?? '', /Git n’est pas installé/);
  });

  it('a merge that git refuses, and what stands in its way', () => {
    const request: MergeRequest = { repository: 'guichet/guichet', iid: 1, title: 'Draft: essai', description: '', author: 'a', source: 'sujet', target: 'main', state: 'opened', createdAt: 0, approvals: [], notes: [], mergeError: phrase('conflict', 'a.yaml', 'main', 'sujet') };
    const forge = { branches: {}, syncs: [], protections: {}, items: { ...noWorkItems, mergeRequests: [request] } };
    assert.match(forgeView(forge, 'en').mergeRequests[0]?.mergeError ?? '', /both branches change a\.yaml/);
    const stands = blockersOf(request, ['main'], { base: '', head: '', files: [], more: 0, conflicts: ['a.yaml'] }, 'en');
    assert.equal(stands.length, 3);
    assert.doesNotMatch(stands.join('\n'), frenchText);
  });

  it('a disk that refuses', () => {
    for (const code of ['ENOSPC', 'EROFS', 'ENOTDIR', 'EIO']) {
      const { message } = inWords(notKept(Object.assign(new Error(code), { code }), '/here'), 'en') as Error;
      assert.match(message, new RegExp(`^The platform cannot write in its folder “/here”: .*\\(${code}\\)`));
      assert.doesNotMatch(message, frenchText);
    }
  });

  it('hides in it what a log hides, and tells by its name what a newer version recorded', () => {
    assert.deepEqual(saidWith(phrase('noDockerfile', 'a/secret'), text => text.replace('secret', '[MASKED]')), phrase('noDockerfile', 'a/[MASKED]'));
    assert.equal(said('en', { says: 'toString', with: [] } as unknown as Phrase), 'toString');
    assert.equal(toldBy(new Error('as it is')), 'as it is');
    assert.deepEqual(toldBy(new Fault(phrase('gitLarge'))), phrase('gitLarge'));
  });
});
