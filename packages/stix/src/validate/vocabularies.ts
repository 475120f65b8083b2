import { words } from './registries/words.ts';
import type { WarningCode } from './finding.ts';

export interface Vocabulary {
  readonly code: WarningCode;
  readonly clause: string;
  readonly values: ReadonlySet<string>;
}

const vocabulary = (code: WarningCode, clause: string, values: string): Vocabulary => ({
  code,
  clause,
  values: words(values),
});

/** The open vocabularies of STIX 2.1 §10: a value from elsewhere is let in with a warning. */
export const VOCABULARIES = {
  account: vocabulary(
    'account-type',
    '10.1',
    'facebook ldap nis openid radius skype tacacs twitter unix windows-local windows-domain',
  ),
  motivation: vocabulary(
    'attack-motivation',
    '10.2',
    `accidental coercion dominance ideology notoriety organizational-gain personal-gain personal-satisfaction revenge
     unpredictable`,
  ),
  resources: vocabulary('attack-resource-level', '10.3', 'individual club contest team organization government'),
  context: vocabulary('grouping-context', '10.6', 'suspicious-activity malware-analysis unspecified'),
  identity: vocabulary('identity-class', '10.8', 'individual group system organization class unknown'),
  implementation: vocabulary(
    'implementation-languages',
    '10.9',
    `applescript bash c c++ c# go java javascript lua objective-c perl php powershell python ruby rust scala swift typescript
     visual-basic x86-32 x86-64`,
  ),
  indicator: vocabulary(
    'indicator-types',
    '10.10',
    'anomalous-activity anonymization benign compromised malicious-activity attribution unknown',
  ),
  sector: vocabulary(
    'industry-sector',
    '10.11',
    `agriculture aerospace automotive chemical commercial communications construction defense education energy
     entertainment financial-services government emergency-services government-local government-national
     government-public-services government-regional healthcare hospitality-leisure infrastructure dams nuclear water
     insurance legal manufacturing mining non-profit pharmaceuticals retail technology telecommunications transportation
     utilities`,
  ),
  infrastructure: vocabulary(
    'infrastructure-types',
    '10.12',
    `amplification anonymization botnet command-and-control control-system exfiltration firewall hosting-malware
     hosting-target-lists phishing reconnaissance routers-switches staging workstation unknown`,
  ),
  capability: vocabulary(
    'malware-capabilities',
    '10.13',
    `accesses-remote-machines anti-debugging anti-disassembly anti-emulation anti-memory-forensics anti-sandbox anti-vm
     captures-input-peripherals captures-output-peripherals captures-system-state-data cleans-traces-of-infection
     commits-fraud communicates-with-c2 compromises-data-availability compromises-data-integrity
     compromises-system-availability controls-local-machine degrades-security-software degrades-system-updates
     determines-c2-server emails-spam escalates-privileges evades-av exfiltrates-data fingerprints-host hides-artifacts
     hides-executing-code infects-files infects-remote-machines installs-other-components persists-after-system-reboot
     prevents-artifact-access prevents-artifact-deletion probes-network-environment self-modifies
     steals-authentication-credentials violates-system-operational-integrity`,
  ),
  result: vocabulary('malware-result', '10.14', 'malicious suspicious benign unknown'),
  malware: vocabulary(
    'malware-types',
    '10.15',
    `adware backdoor bot bootkit ddos downloader dropper exploit-kit keylogger ransomware remote-access-trojan
     resource-exploitation rogue-security-software rootkit screen-capture spyware trojan unknown virus webshell wiper
     worm`,
  ),
  pattern: vocabulary('indicator-pattern-types', '10.19', 'stix pcre sigma snort suricata yara'),
  processor: vocabulary('processor-architecture', '10.20', 'alpha arm ia-64 mips powerpc sparc x86 x86-64'),
  region: vocabulary(
    'region',
    '10.21',
    `africa eastern-africa middle-africa northern-africa southern-africa western-africa americas
     latin-america-caribbean south-america caribbean central-america northern-america asia central-asia eastern-asia
     southern-asia south-eastern-asia western-asia europe eastern-europe northern-europe southern-europe western-europe
     oceania australia-new-zealand melanesia micronesia polynesia antarctica`,
  ),
  report: vocabulary(
    'report-types',
    '10.22',
    `attack-pattern campaign identity incident indicator intrusion-set malware observed-data threat-actor threat-report
     tool vulnerability`,
  ),
  actor: vocabulary(
    'threat-actor-types',
    '10.23',
    `activist competitor crime-syndicate criminal hacker insider-accidental insider-disgruntled nation-state
     private-sector sensationalist spy terrorist unknown`,
  ),
  role: vocabulary(
    'threat-actor-role',
    '10.24',
    'agent director independent infrastructure-architect infrastructure-operator malware-author sponsor',
  ),
  sophistication: vocabulary(
    'threat-actor-sophistication',
    '10.25',
    'none minimal intermediate advanced expert innovator strategic',
  ),
  tool: vocabulary(
    'tool-types',
    '10.26',
    `denial-of-service exploitation information-gathering network-capture credential-exploitation remote-access
     vulnerability-scanning unknown`,
  ),
  pebinary: vocabulary('windows-pebinary-type', '10.28', 'dll exe sys'),
  definition: vocabulary('marking-definition-type', '7.2.1', 'statement tlp'),
} as const satisfies Record<string, Vocabulary>;

export type VocabularyName = keyof typeof VOCABULARIES;
