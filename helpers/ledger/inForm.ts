/** A ledger's text as ledgers are kept: in prettier's form. */
export async function inForm(text: string, file: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  return format(text, { ...(await resolveConfig(file)), parser: 'yaml' });
}
