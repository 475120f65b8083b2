import {
  boolean,
  list,
  open,
  reference,
  references,
  required,
  text,
  texts,
  timestamp,
  anyReference,
} from '../kinds.ts';
import { quote } from '../judge.ts';
import { judgePattern } from '../judge-pattern.ts';
import { domain } from '../table.ts';
import { aliases, inOrder, killChainPhases, named, strictlyInOrder } from './parts.ts';

export const attackPattern = domain('attack-pattern', '4.1.1', {
  ...named,
  aliases,
  kill_chain_phases: killChainPhases,
});

export const courseOfAction = domain('course-of-action', '4.3.1', named);

export const indicator = domain(
  'indicator',
  '4.7.1',
  {
    name: text,
    description: text,
    indicator_types: list(open('indicator')),
    pattern: required(text),
    pattern_type: required(open('pattern')),
    pattern_version: text,
    valid_from: required(timestamp),
    valid_until: timestamp,
    kill_chain_phases: killChainPhases,
  },
  [
    strictlyInOrder('valid_from', 'valid_until'),
    { rule: 'should-have', names: ['name', 'description'], code: 'indicator-properties' },
    { rule: 'checked', check: judgePattern },
  ],
);

export const infrastructure = domain(
  'infrastructure',
  '4.8.1',
  {
    ...named,
    infrastructure_types: list(open('infrastructure')),
    aliases,
    kill_chain_phases: killChainPhases,
    first_seen: timestamp,
    last_seen: timestamp,
  },
  [inOrder('first_seen', 'last_seen')],
);

export const malware = domain(
  'malware',
  '4.11.1',
  {
    name: text,
    description: text,
    malware_types: list(open('malware')),
    is_family: required(boolean),
    aliases,
    kill_chain_phases: killChainPhases,
    first_seen: timestamp,
    last_seen: timestamp,
    operating_system_refs: references('software'),
    architecture_execution_envs: list(open('processor')),
    implementation_languages: list(open('implementation')),
    capabilities: list(open('capability')),
    sample_refs: references('file', 'artifact'),
  },
  [inOrder('first_seen', 'last_seen'), { rule: 'needs', name: 'is_family', is: true, needs: ['name'] }],
);

export const malwareAnalysis = domain(
  'malware-analysis',
  '4.12.1',
  {
    product: required(text),
    version: text,
    host_vm_ref: reference('software'),
    operating_system_ref: reference('software'),
    installed_software_refs: references('software'),
    configuration_version: text,
    modules: texts,
    analysis_engine_version: text,
    analysis_definition_version: text,
    submitted: timestamp,
    analysis_started: timestamp,
    analysis_ended: timestamp,
    result_name: text,
    result: open('result'),
    analysis_sco_refs: list(anyReference),
    sample_ref: reference('artifact', 'file', 'network-traffic'),
  },
  [
    { rule: 'any-of', names: ['result', 'analysis_sco_refs'] },
    {
      rule: 'checked',
      check: ({ product }, judge) => {
        if (typeof product === 'string' && !/^[a-z0-9-]+$/.test(product)) {
          judge.warn('malware-analysis-product', `${quote(product)} should be lower case with hyphens between words`);
        }
      },
    },
  ],
);

export const tool = domain('tool', '4.18.1', {
  ...named,
  tool_types: list(open('tool')),
  aliases,
  kill_chain_phases: killChainPhases,
  tool_version: text,
});

export const vulnerability = domain('vulnerability', '4.19.1', named);
