import { isPlainMap, stringAt, valueAt, type Plain } from '../../../analysis/yaml/plain';
import { matchesPattern } from '../../shell/pattern';
import { joined, type Files } from '../../shell/files';
import { expandText } from '../variables';
import { dotenvOf } from './dotenv';
import { simulated, type Work, type Workplace } from './executor';
import { phrase, type Said } from '../../view/words/said';

/** What a job hands on, and what its log says of it. */
export interface Collected {
  readonly lines: readonly Said[];
  readonly artifacts: readonly string[];
  /** The texts that are known, by path. */
  readonly made: Readonly<Record<string, string>>;
  readonly dotenv: Readonly<Record<string, string>>;
  /** The coordinator refused what was sent: the job fails. */
  readonly failure?: NonNullable<Work['failure']>;
}

/** More than this is not handed on by name, nor by text. */
const [mostFiles, mostText] = [500, 64 * 1024];

const textsOf = (value: Plain | undefined): string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter(one => typeof one === 'string') : []);

/** Collects what `artifacts` names once the script has ended (GitLab Runner, `artifacts-uploader`). */
export function collected(place: Workplace, files: Files, succeeded: boolean): Collected {
  const given = place.job.definition['artifacts'];
  const none: Collected = { lines: [], artifacts: [], made: {}, dotenv: {} };
  if (!isPlainMap(given)) return none;
  const when = stringAt(given, 'when') ?? 'on_success';
  if (when !== 'always' && (when === 'on_success') !== succeeded) return none;
  const paths = textsOf(valueAt(given, 'paths')).map(path => expandText(path, place.variables));
  const excluded = textsOf(valueAt(given, 'exclude')).map(path => expandText(path, place.variables));
  const archive = paths.length === 0 ? none : archived(place, files, paths, excluded);
  const reported = reports(place, files, textsOf(valueAt(given, 'reports', 'dotenv')).map(path => expandText(path, place.variables)));
  const lines = [...archive.lines, ...reported.lines];
  return { ...archive, ...reported, lines: lines.length === 0 ? [] : [succeeded ? 'Uploading artifacts for successful job' : 'Uploading artifacts for failed job', ...lines] };
}

function archived({ variables, job }: Workplace, files: Files, paths: readonly string[], excluded: readonly string[]): Pick<Collected, 'lines' | 'artifacts' | 'made' | 'dotenv'> {
  const lines: Said[] = ['Uploading artifacts...'];
  const artifacts: string[] = [];
  const out = (name: string) => excluded.some(pattern => matchesPattern(joined('', pattern).replaceAll('**/', '*'), name));
  for (const path of paths) {
    const pattern = joined('', path);
    const found = (/[*?[]/.test(pattern) ? files.names().filter(name => matchesPattern(pattern, name, !pattern.includes('**'))) : files.below(pattern)).filter(name => !out(name));
    const may = files.mayHold(pattern.replace(/\/?[^/]*[*?[].*$/, ''));
    artifacts.push(...found.slice(0, mostFiles));
    if (may) artifacts.push(/[*?[]/.test(pattern) ? pattern : pattern.includes('.') && files.kind(pattern) !== 'folder' ? pattern : `${pattern}/`);
    if (found.length === 0 && !may) lines.push(`WARNING: ${path}: no matching files. Ensure that the artifact path is relative to the working directory (${variables['CI_PROJECT_DIR'] ?? ''}) `);
    else lines.push(found.length === 0 || may ? simulated(phrase('artifactSupposed', path)) : `${path}: found ${found.length} matching artifact files and directories `);
  }
  const sent = artifacts.length > 0 ? `Uploading artifacts as "archive" to coordinator... 201 Created  id=${job.id} responseStatus=201 Created` : 'ERROR: No files to upload                          ';
  return { lines: [...lines, sent.trimEnd()], artifacts: [...new Set(artifacts)], made: textsIn(artifacts, files), dotenv: {} };
}

function textsIn(artifacts: readonly string[], files: Files): Record<string, string> {
  const made: Record<string, string> = {};
  let size = 0;
  for (const path of artifacts) {
    const text = files.made.get(path);
    if (text === undefined || (size += text.length) > mostText) continue;
    made[path] = text;
  }
  return made;
}

/** `reports: dotenv`: its variables go to the jobs that follow. One that GitLab cannot read fails the job. */
function reports({ variables, job }: Workplace, files: Files, paths: readonly string[]): Pick<Collected, 'lines' | 'dotenv' | 'failure'> {
  const lines: Said[] = [];
  let dotenv: Record<string, string> = {};
  for (const path of paths) {
    const at = joined('', path);
    lines.push('Uploading artifacts...');
    if (files.kind(at) === undefined) {
      lines.push(`WARNING: ${path}: no matching files. Ensure that the artifact path is relative to the working directory (${variables['CI_PROJECT_DIR'] ?? ''}) `, 'ERROR: No files to upload');
      continue;
    }
    lines.push(`${path}: found 1 matching artifact files and directories `);
    const text = files.text(at);
    if (text === undefined) {
      lines.push(simulated(phrase('dotenvUnknown', path)));
      continue;
    }
    const read = dotenvOf(text);
    if (!read.ok) {
      const refused = `ERROR: Uploading artifacts as "dotenv" to coordinator... 400 Bad Request  id=${job.id} responseStatus=400 Bad Request status=400`;
      return { lines: [...lines, refused, 'FATAL: invalid argument'], dotenv: {}, failure: { code: 1, summary: phrase('notDotenv', path, read.message, read.line ?? '') } };
    }
    lines.push(`Uploading artifacts as "dotenv" to coordinator... 201 Created  id=${job.id} responseStatus=201 Created`);
    dotenv = { ...dotenv, ...read.variables };
  }
  return { lines, dotenv };
}
