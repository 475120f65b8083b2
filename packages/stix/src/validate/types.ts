import type { ObjectOf } from './kinds.ts';
import type { ObjectIn } from './table.ts';
import type { TABLES } from './tables/all.ts';
import type { CORE, OBSERVABLE } from './tables/common.ts';

/** Every object that the specification defines, told apart by `type`. Read from the tables that objects are judged by. */
export type AnyStix = ObjectIn<(typeof TABLES)[number]>;

export type StixType = AnyStix['type'];

/** The objects of one type: `Stix<'campaign'>`. */
export type Stix<T extends StixType> = Extract<AnyStix, { readonly type: T }>;

/** An object of a type that is not in the specification. */
export type CustomStix = (ObjectOf<typeof CORE> | ObjectOf<typeof OBSERVABLE>) & Readonly<Record<string, unknown>>;

/** A bundle (STIX 2.1 §8). */
export interface StixBundle {
  readonly type: 'bundle';
  readonly id: string;
  readonly objects?: readonly (AnyStix | CustomStix)[];
}

export type AttackPattern = Stix<'attack-pattern'>;
export type Campaign = Stix<'campaign'>;
export type CourseOfAction = Stix<'course-of-action'>;
export type Grouping = Stix<'grouping'>;
export type Identity = Stix<'identity'>;
export type Incident = Stix<'incident'>;
export type Indicator = Stix<'indicator'>;
export type Infrastructure = Stix<'infrastructure'>;
export type IntrusionSet = Stix<'intrusion-set'>;
export type Location = Stix<'location'>;
export type Malware = Stix<'malware'>;
export type MalwareAnalysis = Stix<'malware-analysis'>;
export type Note = Stix<'note'>;
export type ObservedData = Stix<'observed-data'>;
export type Opinion = Stix<'opinion'>;
export type Report = Stix<'report'>;
export type ThreatActor = Stix<'threat-actor'>;
export type Tool = Stix<'tool'>;
export type Vulnerability = Stix<'vulnerability'>;

export type Relationship = Stix<'relationship'>;
export type Sighting = Stix<'sighting'>;

export type Artifact = Stix<'artifact'>;
export type AutonomousSystem = Stix<'autonomous-system'>;
export type Directory = Stix<'directory'>;
export type DomainName = Stix<'domain-name'>;
export type EmailAddr = Stix<'email-addr'>;
export type EmailMessage = Stix<'email-message'>;
export type File = Stix<'file'>;
export type Ipv4Addr = Stix<'ipv4-addr'>;
export type Ipv6Addr = Stix<'ipv6-addr'>;
export type MacAddr = Stix<'mac-addr'>;
export type Mutex = Stix<'mutex'>;
export type NetworkTraffic = Stix<'network-traffic'>;
export type Process = Stix<'process'>;
export type Software = Stix<'software'>;
export type Url = Stix<'url'>;
export type UserAccount = Stix<'user-account'>;
export type WindowsRegistryKey = Stix<'windows-registry-key'>;
export type X509Certificate = Stix<'x509-certificate'>;

export type LanguageContent = Stix<'language-content'>;
export type MarkingDefinition = Stix<'marking-definition'>;
export type ExtensionDefinition = Stix<'extension-definition'>;
