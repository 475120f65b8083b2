import { z } from 'zod';

/** A ministry's identity provider (OpenID Connect). */
export type IdentityProvider = { issuer: string; clientId: string; clientSecret?: string };

/** An account as it is kept: the same number at another provider is another person (OpenID Connect Core §2, `iss` and `sub`). An issuer has no blank. */
export const accountOf = ({ issuer }: IdentityProvider, subject: string): string => `${issuer} ${subject}`;

export const signInWaysSchema = z
  .strictObject({
    /** There is an identity provider. */
    oidc: z.boolean(),
  })
  .meta({ id: 'SignInWays' });

export const oidcBegunSchema = z
  .strictObject({
    /** Where the browser goes to sign in. It comes back to `/sign-in`. */
    url: z.string(),
  })
  .meta({ id: 'OidcBegun' });

/** What the provider sent the browser back with: the query of the address. */
export const oidcAnswerSchema = z.strictObject({ search: z.string().min(1).max(4_000) });
