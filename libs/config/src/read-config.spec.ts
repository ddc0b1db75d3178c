import { z } from 'zod';
import { ConfigError, demo, readConfig } from './read-config.js';
import { flag, json, list, nodeEnv, port } from './variables.js';

const schema = z.object({
  NODE_ENV: nodeEnv,
  PORT: port.default(3001),
  ORIGINS: list.default([]),
  VERBOSE: flag.default(false),
  SECRET: demo(z.string().min(8), 'demo-secret'),
  REGION: z.string(),
});

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('readConfig', () => {
  it('reads, converts and fills in', () => {
    expect(readConfig(schema, { PORT: '80', ORIGINS: 'a, b,', VERBOSE: 'yes', REGION: 'eu' })).toEqual({
      NODE_ENV: 'development',
      PORT: 80,
      ORIGINS: ['a', 'b'],
      VERBOSE: true,
      SECRET: 'demo-secret',
      REGION: 'eu',
    });
  });

  it('reports every wrong variable at once', () => {
    expect(problemsOf({ PORT: '70000', VERBOSE: 'maybe' }).map((line) => line.split(':')[0])).toEqual(['PORT', 'VERBOSE', 'REGION']);
  });

  it('takes an empty variable for a missing one', () => {
    expect(problemsOf({ REGION: '' })).toEqual(['REGION: is required and not set']);
  });

  it('refuses demo values in production, given or left out', () => {
    const production = { NODE_ENV: 'production', REGION: 'eu' };
    expect(problemsOf({ ...production, SECRET: 'demo-secret' })).toEqual(['SECRET: this is the demo value; production needs one of its own']);
    expect(problemsOf(production)).toEqual(['SECRET: is required and not set']);
    expect(problemsOf({ ...production, SECRET: 'a-real-one' })).toEqual([]);
  });

  it('reads JSON, and says where it is none', () => {
    const numbers = z.object({ NUMBERS: json.pipe(z.array(z.number())) });
    expect(readConfig(numbers, { NUMBERS: '[1, 2]' })).toEqual({ NUMBERS: [1, 2] });
    expect(() => readConfig(numbers, { NUMBERS: '[1, ' })).toThrow('NUMBERS: must be JSON');
  });

  it('never shows a value', () => {
    const wrong = { REGION: 'eu', SECRET: 'hunter2', PORT: 'hunter2', NODE_ENV: 'hunter2' };
    expect(problemsOf(wrong)).toHaveLength(3);
    expect(problemsOf(wrong).join()).not.toContain('hunter2');
  });
});
