/** The words of an identifier, in lower case: `apiBaseURL`, `API_BASE_URL` and `api-base-url` have the same. */
export function wordsOf(name: string): readonly string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
}
