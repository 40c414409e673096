// The core knows neither Buffer nor atob.

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text in base64, through UTF-8. */
export function toBase64(text: string): string {
  const bytes = [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|(.)/g)].map(([, hex, letter = '']) => (hex ? parseInt(hex, 16) : letter.charCodeAt(0)));
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const block = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += [18, 12, 6, 0].map((shift, at) => ((at === 2 && b === undefined) || (at === 3 && c === undefined) ? '=' : digits[(block >> shift) & 63])).join('');
  }
  return out;
}

/** The text base64 stands for; what is no UTF-8 comes out as Latin letters. */
export function fromBase64(text: string): string {
  let bits = 0;
  let held = 0;
  let latin = '';
  for (const character of text) {
    const digit = digits.indexOf(character);
    if (digit < 0) continue;
    held = (held << 6) | digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    latin += String.fromCharCode((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  try {
    return decodeURIComponent([...latin].map(letter => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return latin;
  }
}
