/** Code spans, fenced blocks and link targets: what French typography must leave alone. */
export const CODE = /```[\s\S]*?```|`[^`\n]*`|\]\([^)\s]*\)|https?:\/\/\S+/g;

/** Applies `change` to the prose of a Markdown text, and to nothing else. */
function outsideCode(text: string, change: (prose: string) => string): string {
  let result = '';
  let last = 0;
  for (const match of text.matchAll(CODE)) {
    result += change(text.slice(last, match.index)) + match[0];
    last = match.index + match[0].length;
  }
  return result + change(text.slice(last));
}

/**
 * Sets a Markdown text as French does: the space that stands before `; : ! ? » %` or after `«` becomes a non-breaking one.
 * Authors type ordinary spaces, so that what they write stays searchable; code and links are left as they are.
 */
export function typeset(text: string): string {
  return outsideCode(text, prose => prose.replace(/[ \u00a0]([;:!?»%])(?![-\w])/g, '\u00a0$1').replace(/«[ \u00a0]/g, '«\u00a0'));
}

interface Mistake {
  readonly pattern: RegExp;
  readonly message: string;
}

const MISTAKES: readonly Mistake[] = [
  { pattern: /\p{L}'\p{L}/u, message: 'apostrophe droite : écrire « ’ »' },
  { pattern: /(^|[\s(])"\p{L}|\p{L}"([\s,.)]|$)/u, message: 'guillemets droits : écrire « … »' },
  { pattern: /\p{L}[;!?»](\s|$)/u, message: 'espace manquante avant une ponctuation double' },
  { pattern: /\p{L}:\s/u, message: 'espace manquante avant « : »' },
  { pattern: /«[^\s]/u, message: 'espace manquante après « « »' },
  { pattern: /\.\.\./u, message: 'points de suspension : écrire « … »' },
  { pattern: /[^\s|] {2,}[^\s|]/u, message: 'deux espaces de suite' },
];

/** The mistakes in a French text, each once, as a sentence and the words around it. Code is not read. */
export function typographyMistakes(text: string): string[] {
  const prose = text.replace(CODE, '`');
  return MISTAKES.flatMap(({ pattern, message }) => {
    const match = pattern.exec(prose);
    return match ? [`${message} (« …${prose.slice(Math.max(0, match.index - 12), match.index + 14).trim()}… »)`] : [];
  });
}
