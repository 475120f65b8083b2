import type { SMTPTransportOptions } from 'nodemailer';
import { TamgaError } from '../errors.ts';

/** A mail server of the operator's own. */
export type MailServer = { host: string; port: number; user?: string; password?: string; from: string };
export type Mail = { to: string; subject: string; text: string };

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

/**
 * How the server is reached: with TLS from the first byte on port 465, after STARTTLS elsewhere, and not at all without. Only on this
 * very machine mail goes in the clear. Nothing is read from files or addresses that a mail might name.
 */
export function optionsOf({ host, port, user, password }: MailServer) {
  const here = isLoopback(host);
  return {
    host,
    port,
    secure: !here && port === 465,
    ignoreTLS: here,
    requireTLS: !here,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    tls: { minVersion: 'TLSv1.2' as const },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } satisfies SMTPTransportOptions;
}

/** Hands one mail to the server. Errors: peer-unreachable, with the code of what went wrong and nothing else. */
export async function sendMail(
  server: MailServer,
  { to, subject, text }: Mail,
  options: ReturnType<typeof optionsOf> = optionsOf(server),
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(options);
  try {
    // As a list: a comma in an address names no second recipient.
    const envelope = { from: server.from, to: [to] };
    await transport.sendMail({ from: server.from, to: [{ name: '', address: to }], envelope, subject, text });
  } catch (cause) {
    const { code = 'EUNKNOWN' } = cause as { code?: string };
    throw new TamgaError('peer-unreachable', `the mail server did not take it: ${code}`, { detail: { code } });
  } finally {
    transport.close();
  }
}
