import { z } from 'zod';

const shortText = z.string().min(1).max(200);
const longText = z.string().max(8_000);
const disturbing = z
  .boolean()
  .meta({ description: 'Its text weighs on who reads it: it is folded until it is asked for.' });

/** An incident at a critical facility, as its member reports it. Severity follows the service that fails, never the attacker. */
export const incidentReportSchema = z.strictObject({
  title: shortText,
  operator: shortText,
  sector: z.enum([
    'energy',
    'rail',
    'transport',
    'telecommunications',
    'finance',
    'health',
    'water',
    'government',
    'digital-infrastructure',
  ]),
  service: shortText,
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  hostsAffected: z.int().min(0).max(100_000_000),
  detectedAt: z.iso.datetime(),
  description: longText,
  disturbing: disturbing.exactOptional(),
});

/** How many hosts a member found affected by the same incident: a number, no names (domain 5.1 a3, a8). */
export const incidentCountSchema = z.strictObject({
  hosts: z.int().min(0).max(100_000_000),
  operators: z.int().min(0).max(100_000).exactOptional(),
  asOf: z.iso.datetime(),
  note: longText.exactOptional(),
});

export const incidentStateSchema = z.strictObject({
  state: z.enum(['NOTIFIED', 'CORRELATED', 'WARNING_ISSUED']),
  members: z.int(),
  warnings: z.int(),
  hosts: z.int(),
});
export type IncidentState = z.infer<typeof incidentStateSchema>;
/** What `foldIncident` reads of a record of the case; hosts only where the body is still here. */
export type IncidentRecord = {
  ref: string;
  kind: string;
  participant: string;
  hosts: number | null;
  /** One person put it into force, and nobody confirmed it in time. */
  isLapsed?: boolean;
};
