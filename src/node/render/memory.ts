/** A page of WebAssembly's memory. */
const page = 65_536;

/**
 * A module whose memory cannot grow beyond `bytes`: Go declares none, and a template that multiplies its own output would take the machine's. The
 * memory section is written anew; everything else is the same. Throws if the module has no memory of its own.
 */
export function withMemoryLimit(module: Uint8Array, bytes: number): Uint8Array {
  let at = 8;
  while (at < module.length) {
    const id = module[at];
    const size = readNumber(module, at + 1);
    const body = size.next;
    if (id === 5) {
      // One memory, without a maximum, and its first size.
      const first = readNumber(module, body + 2);
      const limits = [1, 1, ...writeNumber(first.value), ...writeNumber(Math.floor(bytes / page))];
      return Buffer.concat([module.subarray(0, at), Uint8Array.from([5, ...writeNumber(limits.length), ...limits]), module.subarray(body + size.value)]);
    }
    at = body + size.value;
  }
  throw new Error('the module has no memory section');
}

/** An unsigned number as WebAssembly writes it: seven bits a byte, the lowest first. */
function readNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, next: at };
  }
}

function writeNumber(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}
