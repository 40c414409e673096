import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readPipelines } from '../../../src/core/analysis/gitlab-ci/repository';
import type { Job } from '../../../src/core/analysis/gitlab-ci/pipeline';
import { isPlainMap, type Plain, type PlainMap } from '../../../src/core/analysis/yaml/plain';
import { analysisOf } from '../../support/analysis';
import { corpus, corpusFile, golden } from '../../oracles/golden';

interface Verdict {
  readonly refused?: string;
  readonly expanded?: PlainMap;
  readonly jobs?: readonly { readonly name: string; readonly stage: string; readonly needs: readonly string[] }[];
}

/** Where the two differ, and why ours stays as it is. */
const differences: Readonly<Record<string, string>> = {
  'need-cycle': 'the tool lists jobs that wait for each other, GitLab refuses them',
};

/** What of a job both sides write the same way. */
function comparable(definition: PlainMap): PlainMap {
  const { image, variables = {}, script = [], before_script: before = [] } = definition;
  return { image: isPlainMap(image) ? (image['name'] ?? null) : (image ?? null), variables, script: flat(script), before: flat(before) };
}

const flat = (value: Plain): Plain => (Array.isArray(value) ? (value.flat(Infinity as 1) as Plain[]) : [value]);

function filesOf(name: string): Record<string, string> {
  const folder = path.join('test', 'oracles', 'corpus', 'pipeline', name);
  const found = readdirSync(folder, { recursive: true }).map(String).filter(file => /\.yml$/.test(file) && existsSync(path.join(folder, file)));
  return Object.fromEntries(found.map(file => [file.split(path.sep).join('/'), corpusFile('pipeline', name, file)]));
}

describe('our reading of pipelines beside gitlab-ci-local', () => {
  const { cases } = golden<Verdict>('gitlab-ci-local');
  for (const name of corpus('pipeline')) {
    it(name, () => {
      const verdict = cases[name];
      assert.ok(verdict, `${name} has no golden verdict: run npm run oracles -- gitlab-ci-local`);
      const files = filesOf(name);
      const refusals = analysisOf(files).findings.filter(({ rule }) => ['gitlab-ci/valid', 'gitlab-ci/stage-defined', 'gitlab-ci/needs-exist'].includes(rule)).map(({ message }) => message);
      if (differences[name] !== undefined) return assert.notEqual(refusals.length > 0, verdict.refused !== undefined, 'no longer differs: take it off the table');
      assert.equal(refusals.length > 0, verdict.refused !== undefined, `${verdict.refused ?? 'accepted'}\n${refusals.join('\n')}`);
      if (verdict.refused !== undefined) return;
      const [found] = readPipelines(Object.entries(files).map(([file, text]) => ({ file, text })), {}, 'repository');
      const ours = found?.pipeline?.jobs.filter((job: Job) => !job.hidden) ?? [];
      const { stages, ...expanded } = verdict.expanded ?? {};
      assert.deepEqual(found?.pipeline?.stages, stages);
      assert.deepEqual(Object.fromEntries(ours.map(job => [job.name, comparable(job.definition)])), Object.fromEntries(Object.entries(expanded).filter(([, job]) => isPlainMap(job)).map(([job, definition]) => [job, comparable(definition as PlainMap)])));
      for (const { name: listed, stage } of verdict.jobs ?? []) assert.equal(ours.find(job => job.name === listed.replace(/: \[.*\]$/, ''))?.stage, stage, listed);
    });
  }
});
