import {
  define,
  boolean,
  dictionary,
  formatted,
  integer,
  list,
  open,
  reference,
  references,
  required,
  struct,
  text,
  texts,
  timestamp,
} from '../kinds.ts';
import { observable } from '../table.ts';
import { extensions } from './common.ts';
import { atLeastOne } from './file-extensions.ts';

export const emailAddr = observable('email-addr', '6.5.1', ['value'], {
  value: required(formatted('email')),
  display_name: text,
  belongs_to_ref: reference('user-account'),
});

const mailbox = reference('email-addr');
const mailboxes = references('email-addr');

/** Header fields that have a property of their own. */
const OWN_FIELDS = [
  'date',
  'received_lines',
  'content_type',
  'from_ref',
  'sender_ref',
  'to_refs',
  'cc_refs',
  'bcc_refs',
  'subject',
];

const mimeParts = list(
  struct({
    clause: '6.6.2',
    others: 'warn',
    properties: {
      body: text,
      body_raw_ref: reference('artifact', 'file'),
      content_type: text,
      content_disposition: text,
    },
    rules: [{ rule: 'one-of', names: ['body', 'body_raw_ref'] }],
  }),
);

export const emailMessage = observable(
  'email-message',
  '6.6.1',
  ['from_ref', 'subject', 'body'],
  {
    is_multipart: required(boolean),
    date: timestamp,
    content_type: text,
    from_ref: mailbox,
    sender_ref: mailbox,
    to_refs: mailboxes,
    cc_refs: mailboxes,
    bcc_refs: mailboxes,
    message_id: text,
    subject: text,
    received_lines: texts,
    additional_header_fields: dictionary(texts, { forbidden: OWN_FIELDS }),
    body: text,
    body_multipart: mimeParts,
    raw_email_ref: reference('artifact'),
  },
  [
    { rule: 'excludes', name: 'is_multipart', is: true, excludes: ['body'] },
    { rule: 'excludes', name: 'is_multipart', is: false, excludes: ['body_multipart'] },
  ],
);

const unixProperties = { gid: integer, groups: texts, home_dir: text, shell: text };
const unix = define({
  clause: '6.16.2',
  others: 'warn',
  properties: unixProperties,
  rules: atLeastOne(unixProperties),
});

const accountProperties = {
  extensions: extensions({ 'unix-account-ext': unix }),
  user_id: text,
  credential: text,
  account_login: text,
  account_type: open('account'),
  display_name: text,
  is_service_account: boolean,
  is_privileged: boolean,
  can_escalate_privs: boolean,
  is_disabled: boolean,
  account_created: timestamp,
  account_expires: timestamp,
  credential_last_changed: timestamp,
  account_first_login: timestamp,
  account_last_login: timestamp,
} as const;

export const userAccount = observable(
  'user-account',
  '6.16.1',
  ['account_type', 'user_id', 'account_login'],
  accountProperties,
  [{ rule: 'any-of', names: Object.keys(accountProperties) }],
);
