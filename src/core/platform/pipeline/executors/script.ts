import { Machine } from '../../shell/machine';
import type { Ended } from '../../shell/setting';
import { Leave } from '../../shell/shell';
import { scriptOf } from '../expand';
import { expandText } from '../variables';
import { durationOf, goDuration } from '../duration';
import { collected } from './artifacts';
import { saving } from './cache';
import { simulated, type TestsAsked, type Work, type Workplace } from './executor';
import { outside } from './outside';
import { phrase, type Said } from '../../view/words/said';
import { programs } from './programs';
import { filesOf } from './workspace';

/** What the runner writes before a command that has several lines. */
const collapsed = ' # collapsed multi-line command';
/** The name under which the script is asked to show a command: no program has it. */
const heading = '\uE002';

/** Any other job: its script is followed on the files of the commit, its programs are not run. Fails where a shell would, and says what cannot be known. */
export function runScript(place: Workplace): Work {
  const { job } = place;
  const head = simulated(phrase('scriptFollowed'));
  const limit = limitOf(place);
  const shell = shellOf(place, limit);
  const ended = shell.follows([...scriptOf(job.definition, 'before_script'), ...scriptOf(job.definition, 'script')]);
  const lines = [head, ...shell.lines()];
  if (ended.how === 'asks' && shell.asked) return { lines, duration: 9_000, asks: shell.asked };
  const after = afterScript(place, shell.machine);
  if (ended.how === 'timeout') return { lines, duration: limit, failure: { code: 1, summary: phrase('tooLong', goDuration(limit)), reason: 'job_execution_timeout', end: `ERROR: Job failed: execution took longer than ${goDuration(limit)} seconds` }, ...after };
  const kept = collected(place, shell.machine.files, ended.code === 0);
  const duration = (ended.code === 0 ? 15_000 : 9_000) + shell.machine.time;
  const failure = ended.code === 0 ? kept.failure : { code: ended.code, summary: ended.summary ?? shell.lines().at(-1) ?? '' };
  return { lines, duration, ...after, saved: saving(place, shell.machine.files, ended.code === 0), uploads: kept.lines, artifacts: kept.artifacts, made: kept.made, dotenv: kept.failure ? {} : kept.dotenv, ...(failure ? { failure } : {}) };
}

/** How long a job may last: what it says, an hour otherwise (GitLab, `timeout`). */
function limitOf({ job }: Workplace): number {
  const given = job.definition['timeout'];
  return (typeof given === 'string' ? durationOf(given) : undefined) ?? 3_600_000;
}

interface JobShell {
  readonly machine: Machine;
  /** The tests it waits for. */
  readonly asked: TestsAsked | undefined;
  follows(commands: readonly string[]): Ended;
  lines(): Said[];
}

function shellOf(place: Workplace, limit: number, files = filesOf(place)): JobShell {
  const variables = new Map(Object.keys(place.variables).map(name => [name, expandText(place.variables[name] ?? '', place.variables)] as const));
  let asked: TestsAsked | undefined;
  let entries: readonly string[] = [];
  const machine: Machine = new Machine({
    files, variables, limit, options: ['errexit', 'pipefail'], outside,
    programs: (words, shell) => {
      if (words[0] === heading) {
        const [first = '', ...more] = (entries[Number(words[1])] ?? '').trimEnd().split('\n');
        return { code: 0, lines: [`$ ${first}${more.length > 0 ? collapsed : ''}`] };
      }
      const ran = programs(place, words, shell);
      if (!ran.asks) return ran;
      asked = ran.asks;
      for (const line of ran.lines) machine.tell(line);
      throw new Leave('asks', 0);
    },
  });
  return {
    machine,
    get asked() {
      return asked;
    },
    follows(commands) {
      entries = commands;
      return machine.follows(commands.map((command, index) => `${heading} ${index}\n${command}`).join('\n'));
    },
    lines: () => machine.lines.map(({ text, note }) => (note ? simulated(text) : text)),
  };
}

/** `after_script`: a shell of its own, five minutes, whose end changes nothing. */
function afterScript(place: Workplace, { files }: Machine): { readonly after?: readonly Said[] } {
  const commands = scriptOf(place.job.definition, 'after_script');
  if (commands.length === 0) return {};
  const shell = shellOf(place, 300_000, files);
  const ended = shell.follows(commands);
  const fault = ended.how === 'timeout' ? 'after_script timeout, job will continue unaffected' : ended.code === 0 ? undefined : `after_script failed, job will continue unaffected: command terminated with exit code ${ended.code}`;
  return { after: ['Running after_script', 'Running after script...', ...shell.lines(), ...(fault === undefined ? [] : [`WARNING: ${fault}`])] };
}
