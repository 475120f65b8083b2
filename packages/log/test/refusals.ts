import { expect } from 'vitest';
import { LogError } from '../src/index.ts';
import type { LogErrorCode } from '../src/index.ts';

/** The code with which something is refused; null when it is not. Any other error is a bug and passes through. */
export function refusalOf(action: () => unknown): LogErrorCode | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
}

export function expectRefusal(action: () => unknown, code: LogErrorCode): void {
  expect(refusalOf(action)).toBe(code);
}

export async function expectRejection(action: Promise<unknown>, code: LogErrorCode): Promise<void> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LogError);
  expect(error).toHaveProperty('code', code);
}
