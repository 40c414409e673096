import path from 'node:path';
import type { AnalysisPort } from '../../core/analysis/port';
import type { Answer, Request } from '../../core/platform/event';
import { issueOf, type SourcesOutcome } from '../../core/platform/pipeline/executors/issues';
import { addedLines } from './added-lines';
import { toldBy } from '../../core/platform/view/words/said';
import { readSources } from './tree';

type Asked = Request & { type: 'analyse-sources' };

/** More than this is not recorded of one commit. */
const most = 500;
/** What our rules say of a source alone; what bears on other files is found in them. */
const ofSources = /^(typescript|secrets|architecture)\//;

/** Has the sources of a commit that a secondary repository below `folder` holds read by our rules, in the analysis thread. Nothing of them is run. Never rejects. */
export function readingSources(folder: string, analysis: AnalysisPort): (request: Asked) => Promise<Answer> {
  return async ({ pipeline, job, project, repository, commit, since }) => {
    const bare = path.join(folder, project, `${repository}.git`);
    const outcome = await readSources(bare, commit).then(texts => sourcesOutcome(texts, analysis)).catch((error: Error): SourcesOutcome => ({ read: false, reason: toldBy(error) }));
    const added = since === undefined || !outcome.read ? undefined : await addedLines(bare, since, commit);
    return { type: 'sources-read', pipeline, job, outcome: { ...outcome, ...(added ? { added } : {}) } };
  };
}

/** What is found in sources, those that are worst first. */
export async function sourcesOutcome(texts: Readonly<Record<string, string>>, analysis: AnalysisPort): Promise<SourcesOutcome> {
  const files = Object.entries(texts).map(([file, text]) => ({ file, text }));
  if (files.length === 0) return { read: true, files: 0, issues: [] };
  const { findings, unreadable } = await analysis.analyse(files, 'repository');
  const [first] = unreadable;
  if (first && unreadable.length === files.length) return { read: false, reason: first.reason };
  const issues = findings.filter(({ rule, severity }) => ofSources.test(rule) && severity !== 'information').map(issueOf);
  return { read: true, files: files.length, issues: [...issues.filter(({ severity }) => severity === 'error'), ...issues.filter(({ severity }) => severity !== 'error')].slice(0, most) };
}
