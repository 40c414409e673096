import type { Issue, SourceIssue } from './issues';

/** One analysis of a project, as the next ones compare with it: its commit, and its issues by what tells one from another. */
export interface Analysis {
  readonly commit: string;
  /** `sonar.projectVersion`, when the scanner was given one. */
  readonly version?: string;
  readonly issues: readonly string[];
  /** Its files with what tells two contents apart; absent when there are too many to keep. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What is kept of the analyses of a SonarQube project: the one that new code counts from, and the last one. */
export interface Analysed {
  readonly key: string;
  readonly baseline: Analysis;
  readonly last: Analysis;
}

/** More issues than this are not told apart. */
const keptIssues = 2_000;
const keptFiles = 5_000;

/** What new code counts from: the last analysis of the version before, else the first analysis (SonarQube, new code definition *Previous version*); undefined for the first one, made again included. */
export function baselineFor(analysed: Analysed | undefined, commit: string, version: string | undefined): Analysis | undefined {
  if (!analysed) return undefined;
  const from = analysed.last.version === version ? analysed.baseline : analysed.last;
  return from.commit === commit ? undefined : from;
}

/** The issues that were not there at the baseline. One that moved with its file's lines is the same (SonarQube tracks issues by their rule and what they say). */
export function onNewCode(issues: readonly Issue[], baseline: Analysis | undefined): Issue[] {
  const known = new Map<string, number>();
  for (const issue of baseline?.issues ?? []) known.set(issue, (known.get(issue) ?? 0) + 1);
  return issues.filter(issue => {
    const left = known.get(keyOf(issue)) ?? 0;
    known.set(keyOf(issue), left - 1);
    return left <= 0;
  });
}

/** What is kept once an analysis is made. */
export function withAnalysis(before: Analysed | undefined, key: string, commit: string, version: string | undefined, issues: readonly Issue[], files: Readonly<Record<string, string>> = {}): Analysed {
  const last: Analysis = { commit, ...(version === undefined ? {} : { version }), issues: issues.slice(0, keptIssues).map(keyOf), ...filesKept(files) };
  return { key, baseline: baselineFor(before, commit, version) ?? last, last };
}

function filesKept(files: Readonly<Record<string, string>>): Pick<Analysis, 'files'> {
  const names = Object.keys(files);
  return names.length > keptFiles ? {} : { files: Object.fromEntries(names.map(name => [name, (files[name] ?? '').slice(0, 16)])) };
}

/** Whether a file is not as it was at the baseline; undefined when the baseline does not tell. */
export function changedSince(baseline: Analysis | undefined, files: Readonly<Record<string, string>>): ((file: string) => boolean) | undefined {
  const known = baseline?.files;
  return known && (file => known[file] !== (files[file] ?? '').slice(0, 16));
}

const keyOf = ({ rule, file, message }: SourceIssue) => `${rule} ${file} ${message}`;
