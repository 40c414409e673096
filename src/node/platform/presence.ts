import type { Server } from 'node:net';
import type { Clock } from './clock';

/** Knows whether anyone is there: an open connection is a client. Calls once nobody has been for long enough. */
export class Presence {
  private count = 0;
  private patienceOver = false;
  private forget: () => void = () => undefined;

  constructor(servers: readonly Server[], private readonly clock: Clock, private readonly patience: number, private readonly alone: () => void) {
    for (const server of servers) {
      server.on('connection', socket => {
        this.count++;
        this.forget();
        socket.once('close', () => {
          if (--this.count === 0) this.wait();
        });
      });
    }
    this.wait();
  }

  close(): void {
    this.patienceOver = true;
    this.forget();
  }

  private wait(): void {
    this.forget();
    if (this.patienceOver) return;
    this.forget = this.clock.after(this.patience, this.alone);
  }
}
