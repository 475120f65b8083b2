import { list, open, text, texts, timestamp } from '../kinds.ts';
import { domain } from '../table.ts';
import { aliases, inOrder, motivation, motivations, named } from './parts.ts';

const seen = { first_seen: timestamp, last_seen: timestamp } as const;

export const campaign = domain('campaign', '4.2.1', { ...named, aliases, ...seen, objective: text }, [
  inOrder('first_seen', 'last_seen'),
]);

export const identity = domain('identity', '4.5.1', {
  ...named,
  roles: texts,
  identity_class: open('identity'),
  sectors: list(open('sector')),
  contact_information: text,
});

export const intrusionSet = domain(
  'intrusion-set',
  '4.9.1',
  {
    ...named,
    aliases,
    ...seen,
    goals: texts,
    resource_level: open('resources'),
    primary_motivation: motivation,
    secondary_motivations: motivations,
  },
  [inOrder('first_seen', 'last_seen')],
);

export const threatActor = domain(
  'threat-actor',
  '4.17.1',
  {
    ...named,
    threat_actor_types: list(open('actor')),
    aliases,
    ...seen,
    roles: list(open('role')),
    goals: texts,
    sophistication: open('sophistication'),
    resource_level: open('resources'),
    primary_motivation: motivation,
    secondary_motivations: motivations,
    personal_motivations: motivations,
  },
  [inOrder('first_seen', 'last_seen')],
);
