/** What a failure is about, for machines. */
export interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes?: readonly { readonly reason: string; readonly message: string; readonly field?: string }[];
}

/** An answer that is not an object: a `Status`, as the API server words failures (apimachinery, `NewForbidden` and its kin). */
export function failure(code: number, reason: string, message: string, details?: Details): { readonly code: number; readonly body: string } {
  return { code, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, ...(reason ? { reason } : {}), ...(details ? { details } : {}), code }) };
}

export function notFound(plural: string, group: string, name: string): ReturnType<typeof failure> {
  const kind = group === '' ? plural : `${plural}.${group}`;
  return failure(404, 'NotFound', `${kind} "${name}" not found`, { name, ...(group ? { group } : {}), kind: plural });
}

/** An address that leads nowhere. */
export const nowhere = failure(404, 'NotFound', 'the server could not find the requested resource', {});
