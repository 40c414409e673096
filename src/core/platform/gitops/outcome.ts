import { parseKubernetes } from '../../analysis/kubernetes/parse';
import type { Manifest } from '../cluster/operations';
import { phrase, type Said } from '../view/words/said';
import { failed, manifestOf, notYaml, type Rendered } from './render';
import { helmFailed } from './source';

/** What an engine gave, as a run records it: the texts of its documents, or why there are none. */
export type RenderOutcome =
  | { readonly ok: true; readonly documents: readonly string[] }
  | { readonly ok: false; readonly error: string; readonly stopped?: 'time' | 'memory' | 'size' | 'fault' };

/** An engine that is stopped is told by Argo CD as its own limits tell it; what stopped it here is said beside. */
const stops = { time: phrase('renderLasts'), memory: phrase('renderSwells'), size: phrase('renderFloods'), fault: phrase('renderDies') } as const;

/** Why a render gave nothing, in one line. */
export function renderFailure({ error, stopped }: RenderOutcome & { readonly ok: false }): Said {
  return stopped ? stops[stopped] : (error.trim().split('\n')[0] ?? '');
}

/** The objects an engine rendered, or Argo CD's words when there are none. */
export function renderedFrom(outcome: RenderOutcome, command: string): Rendered {
  if (!outcome.ok) return failed(outcome.stopped ? phrase('after', `\`${command}\` `, stops[outcome.stopped]) : failureOf(command, outcome.error.replace(/^Error: /, '').trim()));
  const objects: Manifest[] = [];
  for (const text of outcome.documents) {
    const parsed = parseKubernetes({ file: 'rendered.yaml', text });
    const broken = notYaml('Failed to unmarshal manifest', parsed);
    if (broken) return broken;
    for (const { value } of parsed.objects) {
      const manifest = manifestOf(value);
      if (!manifest) return failed(`Object 'Name' is missing in '${text.slice(0, 200)}'`);
      objects.push(manifest);
    }
  }
  return { ok: true, objects };
}

function failureOf(command: string, words: string): string {
  return command.startsWith('helm ') ? helmFailed(command, words) : `\`${command}\` failed exit status 1: Error: ${words}`;
}
