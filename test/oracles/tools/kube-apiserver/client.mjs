// A client of the API server that answers what it said, word for word: the status, the warnings and the body.
import fs from 'node:fs';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';

export class Client {
  constructor({ port, token, authority }) {
    this.options = { host: '127.0.0.1', port, agent: new https.Agent({ keepAlive: true, ca: fs.readFileSync(authority) }) };
    this.token = token;
  }

  /** A client of a server that starts, once it says that it is ready. Rejects when it ends first. */
  static async ready({ ended, ...place }) {
    for (;;) {
      if (ended()) throw new Error('the API server ended');
      const client = fs.existsSync(place.authority) ? new Client(place) : undefined;
      const answer = await client?.ask('GET', '/readyz').catch(() => undefined);
      if (answer?.status === 200) return client;
      await pause(200);
    }
  }

  ask(method, path, { body, type = 'application/json', accept = 'application/json' } = {}) {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(sorted(body));
    return new Promise((resolve, reject) => {
      const request = https.request({ ...this.options, method, path, headers: { authorization: `Bearer ${this.token}`, accept, ...(text === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) }) } }, response => {
        let received = '';
        response.setEncoding('utf8').on('data', part => (received += part)).on('end', () => {
          const warnings = warningsIn(response.rawHeaders);
          resolve({ status: response.statusCode, warnings, body: /json/.test(response.headers['content-type'] ?? '') ? JSON.parse(received) : received });
        });
      });
      request.on('error', reject).end(text);
    });
  }

  /** Asks again until `test` holds of the answer: controllers write a moment later. Rejects, with the last answer, after a minute. */
  async until(path, test) {
    let last;
    for (let tries = 0; tries < 300; tries++) {
      last = await this.ask('GET', path);
      if (last.status === 200 && test(last.body)) return last.body;
      await pause(200);
    }
    throw new Error(`${path} did not come to what was waited for: ${JSON.stringify(last?.body)}`);
  }

  /** The resources that are served, by `apiVersion/kind`: where each is, and whether a namespace holds it. */
  async resources() {
    const versions = ['/api/v1', ...(await this.ask('GET', '/apis')).body.groups.flatMap(({ versions: all }) => all.map(({ groupVersion }) => `/apis/${groupVersion}`))];
    const lists = await Promise.all(versions.map(path => this.ask('GET', path)));
    return new Map(lists.flatMap(({ body }, index) => body.resources.filter(({ name }) => !name.includes('/')).map(one => [`${body.groupVersion}/${one.kind}`, { ...one, root: versions[index] }])));
  }
}

/** Keys in the order in which Go's clients send them, on which the first fault that is told depends. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}

/** The texts of the warnings: each is a code, an agent and a quoted text. */
function warningsIn(headers) {
  return headers.flatMap((value, index) => (index % 2 === 0 && value.toLowerCase() === 'warning' ? [/^299 - "((?:[^"\\]|\\.)*)"/s.exec(headers[index + 1])?.[1].replace(/\\(.)/g, '$1') ?? headers[index + 1]] : []));
}
