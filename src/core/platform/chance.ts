import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Kubernetes' alphabet for generated names: no vowel, so no word (k8s.io/apimachinery, `rand`). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

export function sha1Hex(text: string): string {
  return bytesToHex(sha1(utf8ToBytes(text)));
}

/** The first four hexadecimal digits of HMAC-SHA256 with an empty key: how the console derives its short ids (sheet 04 §2). */
export function shortId(text: string): string {
  return bytesToHex(hmac(sha256, new Uint8Array(0), utf8ToBytes(text))).slice(0, 4);
}

/** A 32-bit FNV-1a digest, which Kubernetes takes for the hash of a pod template. */
export function fnv32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A text in the alphabet of generated names, as `rand.SafeEncodeString` does with the digits of a hash. */
export function safeEncode(text: string): string {
  return [...text].map(character => alphabet[character.charCodeAt(0) % alphabet.length]).join('');
}

/** Chance that a run replays: the same seed and serial give the same draw. */
export class Chance {
  constructor(private readonly seed: number, public serial: number) {}

  /** The end of a generated name, five characters long. */
  suffix(): string {
    let mixed = this.next();
    let out = '';
    for (let i = 0; i < 5; i++) {
      out += alphabet[mixed % alphabet.length];
      mixed = Math.floor(mixed / alphabet.length);
    }
    return out;
  }

  /** A uid with the shape of a version 4 UUID. */
  uid(): string {
    const hex = [0, 0, 0, 0].map(() => this.next().toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return this.next() % below;
  }

  /** 32 bits (mulberry32, public domain). */
  private next(): number {
    const state = (this.seed + Math.imul(++this.serial, 0x6d2b79f5)) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
