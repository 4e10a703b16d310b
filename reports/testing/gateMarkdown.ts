import MarkdownIt from 'markdown-it';

/** Reads Markdown with everything that GitHub lets pass: HTML, and addresses that become links. */
export const md = new MarkdownIt({ html: true, linkify: true });
// of GitHub's addresses; these three are markdown-it's own, which look through an invisible break
md.linkify.set({ fuzzyEmail: false, fuzzyLink: false }).add('//', null);

/** What GitHub and GitLab look for in a text that is rendered: somebody's name, an issue, an address. */
export const called = /(?<![\w`])[@]\w|#\d|GH-\d|:\/\/|www\./i;
