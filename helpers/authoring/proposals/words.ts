// The words by which a sentence is proposed as a claim or as editorial.

const oneOf = (...names: string[]): string => `\\b(?:${names.join('|')})\\b`;
const anyOf = (...names: string[]): RegExp => new RegExp(oneOf(...names), 'i');

/** What a run can see. The first that a sentence has is named as the reason. */
export const outcomes = [
  /\b(?:you|we)(?:'ll)?(?: \w+)? (?:see|observe|notice)\b/i,
  /\b(?:verify|confirm|check|ensure|make sure) that (?!you\b)/i,
  /\b(?:HTTP |code |status )+[1-5]\d\d\b|\b[1-5]\d\d (?:OK|Forbidden|Not Found|Unauthorized|response|error)\b/i,
  /(?<![\w.-])~?(?:\d{1,2}(?:\.\d+)?[ -]?(?:s|secs?)|\d+(?:\.\d+)?(?:%|[ -]?(?:ms|milliseconds?|seconds?|percent|pods?|replicas?|requests?|times)))(?!\w)/,
  anyOf('(?:at least|at most|exactly|no more than) `?\\d[\\d.]*'),
  anyOf('returns?|returned|responds?|fail(?:s|ed|ing|ure)?|succeed(?:s|ed)?|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?'),
  anyOf('refuse[sd]?|block(?:s|ed|ing)|forbid(?:s|den)?|allow(?:s|ed|ing)?|permit(?:s|ted)?|accept(?:s|ed)?'),
  anyOf('prevents|prevented|restrict(?:s|ed)?|enforces?|enforced|requires?|encrypt(?:s|ed)|plain ?text'),
  anyOf(
    'prints?|displays?|displayed|shows?|shown|lists|appears?|contains?|includes?|indicates?|reports?|presents|output (?:should|will)',
  ),
  anyOf(
    'routes|routed|forwards|forwarded|resolves|resolved|matches|selects|selected|applies|defaults to|listens|distributes?|distributed',
  ),
  anyOf(
    'injected|introduced|intercepts?|terminated|created|deleted|configures|exposes|exposed|verifies|authenticates|rotates|propagates|spreads',
  ),
  anyOf('(?:same|no) effect|by default|automatically|round.robin|no longer|times? out|working as intended|still works'),
];

/** Of an outcome, words that only announce what stands below. */
export const announces = anyOf('see|observe|notice|shows?|shown|output \\w+|prints?|displays?|requires?|includes?');

export const rule = anyOf("must|will|should|can(?:'t|not)|won't|(?:does|do|is|are)n't|only|never|always|every|all|none|no|not");

const verbs = oneOf(
  'access|add|analyze|apply|ask|attempt|build|call|change|check|choose|clean|clone|compare|configure|confirm|connect|consider|copy|create',
  'define|delete|deploy|describe|disable|download|drop|edit|enable|ensure|enter|execute|exit|explore|export|expose|fetch|find|follow',
  'get|go|have|imagine|inspect|install|keep|label|launch|learn|list|load(?! balanc)|log|look|make|modify|move|navigate|note|open|patch',
  'point|practice|prepare|provide|pull|push|read|refer|remember|remove|repeat|replace|reset|restart|retry|return|review|run|save|scale',
  'select|send|set|set ?up|skip|start|stop|suppose|switch|take|test|think|try|type|understand|uninstall|update|use|verify|view|visit',
  'wait|watch|write',
);

export const imperative = new RegExp(`^(?:(?:please|also|just|again|then|now) )*${verbs}`, 'i');

/** "Then run …", "After this, open …", "If it fails, try …": what stands before an instruction. */
export const opening =
  /^(?:(?:after|as|before|for|from|if|in|inside|on|once|optionally|still|then|to|using|when|while|with|next|now|so|first|second|third|finally|note|tip|warning|important|optional|step \d+)\b[^,:]*[,:]\s*)+/i;

/** After an instruction: what its outcome is, the sentence leaves open. */
export const wonder = anyOf('how|whether|if|what|which|who|why');

export const offered = new RegExp(
  `\\b(?:you|we) (?:now |then |also )?(?:can|could|may|might|need to|want to|will(?: need to)?) (?:now |then |also )?${verbs}`,
  'i',
);

const page = oneOf('task|section|guide|page|tutorial|(?:sub-?)?module|exercise|lab|step|example|chapter|document|article|recipe');
const tells = oneOf(
  'shows? (?:you )?how|describes?|explains?|walks?|covers?|focus\\w*|introduces?|demonstrates?|teach\\w*|assumes?|will',
);

export const framing = new RegExp(
  `^\\W*(?:let(?:'s| us| me)\\b|(?:in|by the end of) this (?:[\\w-]+ )?${page}|(?:this|the following) (?:[\\w-]+ )?${page} ${tells})`,
  'i',
);

export const aside = anyOf(
  'we recommend|recommended|we suggest|for more (?:information|details)|learn more|see also|best practice|a good idea|useful for|assumes? (?:that )?you',
);

/** Headings and introductions of what a reader needs, wants or reads elsewhere. */
export const forReaders =
  /^\W*(?:use cases?|prerequisites?|before you (?:begin|start)|requirements|what you(?:'ll| will)? (?:need|learn)|(?:learning )?objectives|next steps?|what's next|further reading|see also|references|resources)\b|\bassumes? that you\b/i;

export const label = /^\W*(?:duration|(?:estimated )?time|level|difficulty|audience|authors?|goals?|prerequisites)\W*:/i;

export const opinion = anyOf(
  "customers?|company|teams?|business|costs?|compliance|audit\\w*|stakeholders?|enterprises?|budget|ROI|risks?|we'll|I|\\d+ days",
  'eas(?:y|ily)|simpl[ey]|powerful|useful|great|matters|convenient|ideal(?:ly)?|better|best|credible',
);

export const thing = anyOf(
  'pods?|services?|prox(?:y|ies)|sidecars?|polic(?:y|ies)|requests?|traffic|containers?|IPs?|namespaces?|mesh|mTLS|certificates?|workloads?',
  'connections?|labels?|clusters?|nodes?|ports?|clients?|gateways?|identit(?:y|ies)|deployments?|control plane|the app(?:lication)?',
);

export const does = anyOf(
  'is|are|was|means?|has|have|gets?|gives?|uses?|runs?|running|sets?|goes|works?|stays?|keeps?|changes?|handles?|manages?|adds?|talks?',
  'takes?|makes?|lacks?|rel(?:y|ies)|sees?|consolidates?|registered|supports?',
);
