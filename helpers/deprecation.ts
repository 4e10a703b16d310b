/** How kubectl, istioctl and the API server call something deprecated: a flag or command of cobra, a kind, a field, an annotation. */
export const saysDeprecated = /\b(?:is|are|has been|have been) deprecated\b|\bdeprecated (?:since|in|as of) v?\d/i;
