// @ts-check

/** A Markdown text without its code: fenced blocks and `spans` become blanks, lines stay where they are. @param {string} text */
export const withoutCode = (text) => withoutBlocks(text).replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));

/** @param {string} text */
const withoutBlocks = (text) => text.replace(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm, (block) => block.replace(/[^\n]/g, ' '));

/** The lines inside fenced blocks. @param {string} text @returns {string[]} */
export const codeLines = (text) => [...text.matchAll(/^( *)(```+|~~~+)[^\n]*\n([\s\S]*?)^\1\2/gm)].flatMap((match) => (match[3] ?? '').split('\n'));

/** Targets of links and images, inline and by reference. @param {string} text @returns {string[]} */
export function links(text) {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const reference = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm)];
  const html = [...prose.matchAll(/\b(?:href|src)="([^"]+)"/g)];
  return [...inline, ...reference, ...html].map((match) => match[1] ?? '');
}

/** The anchors that GitHub makes of a page's headings, and those written by hand. @param {string} text @returns {Set<string>} */
export function anchors(text) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const found = new Set([...text.matchAll(/\b(?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? ''));
  for (const [, heading = ''] of withoutBlocks(text).matchAll(/^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    found.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return found;
}
