import { RE2JS } from '@bufbuild/re2';
import type { Matcher } from './expression';

/** GitLab's regular expressions are RE2's: no pattern can stall. One that RE2 refuses matches nothing. */
export const matchRe2: Matcher = (pattern, flags, text) => {
  const options = (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('s') ? RE2JS.DOTALL : 0) | (flags.includes('m') ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(pattern, options).test(text);
  } catch {
    return false;
  }
};
