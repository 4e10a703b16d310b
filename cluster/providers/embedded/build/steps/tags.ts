/**
 * Tags beside the first one under which the registry has a stand-in: what public manifests and commands are seen to name.
 * A list and no pattern, because a tag that was never published has to stay unknown here too.
 */
const further: Record<string, string[]> = {
  'docker.io/curlimages/curl': ['7.75.0', '7.85.0', '8.5.0', '8.9.1', '8.10.1', '8.11.1', '8.12.1', '8.16.0'],
  'docker.io/library/alpine': ['3', '3.18', '3.19', '3.20', '3.21', '3.22', '3.23'],
  'docker.io/library/busybox': ['1.28', '1.36', '1.37'],
  'docker.io/mccutchen/go-httpbin': ['latest'],
};

/** An image under each of its tags, the given one first. */
export function underEachTag({ step, ref }: { step: string; ref: string }): { step: string; ref: string }[] {
  const name = ref.replace(/:[^/:]*$/, '');
  return [ref, ...(further[name] ?? []).map((tag) => `${name}:${tag}`)].map((each) => ({ step, ref: each }));
}
