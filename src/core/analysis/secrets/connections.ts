import type { Leak } from './leak';
import { isClearSecret, isHarmless, masked } from './value';

/** A user and a secret in the address of a service, before its host. */
const address = /\b[a-z][a-z0-9+.-]{0,30}:\/\/((?:[^\s:/@"'<>]*@)?[^\s:/@"'<>]*):([^\s@"'<>/?#]+)@[\w.$[{-]/gi;

/** The ways drivers have of writing a connection, the secret last in what each matches. */
const connections: readonly RegExp[] = [
  /(?:jdbc:|:\/\/|\b(?:server|data source|host|address|addr)=)[^\r\n"'<>]{0,300}?[;?&] ?(?:password|pwd|passwd)=([^;&\s"'<>]+)/gi,
  /\b(?:host|hostaddr|dbname|user|port)=[^\s"'=]+(?: +\w+=[^\s"'=]*){0,6} +password=([^\s"']+)/gi,
  /\bjdbc:oracle:\w+:[^/@\s"']+\/([^@\s"'/]+)(?=@)/gi,
  /(?:^|["'\s=`])[\w.-]+:([^\s:@"'/]+)(?=@(?:tcp|unix|udp)\()/gim,
  /\b(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{30,}={0,2})/g,
];
/** What an address says of who asks: `https://…?api_key=…`. */
const asked = /:\/\/[^\s"'<>?]{1,300}\?(?:[^\s"'<>=&]{1,60}=[^\s"'<>&]{0,300}&(?:amp;)?){0,12}?(\w*(?:token|secret|password|passwd|pwd|api_?key))=([\w.~+/%-]{8,})/gi;
const hint = /assword=|ASSWORD=|asswd=|wd=|:oracle:|@tcp\(|@unix\(|@udp\(|AccountKey=|SharedAccessKey=/;

/** The secrets in the addresses and connection strings of a text. */
export function leaksInConnections(text: string): Leak[] {
  const leaks: Leak[] = [];
  const add = (start: number, secret: string) => leaks.push({ start, end: start + secret.length, variant: 'credentials', what: 'une adresse', excerpt: masked(secret) });
  if (hint.test(text)) {
    for (const { 0: whole, 1: secret = '', index } of connections.flatMap(pattern => [...text.matchAll(pattern)])) {
      if (isClearSecret('password', secret) && !/[()]/.test(secret)) add(index + whole.lastIndexOf(secret), secret);
    }
  }
  if (!text.includes('://')) return leaks;
  for (const { 0: whole, 1: name = '', 2: secret = '', index } of text.matchAll(asked)) if (isClearSecret(name, secret)) add(index + whole.lastIndexOf(secret), secret);
  for (const { 0: found, 1: user = '', 2: secret = '', index } of text.matchAll(address)) {
    if (isHarmless(secret) || /[$%{}[\]]/.test(secret) || /^(password|passwd|pass|pwd|pw|secret|token|motdepasse|mdp|port|\d{1,3})$/i.test(secret)) continue;
    add(index + found.indexOf(`${user}:${secret}@`) + user.length + 1, secret);
  }
  return leaks;
}
