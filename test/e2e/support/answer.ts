import type { Frame, Locator } from 'playwright-core';
import { until } from './wait';

/** Gives the question shown a complete answer, whatever its kind, by keyboard: the first choice of each part, `place` for its options; does not submit. */
export async function fillAnswer(page: Frame, place = 0): Promise<void> {
  for (const [group, at] of [['verdict', 0], ['option', place], ['line', 0]] as const) {
    const input = page.locator(`input[name=${group}]`).nth(at);
    if ((await input.count()) > 0) await tick(input);
  }
  const selects = page.locator('form select');
  for (let at = 0; at < (await selects.count()); at++) await selects.nth(at).selectOption(String(at));
  const keep = page.getByRole('button', { name: 'Garder cet ordre' });
  if ((await keep.count()) > 0) await keep.press('Enter');
}

/** Ticks by keyboard. A page gives the focus to its heading once it is drawn, and may take it back between the focus and the key: then the key is pressed again. */
async function tick(input: Locator): Promise<void> {
  await until('the choice ticked', async () => {
    if (!(await input.isChecked())) await input.press('Space');
    return input.isChecked();
  });
}
