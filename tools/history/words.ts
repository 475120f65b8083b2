// Everything here is made up: families, products, operators. Addresses are those set aside for documentation (RFC 5737, RFC 2606).

export const members = ['xa', 'xb', 'xc'] as const;
export type Member = (typeof members)[number];

/** A member's case officers, who decides with them, and who sits at its duty desk. */
export const officersOf = (member: Member) => ({
  author: `${member}/cyber/o-1`,
  auditor: `${member}/cyber/o-2`,
  second: `${member}/cyber/o-4`,
  reviewer: `${member}/cyber/o-5`,
  approver: `${member}/cyber/o-6`,
  duty: `${member}/cyber/${member === 'xc' ? 'o-4' : 'o-7'}`,
});

export type Outbreak = { family: string; product: string; port: number };
export const outbreaks: readonly Outbreak[] = [
  { family: 'TINHOOK', product: 'PrintRelay 4', port: 9100 },
  { family: 'SALTMARSH', product: 'MailGarden 2', port: 587 },
  { family: 'DRYWELL', product: 'PumpView 7', port: 502 },
  { family: 'COLDSPOOL', product: 'TicketStar 3', port: 8443 },
  { family: 'BRASSGATE', product: 'DoorKeeper 1', port: 4070 },
  { family: 'MUDLARK', product: 'FileHarbour 5', port: 2049 },
  { family: 'OLDQUARRY', product: 'LegacyShare v1', port: 4455 },
  { family: 'QUIETLOOM', product: 'WeaveDesk 9', port: 3389 },
  { family: 'SLOWFERRY', product: 'QueueBoat 2', port: 5672 },
  { family: 'THISTLEBOX', product: 'CamNest 6', port: 554 },
  { family: 'NORTHPIER', product: 'PortCaptain 3', port: 7547 },
  { family: 'GLASSWREN', product: 'WardBook 8', port: 2575 },
  { family: 'IRONMOTH', product: 'GridLedger 4', port: 2404 },
  { family: 'PAPERKITE', product: 'FormFlow 2', port: 8080 },
  { family: 'STILLPOND', product: 'WaterEye 5', port: 20000 },
  { family: 'WINTERKEEL', product: 'CargoList 1', port: 1521 },
  { family: 'FERNSTEP', product: 'LoginLane 6', port: 636 },
  { family: 'HOLLOWREED', product: 'SwitchRoom 2', port: 161 },
];

type Operator = { operator: string; sector: string; service: string };
export const operators: Readonly<Record<Member, readonly Operator[]>> = {
  xa: [
    { operator: 'Arvenia Rail', sector: 'rail', service: 'passenger ticketing' },
    { operator: 'Arvenia Waterworks', sector: 'water', service: 'pumping station control' },
    { operator: 'Bank of Tellin', sector: 'finance', service: 'card payments' },
  ],
  xb: [
    { operator: 'Belmara Mobile', sector: 'telecommunications', service: 'мобильная связь' },
    { operator: 'Belmara Ports', sector: 'transport', service: 'обработка грузов' },
    { operator: 'Belmara Grid', sector: 'energy', service: 'распределение электроэнергии' },
  ],
  xc: [
    { operator: 'Corvath General Hospital', sector: 'health', service: '门诊登记' },
    { operator: 'Corvath Metro', sector: 'rail', service: '列车调度' },
    { operator: 'Corvath Registry', sector: 'government', service: '居民登记' },
  ],
};

type Say = {
  lang: string;
  incident(o: Outbreak, where: string): { title: string; description: string };
  warning(o: Outbreak): { title: string; summary: string; mitigation: string };
  count: string;
  lower: string;
  falseAlarm: string;
};

/** Each member writes in the working language in which it works. */
export const say: Readonly<Record<Member, Say>> = {
  xa: {
    lang: 'en',
    incident: ({ family, product, port }, where) => ({
      title: `${family} at ${where}: hosts fail one after the other`,
      description: `Hosts that run ${product} stop answering. Connections come in on port ${port}/tcp. The beacon is 198.51.100.${port % 250}.`,
    }),
    warning: ({ family, product, port }) => ({
      title: `${family} spreads through ${product}`,
      summary: `${family} enters through ${product} on port ${port}/tcp and goes on from host to host.`,
      mitigation: `Close port ${port}/tcp towards the internet. Apply the vendor’s patch. Look for connections to 198.51.100.${port % 250}.`,
    }),
    count: 'Counted by the operators; not checked on site.',
    lower: 'Two sites were counted twice.',
    falseAlarm: 'It was a faulty update of the vendor, not an attack. No host was affected.',
  },
  xb: {
    lang: 'ru',
    incident: ({ family, product, port }, where) => ({
      title: `${family}: отказ узлов у ${where}`,
      description: `Узлы с ${product} перестают отвечать. Соединения приходят на порт ${port}/tcp. Адрес управления 198.51.100.${port % 250}.`,
    }),
    warning: ({ family, product, port }) => ({
      title: `${family} распространяется через ${product}`,
      summary: `${family} проникает через ${product}, порт ${port}/tcp, и переходит от узла к узлу.`,
      mitigation: `Закройте порт ${port}/tcp со стороны интернета. Установите исправление. Проверьте соединения с 198.51.100.${port % 250}.`,
    }),
    count: 'По данным операторов, на месте не проверено.',
    lower: 'Два объекта были посчитаны дважды.',
    falseAlarm: 'Это было ошибочное обновление поставщика, а не атака. Ни один узел не затронут.',
  },
  xc: {
    lang: 'zh',
    incident: ({ family, product, port }, where) => ({
      title: `${where} 主机陆续失效:${family}`,
      description: `运行 ${product} 的主机停止响应。连接来自端口 ${port}/tcp。控制地址为 198.51.100.${port % 250}。`,
    }),
    warning: ({ family, product, port }) => ({
      title: `${family} 通过 ${product} 传播`,
      summary: `${family} 经 ${product} 的端口 ${port}/tcp 侵入,并在主机之间蔓延。`,
      mitigation: `关闭面向互联网的端口 ${port}/tcp。安装厂商补丁。检查与 198.51.100.${port % 250} 的连接。`,
    }),
    count: '数字由运营方提供,未经现场核实。',
    lower: '有两处地点被重复计算。',
    falseAlarm: '这是厂商的错误更新,不是攻击。没有主机受到影响。',
  },
};

export const refusals = [
  'The port is wrong: the operators report another one.',
  'The legal basis does not cover this. Name article 7.',
  'One source is not enough for a warning. Wait for the second one.',
] as const;

export const recalls = [
  'sent too widely',
  'the operator asked for its name to be taken back',
  'superseded, and wrong in its numbers',
] as const;

/** Behaviour as a matrix shows it: a phase of the kill chain, and what was done in it. */
export const techniques: readonly (readonly [phase: string, name: string])[] = [
  ['initial-access', 'Exploits a service that faces the internet'],
  ['initial-access', 'Sends mail with a link to a form'],
  ['execution', 'Runs a command interpreter'],
  ['persistence', 'Adds a scheduled task'],
  ['privilege-escalation', 'Abuses a driver that is signed'],
  ['defense-evasion', 'Clears the event log'],
  ['credential-access', 'Reads passwords from memory'],
  ['discovery', 'Lists the shares of a network'],
  ['lateral-movement', 'Copies itself over a file share'],
  ['command-and-control', 'Speaks through a web service'],
  ['exfiltration', 'Sends an archive in small parts'],
  ['impact', 'Encrypts files and asks for money'],
];
