/** A server the user named, once judged. `origin` is what a key is bound to and what the preview shows. */
export interface ModelServer {
  /** Without a final slash: `/chat/completions` is added to it. */
  readonly baseUrl: string;
  readonly origin: string;
  readonly loopback: boolean;
}

export type ServerVerdict = { readonly server: ModelServer } | { readonly refused: 'malformed' | 'credentials' | 'insecure' | 'extra' };

/**
 * Judges an address: https, or http on this machine alone (`localhost`, 127.0.0.0/8, `[::1]`); no account in it, no query, no fragment.
 * The address is read by the platform's own parser, which writes every spelling of a host in one way, so look-alikes compare as what they are.
 */
export function judgeServer(text: string): ServerVerdict {
  if (!URL.canParse(text.trim())) return { refused: 'malformed' };
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '' || text.includes('@')) return { refused: 'credentials' };
  if (url.search !== '' || url.hash !== '') return { refused: 'extra' };
  const loopback = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return { refused: 'insecure' };
  return { server: { baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, origin: url.origin, loopback } };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
