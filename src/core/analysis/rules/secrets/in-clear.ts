import type { SecretTest } from '../test';

/** Where nothing is deployed from: a workstation's containers, the services of a forge's jobs, tests, models. */
const aside = /(^|\/)(?!.*prod)(docker-)?compose[\w.-]*\.ya?ml$|(^|\/)\.github\/workflows\/|(^|\/)(tests?|testdata|__tests__|e2e|fixtures?|mocks?|examples?|exemples?|samples?|(env\.d|docker)\/(dev|development|local))\/|(^|\/)[\w.-]*[._-](local|tests?|e2e)([._-][\w.-]*)?$/i;
/** What everybody tries first, so that nobody keeps anything behind it. */
const trivial = /^(admin|administrator|pass|password|passwd|postgres|postgresql|mysql|root|secret|supersecret|guest|redis|user|test|testpass|dev|demo|local|minioadmin|keycloak|rabbitmq|mypassword|azerty|qwerty|motdepasse|123456)\d{0,4}$/i;

/** A secret written where everybody who reads the repository reads it. Its value is never shown. */
export const inClear: SecretTest = ({ file, source, leaks }) => leaks.map(({ start, end, variant, what, excerpt }) => {
  // What is underlined may be the whole item: `NAME=${NAME:-value}`.
  const value = source.text.slice(start, end).replace(/^["']|["']$/g, '').replace(/^[\w.-]+=/, '').replace(/^\$\{\w+:?-(.*)\}$/, '$1');
  return { variant: aside.test(file) && trivial.test(value) ? 'trial' : variant, location: { file, range: source.range(start, end) }, fields: { what, excerpt } };
});
