/** Why something is refused: as the API server says it, and as a developer is told, with what to write instead. */
export interface Reason {
  readonly server: string;
  readonly advice: string;
}

/** What is wrong with the value of a field (k8s.io/apimachinery, `field.Error`). `value` is printed as the server prints it. */
export type Fault =
  | { readonly is: 'required'; readonly why?: Reason | undefined }
  | { readonly is: 'invalid'; readonly value: string; readonly why: Reason }
  | { readonly is: 'unsupported'; readonly value: string; readonly admitted: readonly string[] }
  | { readonly is: 'duplicate'; readonly value: string; readonly written: string }
  | { readonly is: 'unknown'; readonly value: string }
  | { readonly is: 'forbidden'; readonly why: Reason };

/** A field by its path, as the API server writes it: `spec.containers[0].resources.limits[cpu]`. */
export interface Refusal {
  readonly path: string;
  readonly fault: Fault;
  /** Where it is written, when that is elsewhere. */
  readonly at?: string | undefined;
}

/** Says what is wrong at a path. */
export type Report = (path: string, fault: Fault, at?: string) => void;

export const required = (why?: Reason): Fault => ({ is: 'required', why });
/** `shown` when the server prints something else than the value. */
export const invalid = (value: unknown, why: Reason, shown = JSON.stringify(value)): Fault => ({ is: 'invalid', value: shown, why });
export const unsupported = (value: string, admitted: readonly string[], shown = JSON.stringify(value)): Fault => ({ is: 'unsupported', value: shown, admitted });
export const duplicate = (written: string, shown = JSON.stringify(written)): Fault => ({ is: 'duplicate', value: shown, written });
export const unknown = (value: string): Fault => ({ is: 'unknown', value: JSON.stringify(value) });
export const forbidden = (why: Reason): Fault => ({ is: 'forbidden', why });

/** What the server prints for what nobody is to read. */
export const redacted = '"<secret contents redacted>"';

/** A fault in the words of the API server. */
export function serverWords(fault: Fault): string {
  switch (fault.is) {
    case 'required': return fault.why?.server ? `Required value: ${fault.why.server}` : 'Required value';
    case 'invalid': return `Invalid value: ${fault.value}: ${fault.why.server}`;
    case 'unsupported': return `Unsupported value: ${fault.value}: supported values: ${fault.admitted.map(one => `"${one}"`).join(', ')}`;
    case 'duplicate': return `Duplicate value: ${fault.value}`;
    case 'unknown': return `Not found: ${fault.value}`;
    case 'forbidden': return `Forbidden: ${fault.why.server}`;
  }
}
