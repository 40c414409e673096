import { failure } from './status';

/** The form in which objects are answered: whole, as rows of a Table, or their metadata alone. */
export type Form = 'whole' | 'table' | 'partial';

/** What is asked for: one object, a list, or what changes of it. */
export type Shape = 'one' | 'list' | 'watch';

type Refusal = { readonly ok: false; readonly code: number; readonly body: string };

const forms: Readonly<Record<string, { readonly form: Form; readonly shapes: readonly Shape[] }>> = {
  Table: { form: 'table', shapes: ['one', 'list', 'watch'] },
  PartialObjectMetadata: { form: 'partial', shapes: ['one', 'watch'] },
  PartialObjectMetadataList: { form: 'partial', shapes: ['list'] },
};

const json = 'application/json';

/** Each way an `Accept` header offers, in its order; those of a lower quality come later. */
function offers(accept: string): { readonly type: string; readonly as: string | undefined; readonly known: boolean }[] {
  const read = accept.split(',').map(part => {
    const [type = '', ...parameters] = part.split(';').map(text => text.trim());
    const named = new Map(parameters.map(text => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
    return { type, as: named.get('as'), known: named.get('g') === 'meta.k8s.io' && named.get('v') === 'v1', quality: Number(named.get('q') ?? 1) };
  });
  return read.sort((a, b) => b.quality - a.quality);
}

/** The form a client takes, of those it offers: JSON is the only writing of this server. Else the refusal of the API server, which names what it has (apiserver, `handlers/negotiation`). */
export function formOf(accept: string, shape: Shape, kind: string): { readonly ok: true; readonly form: Form } | Refusal {
  const all = offers(accept || json);
  const taken = all.filter(({ type }) => type === json || type === '*/*');
  for (const { as, known } of taken) {
    if (as === undefined) return { ok: true, form: 'whole' };
    const found = known ? forms[as] : undefined;
    if (found?.shapes.includes(shape)) return { ok: true, form: found.form };
    if (found && shape !== 'watch') return unacceptable(shape === 'one' ? `you requested ${as}, but the requested object is not a list (*core.${kind})` : `you requested ${as}, but the requested object is a list (*core.${kind}List)`);
  }
  if (taken.length > 0) return unacceptable(`only the following media types are accepted: ${json}`);
  return unacceptable(`406: Not Acceptable\n\nAvailable representations: ${json}, ${json};stream=watch`, true);
}

function unacceptable(message: string, early = false): Refusal {
  return { ok: false, ...failure(406, 'NotAcceptable', message, early ? {} : undefined) };
}
