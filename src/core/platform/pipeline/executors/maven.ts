import { elementsOf } from '../xml';
import type { Ran, Shell } from '../../shell/shell';

/** Goals that need the sources to be compiled and tested. */
const packages = /^(package|verify|install|deploy)$/;

/** Options that are nothing without what follows them. */
const wanting = /^(?:-(f|gs|s|pl|P|D|T|l|rf|gt|t)|--(?:file|global-settings|settings|projects|activate-profiles|threads|log-file|resume-from))$/;

/** Modules hold modules, no deeper than this. */
const deepest = 5;

/** `mvn`: what its POM lets know, and no more. The archive that it and each of its modules make has the name the POM gives it. */
export function maven(words: readonly string[], shell: Shell): Ran {
  const { files, folder } = shell;
  const scanning = '[INFO] Scanning for projects...';
  const last = words.at(-1) ?? '';
  if (wanting.test(last)) return { code: 1, lines: [`Unable to parse command line options: Missing argument for option: ${last.replace(/^-+/, '')}`] };
  const given = words.indexOf('-f') > 0 ? (words[words.indexOf('-f') + 1] ?? '') : (words.find(word => word.startsWith('--file='))?.slice(7) ?? 'pom.xml');
  const pom = files.at(folder, given.endsWith('.xml') ? given : `${given}/pom.xml`);
  if (words.some(word => /^(-v|--version)$/.test(word))) return { code: 0, lines: [], reputed: true };
  if (files.kind(pom) === undefined) return { code: 1, lines: [scanning, '[ERROR] The goal you specified requires a project to execute but there is no POM in this directory. Please verify you invoked Maven from the correct directory.'] };
  const goals = words.slice(1).filter((word, index) => !word.startsWith('-') && !(wanting.test(words[index] ?? '') && index > 0));
  if (goals.length === 0) return { code: 1, lines: [scanning, '[INFO] BUILD FAILURE', '[ERROR] No goals have been specified for this build. You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal>.'] };
  const read = projectsOf(pom, shell);
  if ('fault' in read) return { code: 1, lines: [scanning, '[ERROR] [ERROR] Some problems were encountered while processing the POMs:', `[FATAL] ${read.fault}`] };
  for (const { home, archive } of read.projects) {
    const target = home === '' ? 'target' : `${home}/target`;
    files.mayFill(target);
    files.makeFolder(target);
    if (archive !== undefined && goals.some(goal => packages.test(goal))) files.write(`${target}/${archive}`, undefined);
  }
  return { code: 0, lines: [scanning, ...read.projects.flatMap(({ archive }) => (archive === undefined ? [] : [`[INFO] Building ${archive.replace(/\.\w+$/, '')}`])), '[INFO] BUILD SUCCESS'] };
}

interface Project {
  readonly home: string;
  readonly archive?: string;
}

/** A project and its modules, or what Maven cannot read of them: each of its modules must be there. */
function projectsOf(pom: string, shell: Shell, depth = 0): { readonly projects: readonly Project[] } | { readonly fault: string } {
  const { files } = shell;
  const home = pom.split('/').slice(0, -1).join('/');
  const text = files.text(pom);
  const { fault, modules, archive } = text === undefined ? { modules: [] } : pomOf(text, pom);
  if (fault !== undefined) return { fault };
  const projects: Project[] = [{ home, ...(archive === undefined ? {} : { archive }) }];
  for (const module of depth < deepest ? modules : []) {
    const place = files.at(home, module);
    const inner = module.endsWith('.xml') ? place : `${place}/pom.xml`;
    if (files.kind(inner) === undefined) return { fault: `Child module ${files.home}/${place} of ${files.home}/${pom} does not exist @ ` };
    const below = projectsOf(inner, shell, depth + 1);
    if ('fault' in below) return below;
    projects.push(...below.projects);
  }
  return { projects };
}

/** What a POM says of what it builds. */
interface Pom {
  /** What Maven cannot read in it. */
  readonly fault?: string;
  /** The name of what `package` makes in `target`. */
  readonly archive?: string;
  readonly modules: readonly string[];
}

function pomOf(text: string, file: string): Pom {
  const { elements, balanced } = elementsOf(text);
  if (!balanced || elements[0]?.path !== 'project') return { modules: [], fault: `Non-parseable POM ${file}: ${elements.length === 0 ? 'only whitespace content allowed before start tag' : 'expected end tag'} @ ` };
  const value = (path: string) => elements.find(element => element.path === `project/${path}`)?.text;
  const kind = value('packaging') ?? 'jar';
  const [artifact = '', version = value('parent/version') ?? ''] = [value('artifactId'), value('version')];
  const name = (value('build/finalName') ?? `${artifact}-${version}`).replaceAll('${project.artifactId}', artifact).replaceAll('${project.version}', version);
  const known = kind !== 'pom' && !name.includes('${') && artifact !== '' && version !== '';
  return { modules: elements.filter(({ path, text: module }) => path === 'project/modules/module' && /^[\w./-]+$/.test(module)).map(element => element.text).slice(0, 200), ...(known ? { archive: `${name}.${kind}` } : {}) };
}
