import type { ObjectTable } from '../table.ts';
import { emailAddr, emailMessage, userAccount } from './accounts.ts';
import { campaign, identity, intrusionSet, threatActor } from './actors.ts';
import { x509Certificate } from './certificate.ts';
import { grouping, incident, location, note, observedData, opinion, report } from './context.ts';
import { artifact, directory, file } from './files.ts';
import { mutex, process, software, windowsRegistryKey } from './host.ts';
import { extensionDefinition, languageContent, markingDefinition } from './meta.ts';
import { autonomousSystem, domainName, ipv4Addr, ipv6Addr, macAddr, networkTraffic, url } from './network.ts';
import { relationship, sighting } from './relationships.ts';
import {
  attackPattern,
  courseOfAction,
  indicator,
  infrastructure,
  malware,
  malwareAnalysis,
  tool,
  vulnerability,
} from './threats.ts';

/** Every type of object that STIX 2.1 defines. */
export const TABLES = [
  attackPattern,
  campaign,
  courseOfAction,
  grouping,
  identity,
  incident,
  indicator,
  infrastructure,
  intrusionSet,
  location,
  malware,
  malwareAnalysis,
  note,
  observedData,
  opinion,
  report,
  threatActor,
  tool,
  vulnerability,
  relationship,
  sighting,
  artifact,
  autonomousSystem,
  directory,
  domainName,
  emailAddr,
  emailMessage,
  file,
  ipv4Addr,
  ipv6Addr,
  macAddr,
  mutex,
  networkTraffic,
  process,
  software,
  url,
  userAccount,
  windowsRegistryKey,
  x509Certificate,
  languageContent,
  markingDefinition,
  extensionDefinition,
] as const satisfies readonly ObjectTable[];
