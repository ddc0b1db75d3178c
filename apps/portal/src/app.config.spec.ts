import { ConfigError } from '@roadmap/config';
import { readPortalConfig } from './app.config.js';

const todo = { name: 'todo', title: 'To-do API', level: 'beginner', summary: 'A list.', url: 'http://127.0.0.1:3001' };
const read = (apps: unknown) => readPortalConfig({ ROADMAP_APPS: JSON.stringify(apps) }).ROADMAP_APPS;

const problemsOf = (text: string): string[] => {
  try {
    readPortalConfig({ ROADMAP_APPS: text });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('ROADMAP_APPS', () => {
  it('needs no environment at all', () => {
    expect(readPortalConfig({})).toMatchObject({ PORT: 8080, ROADMAP_APPS: [] });
    expect(readPortalConfig({ ROADMAP_APPS: '' }).ROADMAP_APPS).toEqual([]);
  });

  it('keeps the order of the list and leaves the portal out', () => {
    expect(read([{ ...todo, name: 'portal' }, { ...todo, name: 'shop' }, todo]).map(({ name }) => name)).toEqual(['shop', 'todo']);
  });

  it('drops what it does not know, and the slash at the end of an address', () => {
    expect(read([{ ...todo, url: 'https://example.com/todo/', port: 3001 }])).toEqual([{ ...todo, url: 'https://example.com/todo' }]);
  });

  it.each([
    ['[', ['ROADMAP_APPS: Invalid input: expected array, received undefined']],
    ['{}', ['ROADMAP_APPS: Invalid input: expected array, received object']],
    ['[1]', ['ROADMAP_APPS: 0: Invalid input: expected object, received number']],
    [JSON.stringify([todo, todo]), ['ROADMAP_APPS: names an app twice']],
  ])('refuses %s', (text, problems) => expect(problemsOf(text)).toEqual(problems));

  it('names every wrong field of every app', () => {
    const { summary: _, ...incomplete } = { ...todo, name: 'Shop!', level: 'wizard' };
    expect(problemsOf(JSON.stringify([incomplete, { ...todo, title: '  ' }]))).toEqual([
      'ROADMAP_APPS: 0.name: is not a name such as url-shortener',
      'ROADMAP_APPS: 0.level: Invalid option: expected one of "beginner"|"intermediate"|"advanced"',
      'ROADMAP_APPS: 0.summary: Invalid input: expected string, received undefined',
      'ROADMAP_APPS: 1.title: Too small: expected string to have >=1 characters',
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://127.0.0.1', '127.0.0.1:3001', '/todo', '', 'http://', 'http://ann:hunter2@127.0.0.1', 'http://127.0.0.1?a=1', 'http://127.0.0.1#a'])(
    'links to no %j, and does not repeat it',
    (url) => expect(problemsOf(JSON.stringify([{ ...todo, url }]))).toEqual(['ROADMAP_APPS: 0.url: is not an http(s) address without user, query and fragment']),
  );
});
