import { z } from 'zod';
import { json, request, requestNothing } from '#web/http.ts';
import { locales } from '#web/i18n/locales.ts';

const noticeSchema = z.object({
  domains: z.array(z.string()),
  address: z.string().nullable(),
  lang: z.string(),
  lastSentAt: z.string().nullable(),
  failedAt: z.string().nullable(),
  failure: z.string().nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** The languages in which mails are written. */
export const languages = locales.filter(({ code }) => code !== 'fa');

export const fetchNotice = () => request(noticeSchema, '/api/notices/own');
export const setNotice = (notice: { address: string; lang: string }) =>
  requestNothing('/api/notices/own', json('PUT', notice));
export const removeNotice = () => requestNothing('/api/notices/own', { method: 'DELETE' });
