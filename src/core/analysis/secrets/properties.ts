import { javaPropertiesOf } from '../code/properties';
import type { Leak } from './leak';
import { isClearSecret, masked, secretIn } from './value';

/** The texts that a program shows, by language: `login.password=Mot de passe` names a field of a page. */
const bundle = /(^|[/_.-])(messages?|labels?|i18n|translations?|libelles?|ValidationMessages|ApplicationResources|strings)([_.-][\w-]+)?\.properties$|_[a-z]{2}(_[A-Z]{2})?\.properties$/;

/** Secrets of a Java properties file, however its keys are separated from their values. */
export function leaksInProperties(file: string, text: string): Leak[] {
  if (bundle.test(file)) return [];
  return javaPropertiesOf(text).flatMap(({ key, value, start, end }): Leak[] => {
    const secret = secretIn(value);
    if (!isClearSecret(key, secret)) return [];
    const at = text.slice(start, end).lastIndexOf(secret);
    return [{ start: at < 0 ? start : start + at, end: at < 0 ? end : start + at + secret.length, variant: 'value', what: key, excerpt: masked(secret) }];
  });
}
