import type { Passkey } from '#features/officers/appointment-model.ts';
import { newAuthenticatorKey, SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { approve as approveAs, draftOfAppointment, officersOf, proposeAppointment } from '../federation/eyes.ts';
import type { MadePasskey } from './desk.ts';
import type { Site } from './site.ts';

const { author, admin, reviewer, approver } = officersOf('xa/cyber');
/** What a maker's attestation made of each passkey when it was registered. */
const attestations: Record<string, Passkey['attestation']> = {
  [author]: 'attested',
  [admin]: 'none',
  [reviewer]: 'none',
  [approver]: 'attested',
};

/** Appoints the officers by passkeys as people have them, and gives those for a browser. */
export async function foundWith(site: Site): Promise<MadePasskey[]> {
  const xa = site.node('xa');
  const made = Object.keys(attestations).map((officer) => {
    const pem = newAuthenticatorKey();
    const one = new SoftwareAuthenticator(site.origin('xa'), pem);
    const { id, rpId } = Object.assign(one.passkey, {
      attestation: attestations[officer],
      aaguid: '00000000-0000-4000-8000-000000000001',
    });
    return { one, key: { officer, id, rpId, pem } };
  });
  const passkeys = new Map(made.map(({ one, key }) => [key.officer, one]));
  const { id } = await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', passkeys));
  await approveAs(xa, admin, id, passkeys);
  await approveAs(xa, approver, id, passkeys);
  site.net.clock.advance(60_000);
  return made.map(({ key }) => key);
}
