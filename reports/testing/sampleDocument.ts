export const samplePath = 'fixtures/documents/module-9.md';

/** A small document under test, in the style of the real ones. */
export const sampleDocument = `# Module 9: A Sample

**Duration**: 2-3 hours

## The Customer Problem

- **Competitive risk**: Customers demand security certifications

## Exercise 4: The Policy Enforcement Problem

### Step 1: Implement Basic Network Policy

\`\`\`bash
kubectl apply -f backend-policy.yaml
## a comment, not a heading
\`\`\`

#### Verify: Test Basic Connectivity

\`\`\`bash
kubectl run attacker --image=curlimages/curl -it --rm -- curl -m 5 http://backend
\`\`\`

This should fail with "Operation timed out" after 5 seconds.

It works for <script>alert(1)</script> & "quoted" names, too.

## Exercise 6: Automatic Security

\`\`\`bash
istioctl authn tls-check
kubectl exec deploy/sniffer -- tcpdump -c 10 port 80
\`\`\`

Nothing readable is on the wire – traffic is encrypted.

Sidecars add a latency of 1 to 2 ms.

An OpenShift Route gives the same result.

All pods answer from one address.
`;

/** The number (from 1) of the first line with `text`. */
export function lineOf(text: string): number {
  const index = sampleDocument.split('\n').findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`the sample document has no line with: ${text}`);
  return index + 1;
}
