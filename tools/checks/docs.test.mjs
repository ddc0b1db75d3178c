// @ts-check
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, write } from '../test/scratch.mjs';
import { violations } from './docs.mjs';

const base = checkout({ 'docs/other.md': '# Other\n\n## A `heading`, with dots: 1.2\n\n## Twice\n\n## Twice\n' });

/** @param {string} text */
const check = (text) => {
  write(base, { 'docs/page.md': text });
  return violations(base, [join('docs', 'page.md')]);
};

test('is content with links, anchors and commands that exist', () => {
  const text = [
    '# Page',
    '[a](other.md) [b](other.md#a-heading-with-dots-12) [c](other.md#twice-1) [d](#page) [e](../apps/todo/) [f](https://example.com/x) ![g](/README.md)',
    '[h]: other.md',
    '`[not a link](nowhere.md)` and a URL path /v1/tmp/x or ./tmp',
    '```sh',
    'npm start -- todo',
    'npm run -s generate',
    '[no link](nowhere.md)',
    '```',
  ].join('\n');
  assert.deepEqual(check(text), []);
});

for (const [name, text, expected] of /** @type {const} */ ([
  ['a missing file', '[a](nowhere.md)', /which does not exist/],
  ['a missing file behind a reference', '[a]: nowhere.md', /which does not exist/],
  ['a missing anchor', '[a](other.md#nothing)', /no such heading/],
  ['a missing anchor of the page', '# Page\n[a](#nothing)', /no such heading/],
  ['a script that does not exist', '```sh\nnpm run nothing\n```', /no script/],
  ["somebody's home", 'see /home/somebody/code', /docs\/page\.md:1: names a path/],
  ["root's home", 'see `/root`', /names a path/],
  ['a temporary file', 'a\nwritten to /tmp/x.log', /docs\/page\.md:2: names a path/],
])) {
  test(`reports ${name}`, () => assert.match(check(text).join('\n'), expected));
}
