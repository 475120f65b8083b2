/** A count with its noun: `1 blob`, `2 blobs`. */
export const counted = (count: number, noun: string): string => `${count} ${count === 1 ? noun : `${noun}s`}`;
