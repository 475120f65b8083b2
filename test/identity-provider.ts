import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Koa } from 'oidc-provider';

const clientId = 'tamga';
const clientSecret = 'a-secret-of-the-test';

/** A ministry's identity provider, which is the real one of npm on loopback. Whoever comes is signed in as `account` says then. */
export type TestProvider = AsyncDisposable & {
  oidc: { issuer: string; clientId: string; clientSecret: string };
  /** Lets nodes at these origins send their officers here. */
  serve(...origins: string[]): void;
  account: string;
};

export async function startIdentityProvider(account: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started: TestProvider = {
    oidc: { issuer, clientId, clientSecret },
    account,
    serve(...origins) {
      const answer = createProvider(issuer, origins, () => started.account).callback();
      server.on('request', (req, res) => void answer(req, res));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((done) => void server.close(() => done()));
    },
  };
  return started;
}

function createProvider(issuer: string, origins: readonly string[], account: () => string): Provider {
  const provider = new Provider(issuer, {
    clients: [
      { client_id: clientId, client_secret: clientSecret, redirect_uris: origins.map((one) => `${one}/sign-in`) },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interaction' },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    async loadExistingGrant({ oidc }: Koa) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path !== '/interaction') return next();
    const refused = { error: 'access_denied', error_description: 'the account is locked' };
    const result = account() === '' ? refused : { login: { accountId: account() } };
    await provider.interactionFinished(ctx.req, ctx.res, result);
  });
  return provider;
}
