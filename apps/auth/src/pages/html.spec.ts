import { html } from './html.js';

describe('html', () => {
  it('takes values for text, between tags and between quotes', () => {
    const evil = `"><script>alert('1')</script>&amp;`;
    const safe = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;';
    expect(html`<a title="${evil}">${evil}</a>`.markup).toBe(`<a title="${safe}">${safe}</a>`);
  });

  it('takes other templates, and lists of them, as they are', () => {
    const items = ['<1>', '2'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${false}${null}${undefined}${0}`.markup).toBe('<ul><li>&lt;1&gt;</li><li>2</li></ul>0');
  });

  it('is not fooled by a value that only looks like a template', () => {
    const forged = { markup: '<b>' } as never;
    expect(() => html`${forged}`).toThrow(TypeError);
  });
});
