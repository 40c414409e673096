import type { YamlFaultTold } from '../../../analysis/yaml/faults';
import { faultWords } from './faults';
import type { Language } from './language';
import { logWords } from './logs';
import { momentWords } from './moments';
import { refusalWords } from './refusals';

const words = { fr: { ...faultWords.fr, ...refusalWords.fr, ...momentWords.fr, ...logWords.fr }, en: { ...faultWords.en, ...refusalWords.en, ...momentWords.en, ...logWords.en } };

type Table = (typeof words)['fr'];
/** What a sentence is about; where it takes a text, that may be another sentence. */
type Inner = string | { readonly says: string; readonly with: readonly unknown[] };
type Given<K extends keyof Table> = Table[K] extends (...given: infer G) => string ? { readonly [I in keyof G]: string extends G[I] ? Inner : G[I] } : [];

/** One of our sentences, as data: which one, and what it is about. */
export type Phrase = { readonly [K in keyof Table]: { readonly says: K; readonly with: Readonly<Given<K>> } }[keyof Table];

/** What went wrong, as a state keeps it: a sentence of ours, or a tool's own words. */
export type Said = string | Phrase;

/** A sentence of ours, to be put into words later. */
export function phrase<K extends keyof Table>(says: K, ...given: Given<K>): Phrase {
  return { says, with: given } as unknown as Phrase;
}

/** Why a text is no YAML. */
export function yamlFaultPhrase({ code, line, column, others, template }: YamlFaultTold): Phrase {
  return phrase('yamlFault', code, line, column, others, template);
}

/** Puts into words what a state keeps; what tools say stays in their words. One that a newer version recorded is told by its name. */
export function said(language: Language, told: Said): string {
  if (typeof told === 'string') return told;
  const sentence = Object.hasOwn(words[language], told.says) ? (words[language][told.says] as string | ((...given: readonly unknown[]) => string)) : told.says;
  return typeof sentence === 'string' ? sentence : sentence(...told.with.map(one => (isPhrase(one) ? said(language, one) : one)));
}

/** The same, with each of its texts changed: that of a tool, or what a sentence of ours is about. */
export function saidWith(told: Said, change: (text: string) => string): Said {
  return typeof told === 'string' ? change(told) : ({ ...told, with: told.with.map(one => (typeof one === 'string' || isPhrase(one) ? saidWith(one, change) : one)) } as unknown as Phrase);
}

function isPhrase(given: unknown): given is Phrase {
  return typeof given === 'object' && given !== null && 'says' in given && typeof given.says === 'string' && 'with' in given && Array.isArray(given.with);
}

/** Something that stops whoever asked, and that each is told in its own language; its message is the French one. */
export class Fault extends Error {
  constructor(readonly told: Said) {
    super(said('fr', told));
  }
}

/** What an error says, for a state to keep. */
export function toldBy(error: Error): Said {
  return error instanceof Fault ? error.told : error.message;
}

/** An error whose message is in a language, when what it says is ours. */
export function inWords(error: unknown, language: Language): unknown {
  return error instanceof Fault ? new Error(said(language, error.told), { cause: error }) : error;
}
