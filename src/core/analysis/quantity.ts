import { remembering } from './remember';

// Kubernetes quantities (`500m`, `1.5Gi`, `1e3`), read exactly: a number of billionths, as a BigInt.

const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

// A repository, or a cluster, writes the same few amounts again and again.
const bounds = { most: 1_000, longest: 20 };

/** The quantity `text` stands for, in billionths of its unit; undefined when Kubernetes would refuse it. Parts of a billionth are rounded up, as it does. */
export function parseQuantity(text: string | number): bigint | undefined {
  return read(String(text).trim());
}

const read = remembering((text): bigint | undefined => {
  const match = /^([+-]?)(\d+\.?\d*|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE])|[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, digits = '', suffix = '', exponent] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const power = 9 - fraction.length + (exponent === undefined ? (decimal[suffix] ?? 0) : Number(exponent));
  const mantissa = BigInt(whole + fraction || '0') * (suffix in binary ? 1024n ** BigInt(binary[suffix] ?? 0) : 1n);
  const value = power >= 0 ? mantissa * 10n ** BigInt(power) : ceil(mantissa, 10n ** BigInt(-power));
  return sign === '-' ? -value : value;
}, bounds);

function ceil(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}

/** A quantity as the API server writes it back: in its shortest exact form, in powers of 1024 when it was given so. What is no quantity, or has an exponent, stays as it is. */
export function canonicalQuantity(text: string | number): string {
  return written(String(text).trim());
}

const written = remembering((text): string => {
  const amount = parseQuantity(text);
  if (amount === undefined || /\d[eE][+-]?\d/.test(text)) return text;
  const units = /i$/.test(text) && amount % 1_000_000_000n === 0n ? Object.entries(binary).map(([suffix, power]) => [suffix, 1_000_000_000n * 1024n ** BigInt(power)] as const) : Object.entries(decimal).map(([suffix, power]) => [suffix, 10n ** BigInt(power + 9)] as const);
  const [suffix, size] = [...units, ['', 1_000_000_000n] as const].sort((a, b) => (a[1] < b[1] ? 1 : -1)).find(([, unit]) => amount % unit === 0n) ?? ['n', 1n];
  return amount === 0n ? '0' : `${amount / size}${suffix}`;
}, bounds);
