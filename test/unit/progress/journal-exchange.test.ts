import assert from 'node:assert/strict';
import type { JournalEvent } from '../../../src/core/progress/event';
import { exportText, importText } from '../../../src/core/progress/exchange';

const now = Date.parse('2026-06-01T00:00:00Z');
const event: JournalEvent = { id: 'event-001', at: '2026-05-01T10:00:00.000Z', content: 'v', type: 'lesson.read', lesson: 'm.a.o' };
const newer = { id: 'event-002', at: '2026-05-02T10:00:00Z', content: 'v9', type: 'badge.earned', badge: 'or' };
const file = (events: unknown[], version = 1, format = 'coach-cpin-journal') => JSON.stringify({ format, version, exportedAt: '', events });

describe('exporting and importing a journal', () => {
  it('brings back what it exported, events of a newer version included', () => {
    assert.deepEqual(importText(exportText([event, newer], '2026-05-03T00:00:00Z'), now), { kind: 'read', events: [event, newer], ignored: [] });
  });

  it('refuses a file that is not an export, or that a newer format wrote', () => {
    assert.deepEqual(importText('{', now), { kind: 'refused', reason: 'notJson' });
    for (const text of ['[]', 'null', '"x"', '{}', file([], 1, 'other'), '{"format":"coach-cpin-journal","version":1}']) assert.deepEqual(importText(text, now), { kind: 'refused', reason: 'notOurs' });
    assert.deepEqual(importText(file([event], 2), now), { kind: 'refused', reason: 'tooNew' });
  });

  it('leaves out what cannot be an event, with its place and reason, and keeps the rest', () => {
    const result = importText(`\uFEFF${file([7, { ...event, lesson: 3 }, event, { ...event, at: '3000-01-01T00:00:00Z', type: 'progress.reset', scope: 'all' }])}`, now);
    assert.ok(result.kind === 'read');
    assert.deepEqual(result.events, [event]);
    assert.deepEqual(result.ignored, [{ index: 1, reason: 'ce n’est pas un événement du journal' }, { index: 2, reason: 'champ absent ou mal formé : lesson' }, { index: 4, reason: 'daté dans le futur' }]);
  });
});
