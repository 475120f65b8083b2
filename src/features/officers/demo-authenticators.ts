import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSecret, writeSecret } from '#platform/keys/key-file.ts';
import { newAuthenticatorKey, SoftwareAuthenticator } from './software-authenticator.ts';

/** The authenticators of a demonstration's officers. Their keys lie in the node's folder, in files of mode 0600. */
export type DemoAuthenticators = { of(officer: string): SoftwareAuthenticator };

/** `origin`: where the node's pages are. A key is made when it is first asked for. */
export function openDemoAuthenticators(folder: string, origin: string): DemoAuthenticators {
  const open = new Map<string, SoftwareAuthenticator>();
  return {
    of(officer) {
      const known = open.get(officer);
      if (known) return known;
      const path = join(folder, `${officer.replaceAll('/', '-')}.pem`);
      if (!existsSync(path)) writeSecret(path, newAuthenticatorKey());
      const made = new SoftwareAuthenticator(origin, readSecret(path));
      open.set(officer, made);
      return made;
    },
  };
}
