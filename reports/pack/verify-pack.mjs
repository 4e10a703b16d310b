// Checks a Meshproof evidence pack. Needs Node.js 18 or newer and no package.
//   node verify-pack.mjs <pack> [--key <fingerprint>]
// Exit status: 0 intact, 1 a problem (each line names the file), 3 usage.
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const schema = 'meshproof/evidence/v1';
const sumsFile = 'SHA256SUMS';
const journalFile = 'journal.jsonl';
const attestations = 'attestations';
const envelopes = { 'test-result.dsse.json': 'test-result/v0.1', 'reference.dsse.json': 'reference/v0.1' };
const publicKeyFile = 'signer.pub.pem';
const payloadType = 'application/vnd.in-toto+json';

const readable = (error) => (error instanceof Error ? error.message : String(error));

// eslint-disable-next-line no-control-regex -- they are what is replaced
const obeyed = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Names and words of a pack are whoever's made it: none of their characters moves a cursor, breaks a line or gives orders to CI. */
const shown = (text) =>
  text
    .replace(obeyed, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/^(\s*)::/, '$1: :')
    .replaceAll('##[', '## [');

/** Bytes of a text of a pack: it is read at once. */
const longest = 256 * 1024 ** 2;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// A link that takes the place of a file after the look at the folder is not followed, and a pipe does not block.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const chunk = Buffer.alloc(1024 ** 2);

// Read synchronously: for thousands of small files streams and promises take seconds.
export function hashFile(file) {
  const opened = openSync(file, flags);
  try {
    if (!fstatSync(opened).isFile()) throw new Error(`${file}: not a regular file any more`);
    const hash = createHash('sha256');
    for (let bytes; (bytes = readSync(opened, chunk)) > 0;) hash.update(chunk.subarray(0, bytes));
    return hash.digest('hex');
  } finally {
    closeSync(opened);
  }
}

const kindOf = (entry) =>
  entry.isSymbolicLink() ? 'a symbolic link' : entry.isFIFO() ? 'a pipe' : entry.isSocket() ? 'a socket' : 'a device';

/** Paths of all regular files below `dir`, with `/`, and what else there is: that is never read. */
async function filesBelow(dir, prefix = '') {
  const entries = await readdir(join(dir, prefix), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) return filesBelow(dir, `${path}/`);
      return entry.isFile()
        ? { files: [path], others: [] }
        : { files: [], others: [`${path}: not a regular file (${kindOf(entry)})`] };
    }),
  );
  return { files: found.flatMap(({ files }) => files), others: found.flatMap(({ others }) => others) };
}

/** The text of a regular file of the pack. */
async function textOf(dir, files, path) {
  if (!files.includes(path)) throw new Error('not a regular file of the pack');
  const file = await open(join(dir, path), flags);
  try {
    const { size } = await file.stat();
    if (size > longest) throw new Error(`it has ${size} bytes, and ${longest} is the most`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** Canonical JSON (RFC 8785): keys are sorted, and JSON.stringify writes numbers and strings. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

function parseSums(source) {
  return new Map(
    source
      .split('\n')
      .filter(Boolean)
      .map((line, index) => {
        const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
        if (!hash) throw new Error(`line ${index + 1} is not "<sha256>  <path>": ${line}`);
        return [path, hash];
      }),
  );
}

async function checkSums(dir, files, hashOf) {
  const listed = parseSums(await textOf(dir, files, sumsFile));
  const present = new Set(files.filter((path) => path !== sumsFile && !path.startsWith(`${attestations}/`)));
  const problems = [];
  for (const [path, hash] of listed) {
    if (!present.has(path)) problems.push(`${path}: removed (listed in ${sumsFile}, not in the pack)`);
    else if (hashOf(path) !== hash) problems.push(`${path}: altered (its hash is not the one in ${sumsFile})`);
  }
  for (const path of present) if (!listed.has(path)) problems.push(`${path}: added (in the pack, not listed in ${sumsFile})`);
  return problems;
}

/** The hashes in raw/ that a JSON value names, each with a description of the place that names it. */
function named(value, whose, into = new Map()) {
  if (Array.isArray(value)) for (const one of value) named(one, whose, into);
  else if (value && typeof value === 'object') {
    const { id, path, name, sha256: hash } = value;
    const here = path ?? (typeof id === 'string' && !id.includes('/') ? id : whose);
    if (hash) into.set(hash, name ? `${name} of ${here}` : `the document ${here}`);
    for (const one of Object.values(value)) named(one, here, into);
  }
  return into;
}

/** The hashes that the journal names. An interrupted claim that ran again leaves outputs that evidence.json does not name. */
const journaled = (journal) => new Set([...journal.matchAll(/"sha256":"([0-9a-f]{64})"/g)].map(([, hash]) => hash));

function checkRaw(files, evidence, journal, hashOf) {
  const present = new Set(files.filter((path) => path.startsWith('raw/')));
  const { documents, claims, run, walkthroughs, notices, fidelity } = evidence;
  const wanted = named([documents, claims, run, walkthroughs, notices, fidelity], 'the run');
  const also = journaled(journal);
  const problems = [];
  for (const [hash, whose] of wanted) {
    if (!present.has(`raw/${hash}`)) problems.push(`raw/${hash}: missing (${whose}, named in evidence.json)`);
    else if (hashOf(`raw/${hash}`) !== hash) problems.push(`raw/${hash}: its content has another hash (${whose})`);
  }
  for (const path of present) {
    const hash = path.slice('raw/'.length);
    if (!wanted.has(hash) && !also.has(hash)) problems.push(`${path}: orphan (neither evidence.json nor the journal names it)`);
  }
  return problems;
}

function checkCounts({ claims, summary }) {
  const counted = {};
  for (const { verdict } of claims) counted[verdict] = (counted[verdict] ?? 0) + 1;
  const verdicts = [...new Set([...Object.keys(summary), ...Object.keys(counted)])];
  const wrong = verdicts.filter((verdict) => (summary[verdict] ?? 0) !== (counted[verdict] ?? 0));
  const ids = claims.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...wrong.map(
      (verdict) =>
        `evidence.json: the summary says ${summary[verdict] ?? 0} ${verdict}, the claims have ${counted[verdict] ?? 0}`,
    ),
    ...twice.map((id) => `evidence.json: claim ${id} is listed twice`),
  ];
}

/** Events of these kinds. A line that a crash cut short is no event. */
function eventsIn(journal, kinds) {
  return journal.split('\n').flatMap((line) => {
    if (!kinds.some((kind) => line.includes(`"event":"${kind}"`))) return [];
    try {
      const event = JSON.parse(line);
      return kinds.includes(event.event) ? [event] : [];
    } catch {
      return [];
    }
  });
}

/** Whether a value has all that a part of it has: evidence.json also has what a run's end adds. */
function holds(whole, part) {
  if (part === null || typeof part !== 'object') return whole === part;
  if (whole === null || typeof whole !== 'object') return false;
  if (Array.isArray(part) && whole.length !== part.length) return false;
  return Object.entries(part).every(([key, value]) => holds(whole[key], value));
}

const namesOfParts = {
  expectations: 'other expectations',
  controls: 'other controls',
  changes: 'other changes',
  reason: 'another reason',
};

/** Compares evidence.json with what the run wrote down as it went: the last result of each claim, the lab's checks, its end. */
function checkJournal({ claims, run }, journal) {
  const events = eventsIn(journal, ['claim-finished', 'lab-checked', 'run-finished']);
  const of = (kind) => events.filter(({ event }) => event === kind);
  const results = new Map(of('claim-finished').map(({ claim, evidence }) => [claim, evidence]));
  const problems = [];
  for (const claim of claims) {
    const { id, sameAs, verdict } = claim;
    const result = results.get(sameAs ?? id);
    const says = `evidence.json: claim ${id}`;
    if (result ? result.verdict !== verdict : !['editorial', 'not-run'].includes(verdict))
      problems.push(
        result
          ? `${says} is ${verdict}; its last result in ${journalFile} is ${result.verdict}`
          : `${says} is ${verdict}; ${journalFile} has no result of it`,
      );
    else if (result && !sameAs) {
      const { selected: _selected, ...measured } = result;
      const other = Object.keys(measured).find((part) => !holds(claim[part], measured[part]));
      if (other) problems.push(`${says} has ${namesOfParts[other] ?? `another ${other}`} than its last result in ${journalFile}`);
    }
  }
  const present = new Set(claims.map(({ id }) => id));
  for (const id of results.keys())
    if (!present.has(id)) problems.push(`evidence.json: claim ${id} is missing: ${journalFile} has a result of it`);
  const checks = new Map(of('lab-checked').map(({ check }) => [check.says, check]));
  const lab = new Map((run.lab ?? []).map((check) => [check.says, check]));
  for (const says of new Set([...checks.keys(), ...lab.keys()]))
    if (!holds(lab.get(says), checks.get(says) ?? null))
      problems.push(`evidence.json: the check of the lab "${says}" is not its last result in ${journalFile}`);
  if (run.status === 'complete' && of('run-finished').length === 0)
    problems.push(`evidence.json: the run is called complete; ${journalFile} has no end of it`);
  return problems;
}

/** The public key and its fingerprint. Rejects changed bytes that Node would ignore. */
export function readKey(pem) {
  const key = createPublicKey(pem);
  if (key.export({ type: 'spki', format: 'pem' }) !== pem) throw new Error('altered: not the plain form of a public key');
  return { key, keyId: sha256(key.export({ type: 'spki', format: 'der' })) };
}

/**
 * The signed statement of an envelope (DSSE, one signature).
 *
 * @throws {Error} where a byte of the envelope was altered, or another key signed the statement
 */
export function openEnvelope(text, { key, keyId }) {
  const { payload, payloadType: type, signatures } = JSON.parse(text);
  const plain = { payload, payloadType: type, signatures: (signatures ?? []).map(({ keyid, sig }) => ({ keyid, sig })) };
  if (type !== payloadType || plain.signatures.length !== 1 || `${JSON.stringify(plain)}\n` !== text)
    throw new Error('altered: not an envelope in the form that the suite writes');
  const [{ keyid, sig }] = plain.signatures;
  const body = Buffer.from(payload, 'base64');
  const signature = Buffer.from(sig, 'base64');
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${body.length} `), body]);
  if (keyid !== keyId) throw new Error(`altered: the envelope names the key ${keyid}, ${publicKeyFile} is ${keyId}`);
  const asWritten = body.toString('base64') === payload && signature.toString('base64') === sig;
  if (!asWritten || !verify(null, signed, key, signature))
    throw new Error(`altered: the signature does not match ${publicKeyFile}`);
  return JSON.parse(body.toString('utf8'));
}

const digestsOf = (descriptors) => new Map(descriptors.map(({ name, digest }) => [name, digest?.sha256]));

/** Compares the reference statement with evidence.json, SHA256SUMS and each claim. */
function checkReference({ subject, predicate }, evidence, hashes) {
  const signed = digestsOf(predicate.references);
  const problems = [];
  if (digestsOf(subject).get('evidence.json') !== hashes.evidence)
    problems.push('evidence.json: altered (another hash was signed)');
  if (signed.get(sumsFile) !== hashes.sums) problems.push(`${sumsFile}: altered (another hash was signed)`);
  signed.delete(sumsFile);
  const present = new Map(evidence.claims.map((claim) => [claim.id, sha256(canonical(claim))]));
  for (const [id, hash] of signed) {
    if (!present.has(id)) problems.push(`evidence.json: claim ${id} was removed (it was signed)`);
    else if (present.get(id) !== hash) problems.push(`evidence.json: claim ${id} was altered (another hash was signed)`);
  }
  for (const id of present.keys()) if (!signed.has(id)) problems.push(`evidence.json: claim ${id} was added (it was not signed)`);
  return problems;
}

function checkTestResult({ subject, predicate }, evidence, hashes) {
  const file = `${attestations}/test-result.dsse.json`;
  const problems = [];
  const documents = digestsOf(subject);
  for (const { path, sha256: hash } of evidence.documents)
    if (documents.get(path) !== hash) problems.push(`evidence.json: document ${path} is not the one that was signed`);
  if (digestsOf(predicate.configuration).get('evidence.json') !== hashes.evidence)
    problems.push('evidence.json: altered (the signed test result names another hash)');
  const signed = [...predicate.passedTests, ...predicate.warnedTests, ...predicate.failedTests];
  const verdictOf = new Map(evidence.claims.map(({ id, verdict }) => [id, verdict]));
  // a claim without a verdict, or one that should have been applicable, is signed as failed
  const untested = new Set(['editorial', 'not-run', 'not-applicable']);
  const missing = [...verdictOf].filter(([id, verdict]) => !untested.has(verdict) && !signed.includes(id));
  // what is wrong with the run itself is signed as failed too
  const ofRun = (id) => /^(lab|statistics|run): /.test(id) && predicate.failedTests.includes(id);
  const foreign = signed.filter((id) => !ofRun(id) && (verdictOf.get(id) ?? 'editorial') === 'editorial');
  const unpassed = predicate.passedTests.filter((id) => untested.has(verdictOf.get(id)));
  for (const [id] of missing) problems.push(`${file}: claim ${id} has a verdict and was not signed`);
  for (const id of [...foreign, ...unpassed]) problems.push(`${file}: ${id} was signed and has no verdict in evidence.json`);
  return problems;
}

async function checkSignatures(dir, files, evidence, hashOf) {
  const problems = [];
  const wanted = [...Object.keys(envelopes), publicKeyFile];
  const present = files.filter((path) => path.startsWith(`${attestations}/`)).map((path) => path.slice(attestations.length + 1));
  for (const name of wanted) if (!present.includes(name)) problems.push(`${attestations}/${name}: missing`);
  for (const name of present) if (!wanted.includes(name)) problems.push(`${attestations}/${name}: added`);
  if (!present.includes(publicKeyFile)) return { problems };
  let signer;
  try {
    signer = readKey(await textOf(dir, files, `${attestations}/${publicKeyFile}`));
  } catch (error) {
    return { problems: [...problems, `${attestations}/${publicKeyFile}: ${readable(error)}`] };
  }
  const hashes = { evidence: hashOf('evidence.json'), sums: files.includes(sumsFile) ? hashOf(sumsFile) : undefined };
  let unopened = 0;
  for (const [name, type] of Object.entries(envelopes)) {
    if (!present.includes(name)) continue;
    try {
      const statement = openEnvelope(await textOf(dir, files, `${attestations}/${name}`), signer);
      if (statement.predicateType !== `https://in-toto.io/attestation/${type}`) throw new Error(`not a ${type} statement`);
      const check = name.startsWith('reference') ? checkReference : checkTestResult;
      problems.push(...check(statement, evidence, hashes));
    } catch (error) {
      unopened += 1;
      problems.push(`${attestations}/${name}: ${readable(error)}`);
    }
  }
  if (unopened === Object.keys(envelopes).length)
    problems.push(`${attestations}/${publicKeyFile}: altered, or not the key that signed: no statement matches the key`);
  return { problems, keyId: signer.keyId };
}

/**
 * Checks a pack against its own hashes and signatures. Each problem is a line that begins with the name of a file.
 * `key`: the expected fingerprint of the signer.
 */
export async function verifyPack(dir, { key } = {}) {
  const { files, others: problems } = await filesBelow(dir);
  // Each file is read once, whoever asks for its hash.
  const hashes = new Map();
  const hashOf = (path) => hashes.get(path) ?? hashes.set(path, hashFile(join(dir, path))).get(path);
  await checkSums(dir, files, hashOf).then(
    (found) => problems.push(...found),
    (error) => problems.push(`${sumsFile}: cannot be used: ${readable(error)}`),
  );
  let keyId;
  let claims = 0;
  try {
    const evidence = JSON.parse(await textOf(dir, files, 'evidence.json'));
    if (evidence.schema !== schema) throw new Error(`its schema is ${evidence.schema}; this verifier knows ${schema}`);
    claims = evidence.claims.length;
    const journal = files.includes(journalFile) ? await textOf(dir, files, journalFile) : '';
    problems.push(...checkRaw(files, evidence, journal, hashOf), ...checkCounts(evidence));
    if (journal) problems.push(...checkJournal(evidence, journal));
    else problems.push(`${journalFile}: missing: what evidence.json says of its claims cannot be compared`);
    const signed = await checkSignatures(dir, files, evidence, hashOf);
    problems.push(...signed.problems);
    keyId = signed.keyId;
    if (key && keyId !== key) problems.push(`${attestations}/${publicKeyFile}: signed by ${keyId ?? 'nobody'}, not by ${key}`);
  } catch (error) {
    problems.push(`evidence.json: cannot be used: ${readable(error)}`);
  }
  return { problems: [...new Set(problems)], keyId, files: files.length, claims };
}

const own = fileURLToPath(import.meta.url);
/** A pack may bring a verifier of its own making: compare this hash with that of the script in Meshproof's repository. */
const verifiedBy = `verified by verify-pack.mjs ${sha256(readFileSync(own))}`;
const anyKey =
  'Any key is taken without --key <fingerprint>: whoever altered the pack may have signed it with a key of their own.';

const notProven = `Not proven: when the run happened (all times are the machine's own); that the ledger names every statement of the documents;
who holds the key (compare its fingerprint with one that you received another way, or pass that one with --key).`;

/** The program: prints the result and returns the exit status. */
export async function main(args) {
  const at = args.indexOf('--key');
  const key = at < 0 ? undefined : args[at + 1];
  const [dir, ...rest] = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  if (!dir || rest.length > 0 || dir.startsWith('-') || (at >= 0 && !key)) {
    process.stderr.write('Usage: verify-pack.mjs <pack> [--key <fingerprint>]\n');
    return 3;
  }
  const { problems, keyId, files, claims } = await verifyPack(resolve(dir), key ? { key } : {}).catch((error) => ({
    problems: [`${dir}: cannot be read: ${readable(error)}`],
  }));
  if (problems.length > 0) {
    process.stderr.write(
      `${dir}: ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${problems.map(shown).join('\n')}\n${verifiedBy}\n`,
    );
    return 1;
  }
  const signed = `signed by Ed25519 ${keyId}${key ? '' : `\n${anyKey}`}`;
  process.stdout.write(`${dir}: intact. ${files} files, ${claims} claims, ${signed}\n${notProven}\n${verifiedBy}\n`);
  return 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === own) process.exitCode = await main(process.argv.slice(2));
