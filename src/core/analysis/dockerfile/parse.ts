import { DockerfileParser, type Dockerfile, type From, type Instruction } from 'dockerfile-ast';
import type { Location, Range, Unreadable } from '../finding';
import type { SourceFile } from '../port';
import { maxLength, SourceText, withoutMark } from '../text';

/** One stage of a build: a `FROM`, the instructions up to the next one, and the image it starts from once variables are replaced. */
export interface Stage {
  readonly from: From;
  readonly instructions: readonly Instruction[];
  /** The name given with `AS`, in lower case as Docker compares it. */
  readonly name: string | undefined;
  /** The image as written, variables replaced by their defaults; undefined when one has no value here. */
  readonly image: string | undefined;
  /** The earlier stage this one starts from, if `FROM` names one. */
  readonly parent: Stage | undefined;
}

export interface DockerfileSource {
  readonly file: string;
  readonly source: SourceText;
  readonly ast: Dockerfile;
  readonly stages: readonly Stage[];
}

/** Reads a Dockerfile. One that tools build unasked must have a stage; a fragment under another name may have none, and then has no finding. */
export function parseDockerfile({ file, text: raw }: SourceFile): DockerfileSource | Unreadable {
  const text = withoutMark(raw);
  if (text.length > maxLength) return { file, reason: 'Ce Dockerfile dépasse 4 Mo et n’a pas été vérifié : ce n’en est sans doute pas un. Renommez-le ou excluez-le du dépôt.' };
  const ast = DockerfileParser.parse(text);
  const instructions = ast.getInstructions();
  const starts = ast.getFROMs();
  if (instructions.length === 0 && /(^|\/)(Dockerfile|Containerfile)$/.test(file)) return { file, reason: 'Ce Dockerfile n’a aucune instruction `FROM` : il ne construit rien. Commencez-le par `FROM`, suivi d’une image et de sa version.' };
  const stages: Stage[] = [];
  const byName = new Map<string, Stage>();
  const lines = instructions.map(instruction => instruction.getRange().start.line);
  let at = 0;
  starts.forEach((from, index) => {
    const line = from.getRange().start.line;
    const next = starts[index + 1]?.getRange().start.line ?? Infinity;
    const image = resolve(ast, from.getImage()?.replace(/^(["'])(.*)\1$/, '$2'), line);
    const parent = image === undefined ? undefined : byName.get(image.toLowerCase());
    while ((lines[at] ?? Infinity) <= line) at++;
    const first = at;
    while ((lines[at] ?? Infinity) < next) at++;
    const stage = { from, instructions: instructions.slice(first, at), name: from.getBuildStage()?.toLowerCase(), image, parent };
    stages.push(stage);
    if (stage.name !== undefined) byName.set(stage.name, stage);
  });
  return { file, source: new SourceText(text), ast, stages };
}

/** The stage that an instruction is of. */
export function stageOf(dockerfile: DockerfileSource, instruction: Instruction): Stage | undefined {
  const known = owners.get(dockerfile) ?? new Map(dockerfile.stages.flatMap(stage => stage.instructions.map(one => [one, stage] as const)));
  owners.set(dockerfile, known);
  return known.get(instruction);
}

const owners = new WeakMap<DockerfileSource, ReadonlyMap<Instruction, Stage>>();

/** Replaces `$NAME`, `${NAME}` and `${NAME:-default}` by their values at `line` (0-based); undefined when one has none. */
export function resolve(ast: Dockerfile, text: string | undefined, line: number): string | undefined {
  let known = true;
  const resolved = text?.replace(/\\\$|\$\{(\w+)(?::?([-+])([^}]*))?\}|\$(\w+)/g, (whole, braced: string | undefined, operator: string | undefined, other: string | undefined, bare: string | undefined) => {
    if (whole === '\\$') return '$';
    const value = ast.resolveVariable(braced ?? bare ?? '', line);
    if (operator === '+') return value ? (other ?? '') : '';
    if (value) return value;
    if (operator === '-') return other ?? '';
    known = false;
    return '';
  });
  return known ? resolved : undefined;
}

export function locate(dockerfile: DockerfileSource, range: Range | null | undefined): Location {
  const { start, end } = range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { file: dockerfile.file, range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } } };
}
