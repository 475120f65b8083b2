import type { Hono } from 'hono';
import type { ApiDeps } from '#app.ts';
import { createApi } from '#app.ts';

/** The program's routes without a node behind them: to look at, not to ask. Whatever they would need is missing. */
export const bareApi = (): Hono => createApi({ hosts: [] } as unknown as ApiDeps);
