import { quote } from '../judge.ts';
import { define, boolean, dictionary, oneOf, references, text, texts, type Struct } from '../kinds.ts';
import { words } from '../registries/words.ts';
import { atLeastOne, textOrInteger } from './file-extensions.ts';

/** Members of STARTUPINFO, as winbase.h has them. */
const STARTUP = words(`
cb lpReserved lpDesktop lpTitle dwX dwY dwXSize dwYSize dwXCountChars dwYCountChars dwFillAttribute dwFlags wShowWindow
cbReserved2 lpReserved2 hStdInput hStdOutput hStdError
`);

const processProperties = {
  aslr_enabled: boolean,
  dep_enabled: boolean,
  priority: text,
  owner_sid: text,
  window_title: text,
  startup_info: dictionary(textOrInteger, { pattern: new RegExp(`^(?:${[...STARTUP].join('|')})$`) }),
  integrity_level: oneOf('10.27', ['low', 'medium', 'high', 'system']),
};

const windowsProcess = define({
  clause: '6.13.2',
  others: 'warn',
  properties: processProperties,
  rules: [
    ...atLeastOne(processProperties),
    {
      rule: 'checked',
      check: ({ priority }, judge) => {
        if (typeof priority === 'string' && !/._CLASS$/.test(priority)) {
          judge.warn('windows-process-priority-format', `${quote(priority)} should end in _CLASS`);
        }
      },
    },
  ],
});

const serviceProperties = {
  service_name: text,
  descriptions: texts,
  display_name: text,
  group_name: text,
  start_type: oneOf('10.30', [
    'SERVICE_AUTO_START',
    'SERVICE_BOOT_START',
    'SERVICE_DEMAND_START',
    'SERVICE_DISABLED',
    'SERVICE_SYSTEM_ALERT',
  ]),
  service_dll_refs: references('file'),
  service_type: oneOf('10.31', [
    'SERVICE_KERNEL_DRIVER',
    'SERVICE_FILE_SYSTEM_DRIVER',
    'SERVICE_WIN32_OWN_PROCESS',
    'SERVICE_WIN32_SHARE_PROCESS',
  ]),
  service_status: oneOf('10.32', [
    'SERVICE_CONTINUE_PENDING',
    'SERVICE_PAUSE_PENDING',
    'SERVICE_PAUSED',
    'SERVICE_RUNNING',
    'SERVICE_START_PENDING',
    'SERVICE_STOP_PENDING',
    'SERVICE_STOPPED',
  ]),
};

const windowsService = define({
  clause: '6.13.3',
  others: 'warn',
  properties: serviceProperties,
  rules: atLeastOne(serviceProperties),
});

export const PROCESS_EXTENSIONS = {
  'windows-process-ext': windowsProcess,
  'windows-service-ext': windowsService,
} as const satisfies Readonly<Record<string, Struct>>;
