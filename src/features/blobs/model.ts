import { z } from 'zod';
import { digestSchema } from '#features/records/model.ts';

/** What `POST /api/blobs` answers: with a media type it is an entry of a draft's `blobs`. */
export const addedBlobSchema = z.strictObject({ sha256: digestSchema, size: z.int() });
export type AddedBlob = z.infer<typeof addedBlobSchema>;

/** How long a file that was handed in waits for a record that names it. */
export const uploadLifeMs = 24 * 3600_000;
/** What one authority may have waiting. */
export const maxWaiting = 1_000;
export const maxWaitingBytes = 8 * 1024 * 1024 * 1024;
