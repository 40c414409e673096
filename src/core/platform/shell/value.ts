// A text that depends on what is not run here holds a mark, which goes wherever the text goes: nothing that comes of it is taken for known.

const [open, close] = ['\uE000', '\uE001'];

/** How a command ended: its code, or undefined when nobody can tell here. */
export type Status = number | undefined;

/** What stands for a text that cannot be known; `what` says whose it is. */
export function unknownText(what: string): string {
  return `${open}${what.replace(/[\uE000\uE001]/g, '')}${close}`;
}

export function isKnown(text: string): boolean {
  return !text.includes(open);
}

/** A text as a log shows it. */
export function shown(text: string): string {
  return text.replaceAll(open, '‹').replaceAll(close, '›');
}

/** Whether a text is empty; undefined when what is not known decides. */
export function isEmpty(text: string): boolean | undefined {
  return isKnown(text) || text.replace(/\uE000[^\uE000\uE001]*\uE001/g, '') !== '' ? text === '' : undefined;
}
