// What the server answers to addresses, options and forms of all sorts: the statuses word for word; of what it gives, the kinds.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { undrawn } from './documents.mjs';

/** Each request of the corpus, asked once the objects are there. */
export async function answers({ client, corpus }) {
  const groups = parse(fs.readFileSync(path.join(corpus, 'api', 'requests.yaml'), 'utf8'));
  const said = {};
  for (const request of Object.values(groups).flat()) {
    const [address, accept = 'application/json'] = request.split(' | ');
    const { status, body, warnings } = await client.ask('GET', address.replace('PODS', '/api/v1/namespaces/objects/pods'), { accept: accept.replaceAll('"', '') });
    said[request] = { code: status, ...(warnings.length > 0 ? { warnings } : {}), ...(status < 300 ? given(body) : refused(body)) };
  }
  return said;
}

function refused(body) {
  if (typeof body === 'string') return { text: body.trim() };
  const { message, reason, details } = body;
  return { reason, message: undrawn(message).replace(/current: \d+/, 'current: N'), details };
}

/** What stands for an object: its kind, and of a list or a table those of its parts and how many. */
function given(body) {
  const { kind, apiVersion, items, rows, columnDefinitions } = typeof body === 'string' ? {} : body;
  const own = kind === undefined ? {} : { kind, apiVersion };
  if (items) return { ...own, items: items.length, each: items[0]?.kind ?? null };
  if (rows) return { ...own, rows: rows.length, each: rows[0]?.object?.kind ?? null, columns: columnDefinitions.map(({ name }) => name).join(' ') };
  return own;
}
