declare module '*.json?first' {
  import type { Messages } from '#web/i18n/translate.ts';

  const messages: Messages;
  export default messages;
}

declare module '*.json?rest' {
  import type { Messages } from '#web/i18n/translate.ts';

  const messages: Messages;
  export default messages;
}
