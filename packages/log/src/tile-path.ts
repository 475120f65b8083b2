import { LogError } from './errors.ts';
import { TILE_WIDTH } from './tile.ts';

/** An index as a number, or beyond 2^53 − 1 as a bigint or a decimal string; below 2^64. */
export type TileIndex = number | bigint | string;

/** What a path names. `index` is a bigint because paths go beyond 2^53; `width` is 256 for a full tile. */
export type TilePath = { level: number | 'entries'; index: bigint; width: number };

/**
 * Path of a tile below the log's prefix, without a leading slash: `tile/0/x001/x234/067.p/8`. Source: C2SP tlog-tiles.
 * @param level 0 … 63
 * @param width 1 … 256 hashes; 256 is a full tile
 * @throws LogError `bad-path`
 */
export function tilePath(level: number, index: TileIndex, width: number = TILE_WIDTH): string {
  if (!Number.isInteger(level) || level < 0 || level > 63) throw new LogError('bad-path', 'a tile level is 0 to 63');
  return `tile/${level}/${indexPath(index)}${widthPath(width)}`;
}

/**
 * Path of an entry bundle: `tile/entries/x001/x234/067`. Parameters and errors as for `tilePath`.
 */
export function entriesPath(index: TileIndex, width: number = TILE_WIDTH): string {
  return `tile/entries/${indexPath(index)}${widthPath(width)}`;
}

/**
 * Reads what `tilePath` and `entriesPath` write, and nothing else: no second spelling of a tile may reach a cache or a disk.
 * @throws LogError `bad-path`
 */
export function parseTilePath(path: string): TilePath {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path);
  const [, level = '', groups = '', partial] = match ?? [];
  if (!match) throw new LogError('bad-path', 'not the path of a tile or an entry bundle');
  const parsed: TilePath = {
    level: level === 'entries' ? level : Number(level),
    index: BigInt(groups.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  const again =
    parsed.level === 'entries'
      ? entriesPath(parsed.index, parsed.width)
      : tilePath(parsed.level, parsed.index, parsed.width);
  if (again !== path) throw new LogError('bad-path', 'not the canonical path of a tile');
  return parsed;
}

function indexPath(index: TileIndex): string {
  const isDecimal = typeof index !== 'string' || /^(?:0|[1-9][0-9]{0,19})$/.test(index);
  const isExact = typeof index !== 'number' || Number.isSafeInteger(index);
  if (!isDecimal || !isExact) throw new LogError('bad-path', 'a tile index is a whole number');
  const number = BigInt(index);
  if (number < 0n || number >= 2n ** 64n) throw new LogError('bad-path', 'a tile index is below 2^64');
  const digits = number.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/[0-9]{3}/g) ?? [];
  return groups.map((group, i) => (i === groups.length - 1 ? group : `x${group}`)).join('/');
}

function widthPath(width: number): string {
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH)
    throw new LogError('bad-path', 'a tile is 1 to 256 wide');
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}
