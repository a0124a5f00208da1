/**
 * Memory that the files of a folder are read into, one after another: to touch fresh memory costs more than to read a file
 * that the system has at hand.
 */
export class FileRoom {
  #bytes = new Uint8Array(0);

  /** So many bytes, with anything in them; those taken before are overwritten. */
  take(length: number): Uint8Array {
    if (this.#bytes.length < length) this.#bytes = unclearedBytes(Math.ceil((length * 5) / 4));
    return this.#bytes.subarray(0, length);
  }
}

/** Bytes that will all be written to. */
export function unclearedBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}

let idle: FileRoom | null = null;

/** Lends room for as long as `use` takes: nothing that comes of it may look at the bytes later. */
export async function inFileRoom<T>(use: (room: FileRoom) => Promise<T>): Promise<T> {
  const room = idle ?? new FileRoom();
  // Who comes meanwhile has room of their own.
  idle = null;
  try {
    return await use(room);
  } finally {
    idle = room;
  }
}
