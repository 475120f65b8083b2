import type { InboxKind, InboxState } from '#features/inbox/model.ts';
import type { NoticeLanguage } from './model.ts';

const needs: Readonly<Record<NoticeLanguage, Readonly<Record<InboxKind, string>>>> = {
  en: {
    proposal: 'to approve',
    emergency: 'what one officer put into force, to confirm',
    task: 'tasks',
    quarantine: 'bulks of persons to decide about',
    note: 'hand-over notes',
    call: 'urgent calls without a record',
    contact: 'contact points to test',
    request: 'assignments that somebody asks for',
    answer: 'answers to what you asked for',
  },
  ru: {
    proposal: 'на утверждение',
    emergency: 'введённое в действие одним лицом — на подтверждение',
    task: 'задачи',
    quarantine: 'массивы данных о лицах, требующие решения',
    note: 'записки о передаче дежурства',
    call: 'безотлагательные звонки без записи',
    contact: 'контактные пункты для проверки',
    request: 'запрошенные поручения',
    answer: 'ответы на ваши запросы',
  },
  zh: {
    proposal: '待批准',
    emergency: '一人使其生效，待确认',
    task: '任务',
    quarantine: '待决定的批量人员数据',
    note: '交班记录',
    call: '尚无记录的紧急来电',
    contact: '待测试的联络点',
    request: '待答复的指派申请',
    answer: '对您申请的答复',
  },
};

const words: Readonly<Record<NoticeLanguage, { subject: string; first: string; last: string }>> = {
  en: {
    subject: 'something waits for you',
    first: 'This waits for you:',
    last: 'This message names no content, and no answer to it is read.',
  },
  ru: {
    subject: 'есть дела, ожидающие вас',
    first: 'Вас ожидает:',
    last: 'В этом сообщении нет содержания; ответы на него не читаются.',
  },
  zh: { subject: '有事项等待处理', first: '以下事项等待您处理：', last: '本邮件不含任何内容信息，回复不会被阅读。' },
};

/** A need as it is told once, and once more when it is overdue. */
export const tellingOf = ({ kind, id, state }: { kind: InboxKind; id: string; state: InboxState }): string =>
  `${kind} ${id}${state === 'overdue' ? ' overdue' : ''}`;

/** What is new among what waits, and what is to be remembered as told: what waits no longer is forgotten. */
export function findNews(told: readonly string[], now: readonly string[]): { fresh: string[]; told: string[] } {
  const known = new Set(told);
  return { fresh: now.filter((one) => !known.has(one)), told: [...now] };
}

/** The mail: how much of what kind waits, and where. No title, no ref, no name, nothing of what anything is about. */
export function writeMail(
  waiting: readonly string[],
  { code, lang, pagesUrl }: { code: string; lang: NoticeLanguage; pagesUrl: string },
): { subject: string; text: string } {
  const counts = Map.groupBy(waiting, (kind) => kind);
  const lines = [...counts].map(([kind, all]) => `- ${needs[lang][kind as InboxKind] ?? kind}: ${all.length}`);
  const { subject, first, last } = words[lang];
  return {
    subject: `Tamga ${code}: ${subject}`,
    text: [first, '', ...lines, '', `${pagesUrl}/inbox`, '', last, ''].join('\n'),
  };
}

/** Whether an address lies in one of the domains that the operator named for the authority: never in another's. */
export const isWithin = (address: string, domains: readonly string[]): boolean =>
  domains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
