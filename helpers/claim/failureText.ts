import { redact } from '../evidence/redact.ts';
import type { Assertion, ClaimEvidence } from '../evidence/schema.ts';

/** What a failing claim prints: verdict and cause, quote, probe, expected, observed, witnesses, and how to see it again. */
export function failureText(claim: ClaimEvidence, decided?: Assertion): string {
  const assertions = [...(decided ? [decided] : []), ...claim.controls, ...claim.expectations];
  const deciding = assertions.find((one) => !one.agrees) ?? assertions.at(-1);
  const observation = claim.observations.find((one) => deciding?.observations.includes(one.id));
  const expected = claim.basis === 'measured' ? claim.expected : `${claim.expected} (predicted, never measured)`;
  const lines = [
    `${claim.id} is ${claim.verdict}; the ledger expects ${expected}. ${claim.reason}`,
    `quote     ${claim.document}:${claim.line} “${claim.quote.split('\n')[0]}”`,
    ...(observation
      ? [
          `probe     ${observation.probe.from ? `${observation.probe.from}: ` : ''}${observation.probe.command ?? observation.probe.says}`,
        ]
      : []),
    ...(deciding
      ? [
          `expected  ${deciding.expected}`,
          `observed  ${deciding.observed}${deciding.distinct.length > 1 ? `; ${deciding.distinct.map(({ says, count }) => `${count}× ${says}`).join(', ')}` : ''}`,
        ]
      : []),
    ...erratumLine(claim),
    `witnesses ${claim.witnesses.join(', ') || 'none'}`,
    `again     ${claim.reproduce}`,
  ];
  return redact(lines.join('\n'), new Map());
}

function erratumLine({ erratum, verdict, expected }: ClaimEvidence): string[] {
  if (!erratum || erratum.verdict === 'verified') return [];
  if (erratum.verdict !== 'not-run') return [`erratum   ${erratum.verdict}: ${erratum.text}`];
  return verdict === expected ? [`erratum   not tested, the spec asserts none: ${erratum.text}`] : [];
}
