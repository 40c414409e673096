import { parseKubernetes } from '../../analysis/kubernetes/parse';
import type { Manifest } from '../cluster/operations';
import { failed, manifestOf, type Rendered } from './render';
import { helmFailed } from './source';

/** What an engine gave, as a run records it: the texts of its documents, or why there are none. */
export type RenderOutcome =
  | { readonly ok: true; readonly documents: readonly string[] }
  | { readonly ok: false; readonly error: string; readonly stopped?: 'time' | 'memory' | 'size' | 'fault' };

/** An engine that is stopped is told by Argo CD as its own limits tell it; what stopped it here is said beside. */
const stops: Readonly<Record<NonNullable<(RenderOutcome & { ok: false })['stopped']>, string>> = {
  time: 'failed timeout after 1m30s. [simulation] Le rendu ne se terminait pas et a été arrêté : cherchez une boucle dans les modèles ou des valeurs démesurées.',
  memory: 'failed signal: killed. [simulation] Le rendu a dépassé la mémoire qui lui est laissée et a été arrêté : cherchez un modèle qui se multiplie lui-même.',
  size: 'failed signal: killed. [simulation] Le rendu produit plus d’objets ou de texte que la plateforme n’en accepte et a été arrêté : cherchez une boucle démesurée dans les modèles.',
  fault: 'failed signal: aborted. [simulation] Le moteur de rendu s’est arrêté de lui-même.',
};

/** The objects an engine rendered, or Argo CD's words when there are none. */
export function renderedFrom(outcome: RenderOutcome, command: string): Rendered {
  if (!outcome.ok) return failed(outcome.stopped ? `\`${command}\` ${stops[outcome.stopped]}` : failureOf(command, outcome.error.replace(/^Error: /, '').trim()));
  const objects: Manifest[] = [];
  for (const text of outcome.documents) {
    const parsed = parseKubernetes({ file: 'rendered.yaml', text });
    const [fault] = parsed.unreadable;
    if (fault) return failed(`Failed to unmarshal manifest: error converting YAML to JSON: ${fault.range ? `yaml: line ${fault.range.start.line + 1}: ` : ''}${fault.reason}`);
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
