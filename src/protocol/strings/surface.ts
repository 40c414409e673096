/** Two tables with the same keys: a missing translation does not compile. Values are plain templates (`{name}`), so that webviews can receive them. */
export function surface<K extends string>(tables: { readonly fr: Record<K, string>; readonly en: Record<NoInfer<K>, string> }): { readonly fr: Record<K, string>; readonly en: Record<K, string> } {
  return tables;
}
