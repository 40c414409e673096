// Results of a mocha run that happens in another process: received as one JSON object a line, shown as they come, and counted.
import net from 'node:net';

/**
 * Listens on a free loopback port for one test run.
 * @param {{ silence?: number }} [options] milliseconds without a word after which the run is given up
 * @returns {Promise<{ address: string, finished: Promise<{ passed: number, failed: number }>, giveUp: (reason: string) => void }>}
 *   `finished` never rejects: a run that breaks off counts as one failure, said on the terminal
 */
export async function receiveResults({ silence = 120_000 } = {}) {
  const counts = { passed: 0, failed: 0 };
  let timer;
  let finish;
  const server = net.createServer();
  const finished = new Promise(resolve => (finish = resolve)).finally(() => {
    clearTimeout(timer);
    server.close();
  });
  let over = false;
  const end = () => {
    over = true;
    finish(counts);
  };
  const giveUp = reason => {
    if (over) return;
    counts.failed++;
    console.error(`  ✗ ${reason}`);
    end();
  };
  const expectWord = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silence, `nothing was heard from the tests for ${silence / 1000} s`);
  };
  server.on('connection', socket => {
    let rest = '';
    socket.setEncoding('utf8').on('data', text => {
      expectWord();
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (show(JSON.parse(line), counts) === 'end') end();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => giveUp('the tests broke off before their end'));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  expectWord();
  return { address: `127.0.0.1:${server.address().port}`, finished, giveUp };
}

/** Shows one event of the run on the terminal, counts it, and answers its kind. */
function show(event, counts) {
  const indent = '  '.repeat(event.depth ?? 0);
  if (event.kind === 'suite') console.log(`${indent}${event.title}`);
  if (event.kind === 'pass') {
    counts.passed++;
    console.log(`${indent}✓ ${event.title}${event.milliseconds > 75 ? ` (${event.milliseconds} ms)` : ''}`);
  }
  if (event.kind === 'fail') {
    counts.failed++;
    console.log(`${indent}✗ ${event.title}\n${event.error.replace(/^/gm, `${indent}    `)}`);
  }
  return event.kind;
}
