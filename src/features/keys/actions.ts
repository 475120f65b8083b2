import { readerOf } from '#features/alliance/model.ts';
import { readHead } from '#features/log/actions.ts';
import { countUnopened, countWrapped, renewFromStart } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { KeyFile, KeyView } from './model.ts';

type KeyDeps = Pick<Deps, 'db' | 'self' | 'logger'>;

/** The private keys in the node's folder; of former wrap keys, what still needs them. Errors: keys. */
export async function readKeys(deps: KeyDeps): Promise<KeyView[]> {
  const views: KeyView[] = [];
  for (const key of deps.self.keyFiles()) views.push({ ...key, holds: await holdingsOf(deps, key) });
  return views;
}

async function holdingsOf({ db, self }: KeyDeps, key: KeyFile): Promise<KeyView['holds']> {
  if (key.use !== 'wrap' || key.state !== 'former') return null;
  const named = namedKey({ self }, key.kid);
  const held = self.keys.wrapKeys.find(({ publicKey }) => publicKey === named?.publicKey);
  if (!held) return null;
  const reader = readerOf(self.code, key.authority === null ? {} : { authority: key.authority });
  return { bodies: await countWrapped(db, held.id), unopened: await countUnopened(db, reader) };
}

const namedKey = ({ self }: Pick<Deps, 'self'>, kid: string) =>
  self.alliance.directories.get(self.code)?.directory.keys.find((key) => key.kid === kid);

/**
 * Destroys a key that the own directory has ended: once its overlap is over, and of a wrap key once nothing here needs it any
 * more. Errors: not-found, conflict.
 */
export async function destroyKey(deps: KeyDeps, kid: string): Promise<KeyFile> {
  const key = deps.self.keyFiles().find((one) => one.kid === kid);
  if (!key) throw new TamgaError('not-found', `no key ${kid} lies in this node's folder`);
  if (key.state !== 'former')
    throw new TamgaError(
      'conflict',
      `${key.file} is ${key.state}: only a key that the directory has ended is destroyed`,
    );
  const end = namedKey(deps, kid)?.to;
  const { log = 1, size = 0 } = (await readHead(deps.db)) ?? {};
  if (end && (log < end.log || (log === end.log && size <= end.index)))
    throw new TamgaError('conflict', `${key.file} is valid up to log index ${end.index}, and the log has ${size}`);
  const holds = await holdingsOf(deps, key);
  if (holds && holds.bodies > 0) {
    await renewFromStart(deps);
    throw new TamgaError(
      'conflict',
      `${holds.bodies} bodies are still encrypted to ${key.file}: they are being re-wrapped`,
    );
  }
  if (holds && holds.unopened > 0)
    throw new TamgaError('conflict', `${holds.unopened} bodies for ${key.authority ?? 'this node'} are not opened yet`);
  deps.self.destroyKey(key.file);
  deps.logger.info('key-destroyed', { kid });
  return key;
}
