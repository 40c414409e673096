import { commandsIn, programOf } from '../../../analysis/shell';
import { inRepository, scriptOf } from '../expand';
import { expandText } from '../variables';
import { simulated, type TestsAsked, type Work, type Workplace } from './executor';
import { lint } from './helm';
import { npm } from './npm';
import { trivy } from './trivy';

/** Any other job: each command is shown and taken to succeed, except those that the files of the repository already make fail, and the tests of a Node project, which can really be run. */
export function runScript(place: Workplace): Work {
  const { job, variables } = place;
  const lines = [simulated('les commandes ne sont pas exécutées : chacune est réputée réussir, sauf si un fichier dont elle a besoin manque. Les tests d’un projet Node le sont quand la plateforme y est autorisée.')];
  let folder = '';
  for (const line of [...scriptOf(job.definition, 'before_script'), ...scriptOf(job.definition, 'script')]) {
    lines.push(...line.trimEnd().split('\n').map((text, index) => (index === 0 ? `$ ${text}` : text)));
    for (const command of commandsIn(expandText(line, variables))) {
      const outcome = attempt(place, command, folder);
      folder = outcome.folder ?? folder;
      lines.push(...outcome.lines);
      if (outcome.asks) return { lines, duration: 9_000, asks: outcome.asks };
      if (outcome.code !== 0) return { lines, duration: 9_000, failure: { code: outcome.code, summary: outcome.summary ?? outcome.lines.at(-1) ?? '' } };
    }
  }
  return { lines, duration: 15_000, ...artifactsOf(place) };
}

/** What one command gives. */
export interface CommandOutcome {
  readonly code: number;
  readonly lines: readonly string[];
  readonly folder?: string;
  readonly summary?: string;
  readonly asks?: TestsAsked;
}

const fine: CommandOutcome = { code: 0, lines: [] };

/** What one command does, as far as files can tell. */
function attempt(place: Workplace, command: readonly string[], folder: string): CommandOutcome {
  const { tree, artifacts } = place;
  const has = (file: string) => Object.hasOwn(tree.files, inRepository(folder, file)) || artifacts.some(path => inRepository(folder, file).startsWith(inRepository(path)));
  const holds = (path: string) => has(path) || Object.keys(tree.files).some(name => name.startsWith(`${inRepository(folder, path)}/`)) || inRepository(folder, path) === '';
  const [, first = ''] = command;
  switch (programOf(command)) {
    case 'cd': return holds(first) || first.startsWith('/') ? { ...fine, folder: first.startsWith('/') ? folder : inRepository(folder, first) } : { code: 1, lines: [`/usr/bin/bash: line 1: cd: ${first}: No such file or directory`] };
    case 'echo': return { code: 0, lines: [command.slice(1).join(' ')] };
    case 'cat': case 'source': case 'chmod': return first.startsWith('-') || first.startsWith('/') || first === '' || holds(command.at(-1) ?? first) ? fine : { code: 1, lines: [`cat: ${command.at(-1)}: No such file or directory`] };
    case 'npm': return npm(place, command, folder, has);
    case 'helm': return first === 'lint' ? lint(place, inRepository(folder, command.slice(2).find(word => !word.startsWith('-')) ?? '.')) : fine;
    case 'trivy': return trivy(place, command);
    case 'mvn': return has('pom.xml') ? { code: 0, lines: ['[INFO] Scanning for projects...', '[INFO] BUILD SUCCESS'] } : { code: 1, lines: ['[INFO] Scanning for projects...', `[ERROR] The goal you specified requires a project to execute but there is no POM in this directory. Please verify you invoked Maven from the correct directory.`] };
    case 'false': return { code: 1, lines: [] };
    case 'exit': return { code: Number(first) || 0, lines: [] };
    default: return command[0]?.startsWith('./') && !has(command[0]) ? { code: 127, lines: [`/usr/bin/bash: line 1: ${command[0]}: No such file or directory`] } : fine;
  }
}

/** What a job hands on, by the names its definition gives. */
export function artifactsOf({ job, variables }: Workplace): { artifacts: string[] } {
  const given = job.definition['artifacts'];
  const paths = typeof given === 'object' && given !== null && !Array.isArray(given) ? given['paths'] : undefined;
  return { artifacts: Array.isArray(paths) ? paths.filter(path => typeof path === 'string').map(path => expandText(path, variables)) : [] };
}
