import { elementsOf } from '../xml';
import type { Ran, Shell } from '../../shell/shell';

/** Goals that need the sources to be compiled and tested. */
const packages = /^(package|verify|install|deploy)$/;

/** `mvn`: what its POM lets know, and no more. The archive it makes has the name the POM gives it. */
export function maven(words: readonly string[], shell: Shell): Ran {
  const { files, folder } = shell;
  const given = words.indexOf('-f') > 0 ? (words[words.indexOf('-f') + 1] ?? '') : (words.find(word => word.startsWith('--file='))?.slice(7) ?? 'pom.xml');
  const pom = files.at(folder, given.endsWith('.xml') ? given : `${given}/pom.xml`);
  const home = pom.split('/').slice(0, -1).join('/');
  if (words.some(word => /^(-v|--version)$/.test(word))) return { code: 0, lines: [], reputed: true };
  if (files.kind(pom) === undefined) return { code: 1, lines: ['[INFO] Scanning for projects...', '[ERROR] The goal you specified requires a project to execute but there is no POM in this directory. Please verify you invoked Maven from the correct directory.'] };
  const goals = words.slice(1).filter(word => !word.startsWith('-'));
  if (goals.length === 0) return { code: 1, lines: ['[INFO] Scanning for projects...', '[INFO] BUILD FAILURE', '[ERROR] No goals have been specified for this build. You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal>.'] };
  const text = files.text(pom);
  const { fault, modules, archive } = text === undefined ? { modules: [] } : pomOf(text, pom);
  if (fault !== undefined) return { code: 1, lines: ['[INFO] Scanning for projects...', '[ERROR] [ERROR] Some problems were encountered while processing the POMs:', `[FATAL] ${fault}`] };
  const target = home === '' ? 'target' : `${home}/target`;
  files.mayFill(target);
  files.makeFolder(target);
  for (const module of modules) files.mayFill(`${home === '' ? '' : `${home}/`}${module}/target`);
  if (archive !== undefined && goals.some(goal => packages.test(goal))) files.write(`${target}/${archive}`, undefined);
  return { code: 0, lines: ['[INFO] Scanning for projects...', ...(archive === undefined ? [] : [`[INFO] Building ${archive.replace(/\.\w+$/, '')}`]), '[INFO] BUILD SUCCESS'] };
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
