/** The languages in which the platform explains itself. */
export type Language = 'fr' | 'en';

type Words = Readonly<Record<string, string | ((...given: never[]) => string)>>;

/** Sentences in both languages: one that lacks its translation, or asks for something else in it, does not compile. */
export function inBoth<T extends Words>(tables: { readonly fr: T; readonly en: { readonly [K in keyof T]: T[K] extends string ? string : T[K] } }): Readonly<Record<Language, { readonly [K in keyof T]: T[K] extends string ? string : T[K] }>> {
  return { fr: tables.fr as never, en: tables.en };
}

/** Names between the quotation marks of a language. */
export const quoted: Readonly<Record<Language, (names: readonly string[]) => string>> = { fr: names => names.map(name => `« ${name} »`).join(', '), en: names => names.map(name => `“${name}”`).join(', ') };

/** Ends a word that counts. */
export const s = (count: number) => (count > 1 ? 's' : '');
