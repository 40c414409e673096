import type { ModelPort, Outgoing } from '../../core/copilot/outgoing';
import { ModelFailure, failures } from './failure';
import type { ModelServer } from './server';
import { transportTo, type Limits } from './transport';

/** What a patient user accepts: a model that loads, then one that thinks. */
export const usualLimits: Limits = { firstByte: 120_000, stall: 60_000, total: 600_000, bytes: 8_000_000, text: 60_000 };

/**
 * A client for one server. `key` is the one kept for that very origin, if any. The library is loaded by the first question.
 * The stream rejects with a `ModelFailure`, whose message is for the user; what was received before stays received.
 */
export function modelAt(server: ModelServer, key: string | undefined, limits: Limits = usualLimits): ModelPort {
  return { complete: (outgoing, signal) => stream(server, key, limits, outgoing, signal as AbortSignal) };
}

async function* stream(server: ModelServer, key: string | undefined, limits: Limits, outgoing: Outgoing, signal: AbortSignal): AsyncGenerator<string> {
  if (outgoing.origin !== server.origin) throw new ModelFailure(`La question a été préparée pour ${outgoing.origin} : elle n’est pas partie vers ${server.origin}.`);
  try {
    const { default: OpenAI } = await import('openai');
    // Everything the library would read from the environment is said here, so that nothing else is read.
    const client = new OpenAI({
      apiKey: key ?? 'aucune', baseURL: server.baseUrl, organization: null, project: null, webhookSecret: null, maxRetries: 0, timeout: limits.total, logLevel: 'off',
      fetch: transportTo(server, outgoing.model, limits), ...(key === undefined && { defaultHeaders: { Authorization: null } }),
    });
    const chunks = await client.chat.completions.create({ model: outgoing.model, messages: outgoing.messages.map(m => ({ ...m })), stream: true }, { signal });
    let received = 0;
    let reason: string | null | undefined;
    for await (const chunk of chunks) {
      const choice = chunk.choices?.[0];
      const piece: unknown = choice?.delta?.content;
      reason = choice?.finish_reason ?? reason;
      if (typeof piece !== 'string' || piece === '') continue;
      received += piece.length;
      if (received > limits.text) {
        yield piece.slice(0, Math.max(0, piece.length - (received - limits.text)));
        throw failures.endless();
      }
      yield piece;
    }
    // An abort during the stream ends it without an error.
    if (signal.aborted) return;
    if (reason === 'length') throw failures.truncated();
    if (reason === undefined || reason === null) throw received === 0 ? failures.empty() : failures.cut();
    if (received === 0) throw failures.empty();
  } catch (error) {
    if (signal.aborted) return;
    throw failureIn(error);
  }
}

/** The library wraps what the transport says: our sentence is somewhere among the causes. Anything else is an answer it could not read. */
function failureIn(error: unknown): ModelFailure {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) if (cause instanceof ModelFailure) return cause;
  return failures.broken();
}
