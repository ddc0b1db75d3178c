// @ts-check
import { parseArgs } from 'node:util';
import { Failure } from '../failure.mjs';

export const usage = 'npm run bench -- <app> [--rounds 5] [--seconds 5] [--case <name> …]';

/** @typedef {{ app: string, rounds: number, seconds: number, cases: string[] }} Options `cases` is empty for all */

/** @param {string[]} words @returns {Options} */
export function readOptions(words) {
  const { values, positionals } = parse(words);
  const [app, ...more] = positionals;
  if (!app || more.length > 0) throw new Failure(`usage: ${usage}`);
  return { app, rounds: atLeastOne('rounds', values.rounds), seconds: atLeastOne('seconds', values.seconds), cases: values.case };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '5' },
        case: { type: 'string', multiple: true, default: [] },
      },
    });
  } catch (error) {
    throw new Failure(`${/** @type {Error} */ (error).message}\nusage: ${usage}`);
  }
}

/** @param {string} name @param {string} text */
function atLeastOne(name, text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Failure(`--${name} ${text} is not a whole number from 1 to 9999.`);
  return Number(text);
}
