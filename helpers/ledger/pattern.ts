import { z } from 'zod';

/** Begins with ^, so that a command's exit status cannot be passed over. */
export const pattern = z
  .string()
  .regex(/^\^./, 'a regular expression that begins with ^')
  .refine(isRegularExpression, { error: 'no valid regular expression' });

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
