import type { SecretTest } from '../test';

/** A secret written where everybody who reads the repository reads it. Its value is never shown. */
export const inClear: SecretTest = ({ file, source, leaks }) => leaks.map(({ start, end, variant, what, excerpt }) => ({ variant, location: { file, range: source.range(start, end) }, fields: { what, excerpt } }));
