import { TamgaError } from '../errors.ts';

// age-encryption.org/v1 files under a passphrase (scrypt), such as the `age` program opens.

const minimum = 16;

/** Errors: config, for a passphrase that is guessed too soon. */
export async function encryptWithPassphrase(passphrase: string, plaintext: Uint8Array): Promise<Uint8Array> {
  if (passphrase.length < minimum) throw new TamgaError('config', `a passphrase has at least ${minimum} characters`);
  const { Encrypter } = await import('age-encryption'); // see age.ts
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(plaintext);
}

/** Errors: refused. */
export async function decryptWithPassphrase(passphrase: string, file: Uint8Array): Promise<Uint8Array> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(file);
  } catch (cause) {
    throw new TamgaError('refused', 'the passphrase does not fit, or the encrypted part is damaged', { cause });
  }
}
