import type { Page } from 'playwright-core';

/** The page's own time at which this holds, looked at in each frame: its policy lets nobody poll by text from outside. */
export const until = (page: Page, holds: string): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const look = () => ((${holds}) ? resolve(performance.now()) : requestAnimationFrame(look));
    look();
  })`);

/** A script that does something in each of so many frames; it gives the time from each to the next, in milliseconds. */
export const fillFrames = (act: string, frames: number): string => `new Promise((resolve) => {
  const times = [];
  let last;
  const next = (now) => {
    if (last !== undefined) times.push(now - last);
    last = now;
    if (times.length === ${frames}) return resolve(times);
    ${act};
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

const frameMs = 1_000 / 60;

/** Frames that were not drawn, at sixty a second. */
export const missedFrames = (times: readonly number[]): number =>
  times.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / frameMs) - 1), 0);
