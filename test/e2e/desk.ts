import { createPrivateKey } from 'node:crypto';
import { sha256 } from '#platform/bytes.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Site } from './site.ts';

export type Role = 'case officer' | 'duty officer' | 'auditor' | 'node administrator' | 'legal reviewer' | 'approver';
export type Look = {
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** Another origin to which the pages may send the browser. */
  elsewhere?: string;
};

/** Where a test's visitors sit: each has cookies and a history of their own. */
export type Desk = AsyncDisposable & {
  /** What no page may ever do and one of them did. */
  faults: string[];
  /** What each visitor has before them, as a reader of the screen would tell it. */
  describe(): Promise<string>;
  /** A visitor's first, empty page at a node; relative addresses are the node's. */
  sitDown(site: Site, code: string, look?: Look): Promise<Page>;
  /** A visitor who is signed in, and sees the alliance. */
  signIn(site: Site, code: string, role?: Role, look?: Look): Promise<Page>;
};

const patienceMs = 60_000;

export function openDesk(browser: Browser): Desk {
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];

  const sitDown: Desk['sitDown'] = async (site, code, { elsewhere, ...look } = {}) => {
    const baseURL = site.origin(code);
    const context = await browser.newContext({ baseURL, locale: 'en', reducedMotion: 'reduce', ...look });
    contexts.push(context);
    context.setDefaultTimeout(patienceMs);
    watch(context, [baseURL, ...site.contents, ...(elsewhere === undefined ? [] : [elsewhere])], faults);
    await context.clock.install({ time: site.net.clock.now });
    return context.newPage();
  };

  return {
    faults,
    sitDown,
    async signIn(site, code, role = 'case officer', look = {}) {
      const page = await sitDown(site, code, look);
      await page.goto(await site.signInLink(code));
      await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
      if (role !== 'case officer') await actAs(page, role);
      return page;
    },
    async describe() {
      const pages = contexts.flatMap((context) => context.pages());
      const told = pages.map(async (page) => `${page.url()}\n${await page.ariaSnapshot()}`);
      return [...faults, ...(await Promise.all(told))].join('\n\n');
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

/** Changes the demo officer by the menu in the header. */
export async function actAs(page: Page, role: Role): Promise<void> {
  await page.getByRole('button', { name: 'Officer:' }).click();
  await page.getByRole('menuitem', { name: role }).first().click();
  await page.getByRole('button', { name: new RegExp(`^Officer: .*, ?${role}$`) }).waitFor();
}

/** An authenticator of the browser's own, with a person who always agrees; it may hold passkeys that were made before. */
export async function addAuthenticator(page: Page, made: readonly MadePasskey[] = []): Promise<Authenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const counts = new Map<string, number>();
  const hold: Authenticator['hold'] = async (passkeys) => {
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
    for (const { credentialId, signCount } of credentials) counts.set(credentialId, signCount);
    await devtools.send('WebAuthn.clearCredentials', { authenticatorId });
    for (const { officer, id, rpId, pem, signCount = counts.get(toStandard(id)) ?? 1 } of passkeys)
      await devtools.send('WebAuthn.addCredential', {
        authenticatorId,
        credential: {
          credentialId: toStandard(id),
          isResidentCredential: true,
          rpId,
          privateKey: createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }).toString('base64'),
          userHandle: sha256(officer).toString('base64'),
          signCount,
        },
      });
  };
  await hold(made);
  return { hold };
}

/** Another's authenticator in the same place: these passkeys are on it, and no others. Each counts on from where it was. */
export type Authenticator = { hold(passkeys: readonly MadePasskey[]): Promise<void> };

/** A passkey of an officer's whose key is known to the test. */
export type MadePasskey = { officer: string; id: string; rpId: string; pem: string; signCount?: number };

const toStandard = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('base64');

/**
 * Holds for every page of every test: nothing is asked of another origin than the node's two, no script fails, and nothing is reported as an
 * error, which includes all that the content security policy stops. An answer that is a refusal is no fault of a page.
 */
function watch(context: BrowserContext, origins: readonly string[], faults: string[]): void {
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (!origins.includes(asked) && protocol !== 'data:' && protocol !== 'blob:') faults.push(`asks ${request.url()}`);
  });
  context.on('weberror', (error) => faults.push(`fails: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    // The tests' own script, which the frame of foreign content does not run either.
    if (/^Blocked script execution in 'http:\/\/\w+-content\.localhost/.test(message.text())) return;
    faults.push(`reports: ${message.text()}`);
  });
}
