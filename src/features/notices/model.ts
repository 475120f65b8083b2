import { z } from 'zod';
import type { MailServer } from '#platform/mail/smtp.ts';

export const noticeLanguages = ['en', 'ru', 'zh'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** How long the next mail to an officer waits at least, so that news comes in one. */
export const bundleMs = 10 * 60_000;
/** After how many minutes a mail that was not taken is tried again; then it is given up. */
export const retryMinutes = [1, 5, 15, 60, 240] as const;
/** Officers who are told, and needs that one mail counts. */
export const maxOfficers = 500;
export const maxWaiting = 999;

/** What an operator sets: a mail server, the domains of each authority, and where the pages are. */
export type NoticeSettings = {
  server: MailServer;
  domains: ReadonlyMap<string, readonly string[]>;
  pagesUrl: string;
};

/** `GET /api/notices/own`. */
export const noticeViewSchema = z
  .strictObject({
    /** Domains in which an officer of this authority may be told; none: the operator offers no mail. */
    domains: z.array(z.string()),
    address: z.string().nullable(),
    lang: z.enum(noticeLanguages),
    lastSentAt: z.date().nullable(),
    /** When a mail was given up, and the mail program's code. */
    failedAt: z.date().nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof noticeViewSchema>;

/** Body of `PUT /api/notices/own`. */
export const setNoticeSchema = z.strictObject({ address: z.email().max(120), lang: z.enum(noticeLanguages) });
export type SetNotice = z.infer<typeof setNoticeSchema>;
